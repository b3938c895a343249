"""Plays departments and registries for demos and tests, over HTTP only: it knows no more than the public contract says."""
