"""Reads services/: what items and things are, well formed or refused with file, line, rule and remedy."""

from onething.catalog.catalog import NATION, Catalog, Lines
from onething.catalog.reading import SERVICES, read, shipped

__all__ = ["NATION", "SERVICES", "Catalog", "Lines", "read", "shipped"]
