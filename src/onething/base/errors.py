"""One root of errors. Each carries a stable code, the place and what to do; words are looked up by code."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from onething.base.texts import Language, text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `code` names texts `problem.<code>` and, where it exists, `remedy.<code>`.

    `field` is a form field or a path inside a definition; `file`, `line` and `column` place a definition's fault.
    """

    code: str
    field: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    values: dict[str, Any] = dataclasses.field(default_factory=dict)

    def message(self, language: Language) -> str:
        """Say what is wrong."""
        return text(f"problem.{self.code}", language, **self.values)

    def remedy(self, language: Language) -> str:
        """Say how to put it right."""
        return text(f"remedy.{self.code}", language, **self.values)

    def place(self) -> str:
        """Name the place as editors understand it: file:line:column, or the field."""
        if not self.file:
            return self.field
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    def said(self, language: Language) -> str:
        """Say all of it in one line: file:line:column code message — remedy."""
        return f"{self.place()} {self.code} {self.message(language)} — {self.remedy(language)}"


class OneThingError(Exception):
    """Root of all errors that a person or a program can do something about. Carries all problems at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.code} {problem.place()}".strip() for problem in problems))
        self.problems = problems

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code


class Invalid(OneThingError):
    """What was sent is not well formed or breaks a rule; nothing was changed."""


class NotFound(OneThingError):
    """There is no such thing, or it is not yours to see: the two are told apart for nobody."""


class Refused(OneThingError):
    """The command is well formed but the case's state or the law does not allow it now."""
