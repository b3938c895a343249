"""The form of a case as it stands: answers and documents, each with where it came from."""

from typing import Any

import msgspec
from msgspec import Struct

_encoder = msgspec.json.Encoder(order="deterministic")
_open = msgspec.json.Decoder(tuple[dict[str, msgspec.Raw], dict[str, msgspec.Raw]]).decode


class Form(Struct, frozen=True):
    """One version of the form. `answers`: key → [value, origin]; `documents`: key → [paper digest, way, name]."""

    version: int
    answers: dict[str, Any]
    documents: dict[str, Any]

    def content(self) -> bytes:
        """Give the canonical bytes of answers and documents."""
        return _encoder.encode((self.answers, self.documents))

    def changed(self, answers: dict[str, Any], documents: dict[str, Any]) -> "Form":
        """Give the next version with some answers and documents replaced."""
        return Form(self.version + 1, {**self.answers, **answers}, {**self.documents, **documents})


def open_form(version: int, content: str) -> Form:
    """Read a stored version only so far that entries can be replaced: each stays as it was written."""
    answers, documents = _open(content)
    return Form(version, answers, documents)


def read_form(version: int, content: bytes) -> Form:
    """Read a stored version back."""
    answers, documents = msgspec.json.decode(content)
    return Form(version, answers, documents)
