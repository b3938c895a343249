"""The registries: what they know is asked once, filled in, and shown to the person it is about."""
