"""Rules: the one kind of condition, a small part of CEL (Common Expression Language).

A rule may compare, combine (`&&`, `||`, `!`), choose (`? :`), look into lists (`in`) and use a few functions of text.
It has no loops, so it always ends. Length and depth are limited before the library sees the text: deep nesting
makes its parser panic.
"""

import re
from collections.abc import Iterator, Mapping
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
class Use:
    """How a rule uses a name: compared by `sign` with a literal (`child.settle_with == "father"`), or as a condition.

    `kind` is what the literal is: text, number, truth, null; a condition has the sign "" and the kind truth.
    """

    name: str
    sign: str
    kind: str
    literal: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A compiled rule. `names` are all names it reads, in order of appearance; `uses` say how."""

    source: str
    names: tuple[str, ...]
    uses: tuple[Use, ...]
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
    return Rule(source, tuple(dict.fromkeys(names)), tuple(_uses(tokens)), program)


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


COMPARES = ("==", "!=", "<", "<=", ">", ">=")
OPENS = ("", "!", "&&", "||", "(", "?", ":")
CLOSES = ("", "&&", "||", ")", "?", ":")
END: Token = ("", "", 0)


def _uses(tokens: list[Token]) -> Iterator[Use]:
    """Tell how each name is used, where that can be seen from what stands beside it."""
    padded = [END, END, *tokens, END, END]
    for place in range(2, len(padded) - 2):
        kind, name, _ = padded[place]
        if kind != "name" or "." not in name:
            continue
        before, sign_before = padded[place - 2], padded[place - 1][1]
        sign_after, after = padded[place + 1][1], padded[place + 2]
        if sign_after in COMPARES and (literal := _literal(after)):
            yield Use(name, sign_after, *literal)
        elif sign_before in (*COMPARES, "in") and (literal := _literal(before)):
            yield Use(name, sign_before, *literal)
        elif sign_after == "in":
            yield from (Use(name, "==", *literal) for literal in _listed(padded[place + 2 :]))
        elif sign_before in OPENS and sign_after in CLOSES and before[0] != "name":
            yield Use(name, "", "truth")


def _listed(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        if token[1] == "]":
            return
        if literal := _literal(token):
            yield literal


def _literal(token: Token) -> tuple[str, str] | None:
    kind, word, _ = token
    if kind == "text":
        return "text", word[1:-1]
    if kind == "number":
        return "number", word
    return {"true": ("truth", word), "false": ("truth", word), "null": ("null", word)}.get(word)


def _refuse(code: str, start: int, **values: Any) -> NoReturn:
    raise Invalid(Problem(code, column=start + 1, values={"at": start + 1, **values}))
