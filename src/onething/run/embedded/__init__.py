"""The life of an embedded PostgreSQL, one noun per file; `onething.run.postgres` is its face."""
