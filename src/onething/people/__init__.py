"""Who signs in, for whom, and which department a token speaks for."""
