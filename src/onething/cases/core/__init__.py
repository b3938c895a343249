"""The pure core of a case: state, commands, events, decide, evolve. No clock, no database, no network."""
