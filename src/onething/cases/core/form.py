"""The form of a case: answers and documents, each with where it came from, kept as versions of what changed."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

_encode = msgspec.json.Encoder(order="deterministic").encode


class Form(Struct, frozen=True):
    """The form as it stands. `answers`: key → [value, origin]; `documents`: key → [paper digest, way, name]."""

    version: int
    answers: dict[str, Any]
    documents: dict[str, Any]

    def known(self) -> dict[str, Any]:
        """Give what is known by key; a document is known by its digest."""
        return {key: entry[0] for rows in (self.answers, self.documents) for key, entry in rows.items()}


def form_content(answers: dict[str, Any], documents: dict[str, Any]) -> bytes:
    """Give the canonical bytes of a version: the first holds everything, a later one what it put in or replaced."""
    return _encode((answers, documents))


def read_form(versions: Iterable[tuple[int, bytes]]) -> Form:
    """Lay versions, oldest first, over one another."""
    answers: dict[str, Any] = {}
    documents: dict[str, Any] = {}
    newest = 0
    for version, content in versions:
        changed_answers, changed_documents = msgspec.json.decode(content)
        answers |= changed_answers
        documents |= changed_documents
        newest = version
    return Form(newest, answers, documents)
