"""A cache that cannot grow without end, safe to share between threads."""

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """Remembers up to `size` values; the oldest goes first."""

    __slots__ = ("_size", "_values")

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> V | None:
        """Give what is remembered, or None."""
        return self._values.get(key)

    def put(self, key: K, value: V) -> V:
        """Remember a value and give it back."""
        self._values[key] = value
        while len(self._values) > self._size:
            self._values.popitem(last=False)
        return value
