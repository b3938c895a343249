"""Papers: kept by the hash of their content, known by their real type, held by somebody."""
