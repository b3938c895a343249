"""Lives a case: what happened, what may happen, what must be done. `handle` is the only door."""
