"""The store: a paper lies at ONETHING_HOME/papers/<first two>/<rest of its SHA-256>, written whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import transaction

from onething.base.actor import Actor
from onething.base.errors import Invalid, NotFound, Problem
from onething.cases.clock import now
from onething.papers.kinds import MEDIA_TYPES, kind_of, verify
from onething.papers.models import Holding, Paper

CHUNK = 1 << 16
MEGABYTE = 1 << 20
ALL_FORMATS = ("pdf", "jpg", "png")
MOST_MEGABYTES = 10


class Stream(Protocol):
    """Anything that can be read in pieces: an upload, a request, an open file."""

    def read(self, size: int, /) -> bytes:
        """Give up to `size` bytes; nothing at the end."""


def store(
    actor: Actor,
    stream: Stream,
    name: str,
    formats: Iterable[str] = ALL_FORMATS,
    max_megabytes: int = MOST_MEGABYTES,
) -> Paper:
    """Keep a paper for somebody. It is on the disk before this returns.

    Raises Invalid: papers.empty, papers.too_large, papers.wrong_type, papers.broken, papers.locked,
    papers.too_many_pixels.
    """
    folder = papers_folder()
    folder.mkdir(parents=True, exist_ok=True)
    handle, whole = tempfile.mkstemp(prefix="new-", dir=folder)
    path = Path(whole)
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _copy(stream, file, max_megabytes)
        media_type = _judge(path, tuple(formats))
        _keep(path, place_of(digest))
    finally:
        path.unlink(missing_ok=True)
    return _record(actor, digest, size, media_type, name)


def open_for(digest: str) -> tuple[Paper, BinaryIO]:
    """Open a paper that the caller has found readable for the one who asks. Raises NotFound."""
    paper = Paper.objects.filter(digest=digest).first()
    if paper is None:
        raise NotFound(Problem("not_found"))
    try:
        return paper, place_of(digest).open("rb")
    except FileNotFoundError as error:
        raise NotFound(Problem("not_found")) from error


def holding_of(actor: Actor, digest: str) -> Holding | None:
    """Give somebody's own holding of a paper, or None."""
    return Holding.objects.filter(digest=digest, holder=str(actor)).first()


def held_among(actor: Actor, digests: Iterable[str]) -> set[str]:
    """Give those of the digests which somebody holds themselves."""
    found = Holding.objects.filter(digest__in=set(digests), holder=str(actor))
    return set(found.values_list("digest", flat=True))


def papers_folder() -> Path:
    """Give the folder of all papers."""
    return Path(settings.HOME) / "papers"


def place_of(digest: str) -> Path:
    """Give where a paper lies."""
    return papers_folder() / digest[:2] / digest[2:]


def _copy(stream: Stream, file: BinaryIO, max_megabytes: int) -> tuple[str, int]:
    hashing = hashlib.sha256()
    size = 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > max_megabytes * MEGABYTE:
            raise Invalid(Problem("papers.too_large", field="file", values={"megabytes": max_megabytes}))
        hashing.update(piece)
        file.write(piece)
    if not size:
        raise Invalid(Problem("papers.empty", field="file"))
    file.flush()
    os.fsync(file.fileno())
    return hashing.hexdigest(), size


def _judge(path: Path, formats: tuple[str, ...]) -> str:
    kind = kind_of(path)
    if kind not in formats:
        wanted = ", ".join(one.upper() for one in formats)
        raise Invalid(Problem("papers.wrong_type", field="file", values={"formats": wanted}))
    verify(path, kind)
    return MEDIA_TYPES[kind]


def _keep(path: Path, place: Path) -> None:
    place.parent.mkdir(exist_ok=True)
    path.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _record(actor: Actor, digest: str, size: int, media_type: str, name: str) -> Paper:
    paper = Paper(digest=digest, size=size, media_type=media_type, created=now())
    holding = Holding(digest=digest, holder=str(actor), name=name[:200])
    with transaction.atomic():
        Paper.objects.bulk_create([paper], ignore_conflicts=True)
        Holding.objects.bulk_create(
            [holding], update_conflicts=True, update_fields=["name"], unique_fields=["digest", "holder"]
        )
    return paper
