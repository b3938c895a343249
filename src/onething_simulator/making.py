"""Makes what a department gives: numbers that name nobody, and papers one can open."""

import hashlib
import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pagesizes import A5, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
NO_PLACE = "990101"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def element(work: dict[str, Any], key: str) -> str:
    """Make the value of a declared element; the same work gives the same value."""
    role, _, name = key.partition(".")
    if name == "id_number":
        return id_number(work["fields"], role, work["case"])
    return f"{name[:2].upper()}{_digits(work['case'], key, 12)}"


def id_number(fields: dict[str, Any], role: str, seed: str) -> str:
    """Make an ID number of no real place, with the real birth date and sex and a valid check digit (GB 11643)."""
    born = str(fields.get(f"{role}.born_at") or fields.get(f"{role}.birth_date") or "2026-01-01")
    day = "".join(character for character in born[:10] if character.isdigit()).ljust(8, "1")[:8]
    order = int(_digits(seed, role, 3)) | 1
    if fields.get(f"{role}.sex") == "female":
        order -= 1
    body = f"{NO_PLACE}{day}{order:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + CHECKS[total % 11]


def number(work: dict[str, Any], key: str) -> str:
    """Make the number of a paper."""
    return _digits(work["case"], key, 14)


def paper(title: str, lines: Sequence[tuple[str, str]], number: str) -> bytes:
    """Make a one-page PDF: title, rows, number, and that it is only for show. Equal content gives equal bytes."""
    content = io.BytesIO()
    width, height = landscape(A5)
    canvas = Canvas(content, pagesize=(width, height), invariant=1)
    canvas.setTitle(title)
    canvas.rect(24, 24, width - 48, height - 48)
    canvas.setFont(FONT, 22)
    canvas.drawCentredString(width / 2, height - 80, title)
    canvas.setFont(FONT, 13)
    for row, (name, value) in enumerate(lines):
        canvas.drawString(70, height - 125 - 26 * row, f"{name}：{value}")
    canvas.setFont(FONT, 11)
    canvas.drawString(70, 66, f"编号 {number}")
    canvas.drawString(70, 46, "演示用，无法律效力")
    canvas.showPage()
    canvas.save()
    return content.getvalue()


def _digits(seed: str, key: str, length: int) -> str:
    value = int.from_bytes(hashlib.sha256(f"{seed} {key}".encode()).digest()[:8], "big")
    return str(value)[-length:].rjust(length, "0")
