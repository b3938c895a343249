"""A paper is judged by its content, and kept whole or not at all."""

import io
import random
from contextlib import suppress

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from onething.base.errors import Invalid
from onething.papers.kinds import kind_of, verify


def picture(kind: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(content, kind)
    return content.getvalue()


def pdf() -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.showPage()
    canvas.save()
    return content.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG"), "jpg"),
        (picture("PNG"), "png"),
        (pdf(), "pdf"),
        (picture("GIF"), ""),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_the_kind_is_read_from_the_content(tmp_path, content, kind):
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    assert kind_of(path) == kind
    if kind:
        verify(path, kind)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (picture("JPEG")[:-200], "papers.broken"),
        (picture("PNG")[:40], "papers.broken"),
        (b"%PDF-1.7\n", "papers.broken"),
        (pdf()[:100], "papers.broken"),
        (locked_pdf(), "papers.locked"),
    ],
)
def test_what_cannot_be_opened_is_refused(tmp_path, content, code):
    path = tmp_path / "scan"
    path.write_bytes(content)
    with pytest.raises(Invalid) as found:
        verify(path, kind_of(path))
    assert found.value.code == code


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.png"
    Image.new("1", (11_000, 11_000)).save(path)
    with pytest.raises(Invalid) as found:
        verify(path, "png")
    assert found.value.code == "papers.too_many_pixels"


def test_spoiled_files_raise_nothing_but_our_errors(tmp_path):
    chance = random.Random(7)
    path = tmp_path / "spoiled"
    for content in (picture("JPEG"), picture("PNG"), pdf()):
        for _ in range(60):
            spoiled = bytearray(content)
            for _ in range(chance.randrange(1, 30)):
                spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
            path.write_bytes(spoiled)
            kind = kind_of(path)
            if kind:
                with suppress(Invalid):
                    verify(path, kind)
