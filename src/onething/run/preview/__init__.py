"""Shows a working folder in the browser before it is published: no database, no release is touched."""
