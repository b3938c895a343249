"""A thing as other programs read it."""
