"""Reads services/: what items and things are, well formed or refused with file, line, rule and remedy."""
