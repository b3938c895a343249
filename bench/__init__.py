"""The main job measured: the honest limit, the door, the door behind the HTTP contract, in one run."""
