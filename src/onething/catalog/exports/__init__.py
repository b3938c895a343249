"""The catalog as other programs read it."""
