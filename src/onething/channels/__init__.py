"""The ways in: the pages for people, the contract for departments."""
