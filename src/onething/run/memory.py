"""How often Python looks for garbage in cycles."""

import gc

YOUNG, MIDDLE, OLD = 50_000, 20, 20


def settle() -> None:
    """Leave what was loaded at the start out of every search, and search seldom.

    A batch makes tens of thousands of small objects that die by themselves; searching them cost a tenth of the door.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
