"""A rule as a tree, for saying it in words and for finding the values at which it turns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onething.catalog.rules import tokens_of

Kind = Literal[
    "name", "text", "number", "word", "list", "not", "minus", "and", "or", "compare", "math", "if", "call"
]
_COMPARE = ("==", "!=", "<", "<=", ">", ">=", "in")
_WORDS = ("true", "false", "null")


@dataclass(frozen=True, slots=True)
class Node:
    """One part of a rule. `value` is a name, a text, a number's spelling, a word, a sign or a function."""

    kind: Kind
    value: str = ""
    parts: tuple["Node", ...] = ()

    def walk(self) -> Iterator["Node"]:
        """Give this part and everything inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@lru_cache(maxsize=4096)
def tree_of(source: str) -> Node:
    """Read a rule that compiles."""
    return _Reader([*tokens_of(source), ("end", "")]).choice()


class _Reader:
    """Reads from the loosest binding to the tightest, as CEL does."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def choice(self) -> Node:
        condition = self._either()
        if not self._took("?"):
            return condition
        first = self.choice()
        self._took(":")
        return Node("if", parts=(condition, first, self.choice()))

    def _either(self) -> Node:
        return self._joined("||", "or", lambda: self._joined("&&", "and", self._comparison))

    def _joined(self, sign: str, kind: Kind, inner: Callable[[], Node]) -> Node:
        parts = [inner()]
        while self._took(sign):
            parts.append(inner())
        return parts[0] if len(parts) == 1 else Node(kind, parts=tuple(parts))

    def _comparison(self) -> Node:
        left = self._sum()
        while self._next() in _COMPARE:
            sign = self._take()
            left = Node("compare", sign, (left, self._sum()))
        return left

    def _sum(self) -> Node:
        return self._math(("+", "-"), lambda: self._math(("*", "/", "%"), self._single))

    def _math(self, signs: tuple[str, ...], inner: Callable[[], Node]) -> Node:
        left = inner()
        while self._next() in signs:
            sign = self._take()
            left = Node("math", sign, (left, inner()))
        return left

    def _single(self) -> Node:
        if self._took("!"):
            return Node("not", parts=(self._single(),))
        if self._took("-"):
            return Node("minus", parts=(self._single(),))
        if self._took("("):
            inside = self.choice()
            self._took(")")
            return inside
        if self._took("["):
            return Node("list", parts=self._rows("]"))
        kind, word = self.tokens[self.at]
        self.at += 1
        if kind == "text":
            return Node("text", word[1:-1])
        if kind == "number":
            return Node("number", word)
        return Node("word", word) if word in _WORDS else self._named(word)

    def _named(self, word: str) -> Node:
        if self._next() != "(":
            return Node("name", word)
        name, _, function = word.rpartition(".")
        self._take()
        return Node("call", function, (Node("name", name), *self._rows(")")))

    def _rows(self, end: str) -> tuple[Node, ...]:
        rows = []
        while not self._took(end):
            rows.append(self.choice())
            self._took(",")
        return tuple(rows)

    def _next(self) -> str:
        kind, word = self.tokens[self.at]
        return "" if kind == "text" else word

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def _took(self, sign: str) -> bool:
        found = self._next() == sign
        self.at += found
        return found
