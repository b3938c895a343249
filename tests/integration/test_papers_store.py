"""The store over a real PostgreSQL and a real folder."""

import io
from uuid import uuid4

import pytest

from onething.base.actor import Actor
from onething.base.errors import Invalid, NotFound
from onething.papers.store import held_among, holding_of, open_for, papers_folder, place_of, store
from tests.integration.api_stage import pdf

pytestmark = pytest.mark.usefixtures("django_ready")


def somebody() -> Actor:
    return Actor("person", uuid4().hex)


def left_over() -> list[str]:
    return [path.name for path in papers_folder().glob("new-*")]


def test_the_same_content_is_kept_once_and_held_by_each():
    content = pdf(uuid4().hex)
    first, second = somebody(), somebody()
    one = store(first, io.BytesIO(content), "mine.pdf")
    two = store(second, io.BytesIO(content), "ours.pdf")
    assert one.digest == two.digest
    assert place_of(one.digest).read_bytes() == content
    assert (holding_of(first, one.digest).name, holding_of(second, one.digest).name) == (
        "mine.pdf",
        "ours.pdf",
    )
    assert held_among(somebody(), [one.digest]) == set()
    paper, file = open_for(one.digest)
    with file:
        assert (paper.size, paper.media_type, file.read()) == (len(content), "application/pdf", content)
    assert not left_over()


@pytest.mark.parametrize(
    ("content", "formats", "code"),
    [
        (b"", ("pdf",), "papers.empty"),
        (b"plain", ("pdf", "jpg"), "papers.wrong_type"),
        (pdf(), ("jpg", "png"), "papers.wrong_type"),
        (b"%PDF-1.4" + b" " * (1 << 20), ("pdf",), "papers.too_large"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(content, formats, code):
    with pytest.raises(Invalid) as found:
        store(somebody(), io.BytesIO(content), "x", formats, 1)
    assert found.value.code == code
    assert not left_over()


def test_an_unknown_paper_is_not_found():
    with pytest.raises(NotFound):
        open_for("0" * 64)
