"""Rules: the one kind of condition, a small part of CEL (Common Expression Language).

A rule may compare, combine (`&&`, `||`, `!`), choose (`? :`), look into lists (`in`) and use a few functions of text.
It has no loops, so it always ends. Length and depth are limited before the library sees the text: deep nesting
makes its parser panic.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

import cel

from onething.base.errors import Invalid, Problem

MAX_LENGTH = 1000
MAX_TOKENS = 200
MAX_DEPTH = 10
FUNCTIONS = ("contains", "endsWith", "startsWith")  # no `size`: the library counts bytes, not characters
_WORDS = ("true", "false", "null", "in")
_TOKEN = re.compile(
    r"""(?P<blank>\s+)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)
    |(?P<sign>&&|\|\||==|!=|<=|>=|[!<>()\[\],+\-*/%?:])""",
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """That a rule compares a name with a written text: `child.settle_with == "father"`."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A compiled rule. `names` are all names it reads, in order of appearance; `comparisons` those with texts."""

    source: str
    names: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    program: Any

    def holds(self, values: Mapping[str, Mapping[str, Any]]) -> bool:
        """Tell whether the rule is true of values by first and second part of their names.

        A name without a value is null. A rule that cannot be worked out, for example over null, does not hold.
        """
        context: dict[str, dict[str, Any]] = {}
        for name in self.names:
            owner, _, part = name.partition(".")
            context.setdefault(owner, {})[part] = values.get(owner, {}).get(part)
        try:
            return self.program.execute(context) is True
        except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
            return False


@lru_cache(maxsize=4096)
def compile_rule(source: str) -> Rule:
    """Compile a rule. Raises Invalid (`catalog.rule_…`); the problem's column counts characters of the rule."""
    tokens = list(_tokens(source))
    names = _names(tokens)
    try:
        program = cel.compile(source)
    except ValueError as error:
        found = re.search(r"<input>:(\d+):(\d+)", str(error))
        _refuse("catalog.rule_syntax", int(found[2]) - 1 if found else 0, rule=source)
    return Rule(source, tuple(dict.fromkeys(names)), tuple(_comparisons(tokens)), program)


Token = tuple[str, str, int]


def tokens_of(source: str) -> list[tuple[str, str]]:
    """Give the kind (text, number, name, sign) and spelling of every word of a rule that compiles."""
    return [(kind, word) for kind, word, _ in _tokens(source)]


def _tokens(source: str) -> list[Token]:
    if len(source) > MAX_LENGTH:
        _refuse("catalog.rule_too_long", MAX_LENGTH, most=MAX_LENGTH)
    tokens = [token for token in _all_tokens(source) if token[0] != "blank"]
    depth = 0
    for place, (kind, token, start) in enumerate(tokens):
        if _is_value(kind, token) and place and _is_value(*tokens[place - 1][:2]):
            _refuse("catalog.rule_syntax", start, rule=source)
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token, 0)
        if depth > MAX_DEPTH:
            _refuse("catalog.rule_too_deep", start, most=MAX_DEPTH)
    if len(tokens) > MAX_TOKENS:
        _refuse("catalog.rule_too_long", tokens[MAX_TOKENS][2], most=MAX_LENGTH)
    return tokens


def _is_value(kind: str, word: str) -> bool:
    """Tell whether a token stands for a value; two of them side by side are no rule (`a.b and c.d`, `r"x"`)."""
    return kind in ("text", "number", "name") and word != "in"


def _all_tokens(source: str) -> list[Token]:
    tokens: list[Token] = []
    end = 0
    while end < len(source):
        found = _TOKEN.match(source, end)
        if not found:
            _refuse("catalog.rule_syntax", end, rule=source)
        tokens.append((str(found.lastgroup), found[0], end))
        end = found.end()
    return tokens


def _names(tokens: list[Token]) -> list[str]:
    """Give the names that stand for values; refuse calls of other than the allowed functions."""
    names = []
    for place, (kind, token, start) in enumerate(tokens):
        if kind != "name" or token in _WORDS:
            continue
        name = token
        if place + 1 < len(tokens) and tokens[place + 1][1] == "(":
            name, _, function = token.rpartition(".")
            if function not in FUNCTIONS:
                _refuse("catalog.rule_function", start, found=function, allowed=", ".join(FUNCTIONS))
            if not name:
                continue
        if name.count(".") != 1:
            _refuse("catalog.rule_name_shape", start, found=name)
        names.append(name)
    return names


def _comparisons(tokens: list[Token]) -> list[Comparison]:
    found = []
    for first, sign, second in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if sign[1] in ("==", "!="):
            for name, text in ((first, second), (second, first)):
                if name[0] == "name" and text[0] == "text":
                    found.append(Comparison(name[1], text[1][1:-1]))
    return found


def _refuse(code: str, start: int, **values: Any) -> NoReturn:
    raise Invalid(Problem(code, column=start + 1, values={"at": start + 1, **values}))
