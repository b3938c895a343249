"""The demo: a whole node on this machine, its departments as programs of their own, and one case told as it happens."""
