"""Says a rule in words, with the questions, fields and options as people know them."""

from collections.abc import Callable

from onething.base.texts import Language, text
from onething.catalog.rule_tree import Node, tree_of
from onething.plans.release import Release, Texts

_OUTCOMES = ("granted", "denied")
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def say_rule(release: Release, rule: str, language: Language) -> str:
    """Say a rule as a condition: “…” is yes, and “…” is “…”. No rule holds always."""
    if not rule:
        return text("explain.rule.always", language)
    return _Sayer(release, language).said(tree_of(rule))


def say_name(release: Release, name: str, language: Language) -> str:
    """Say what a name in a rule stands for: the words of a question, or whose field it is."""
    return _Sayer(release, language).name(name)


class _Sayer:
    def __init__(self, release: Release, language: Language) -> None:
        self.release = release
        self.language = language
        self.questions = {f"answers.{question.id}": question for question in release.questions}
        self.fields = {field.key: field for field in release.fields}
        self.items = {
            "outcome." + item.item.replace("-", "_").replace("/", "_"): item.name for item in release.items
        }
        self.roles = {id: name for id, _, name in release.roles}

    def said(self, node: Node) -> str:
        """Say a part of a rule."""
        how: dict[str, Callable[[Node], str]] = {
            "and": self._joined,
            "or": self._joined,
            "not": self._not,
            "name": self._true,
            "compare": self._compared,
            "if": self._if,
            "call": self._called,
        }
        return how.get(node.kind, self._value)(node)

    def name(self, name: str) -> str:
        """Say what a name stands for."""
        if name in self.questions:
            return text("explain.rule.quoted", self.language, words=self.questions[name].ask[self.language])
        if name in self.items:
            return text("explain.rule.outcome", self.language, item=self.items[name][self.language])
        if name in self.fields and self.fields[name].question:
            return self.name(f"answers.{self.fields[name].question}")
        role, _, part = name.partition(".")
        words = self.fields[name].name[self.language] if name in self.fields else part
        whose = self.roles[role][self.language] if role in self.roles else role
        return text("explain.rule.quoted", self.language, words=f"{whose} · {words}")

    def _text(self, key: str, **values: object) -> str:
        return text(f"explain.rule.{key}", self.language, **values)

    def _joined(self, node: Node) -> str:
        parts = [
            self._bracketed(part) if part.kind in ("and", "or") else self.said(part) for part in node.parts
        ]
        return self._text(node.kind).join(parts)

    def _bracketed(self, node: Node) -> str:
        return self._text("brackets", inside=self.said(node))

    def _not(self, node: Node) -> str:
        inside = node.parts[0]
        if inside.kind == "name":
            return self._text("is_no", name=self.name(inside.value))
        return self._text("not", inside=self._bracketed(inside))

    def _true(self, node: Node) -> str:
        return self._text("is_yes", name=self.name(node.value))

    def _if(self, node: Node) -> str:
        condition, first, second = (self.said(part) for part in node.parts)
        return self._text("if", condition=condition, first=first, second=second)

    def _called(self, node: Node) -> str:
        subject, *rest = node.parts
        words = ", ".join(self._value(part) for part in rest)
        return self._text(node.value, name=self._value(subject), words=words)

    def _compared(self, node: Node) -> str:
        left, right = node.parts
        sign = node.value
        if sign == "in":
            return self._among(left, right)
        if left.kind != "name" and right.kind == "name":
            left, right, sign = right, left, _MIRRORED.get(sign, sign)
        if right.kind == "word" and right.value in ("true", "false") and left.kind == "name":
            yes = (right.value == "true") == (sign == "==")
            return self._text("is_yes" if yes else "is_no", name=self.name(left.value))
        if right == Node("word", "null"):
            return self._text("unknown" if sign == "==" else "known", name=self._value(left))
        key = {"==": "is", "!=": "is_not", "<": "below", "<=": "at_most", ">": "above", ">=": "at_least"}[
            sign
        ]
        return self._text(key, name=self._value(left), value=self._value(right, about=left))

    def _among(self, left: Node, right: Node) -> str:
        if right.kind == "name":
            return self._text("chosen", name=self.name(right.value), value=self._value(left, about=right))
        options = self._text("listed").join(self._value(part, about=left) for part in right.parts)
        return self._text("among", name=self._value(left), values=options)

    def _value(self, node: Node, about: Node | None = None) -> str:
        if node.kind == "name":
            return self.name(node.value)
        if node.kind == "text":
            return self._text("quoted", words=self._option(node.value, about))
        if node.kind == "list":
            return self._text("listed").join(self._value(part, about) for part in node.parts)
        if node.kind == "math":
            left, right = (self._value(part) for part in node.parts)
            return f"{left} {node.value} {right}"
        if node.kind == "minus":
            return f"-{self._value(node.parts[0])}"
        return node.value if node.kind in ("number", "word") else self.said(node)

    def _option(self, value: str, about: Node | None) -> str:
        """Give the name of an option of the question or field that a text is compared with."""
        name = about.value if about and about.kind == "name" else ""
        if name in self.items and value in _OUTCOMES:
            return self._text(value)
        row = self.questions.get(name) or self.fields.get(name)
        options: dict[str, Texts] = dict(row.options) if row else {}
        return options[value][self.language] if value in options else value
