"""What a file really is: judged by its content, never by its name."""

import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from onething.base.errors import Invalid, Problem

MEDIA_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
STARTS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
LONGEST_START = 8
MOST_PIXELS = 100_000_000


def kind_of(path: Path) -> str:
    """Give pdf, jpg or png by the file's first bytes, or nothing for everything else."""
    with path.open("rb") as file:
        start = file.read(LONGEST_START)
    return next((kind for kind, sign in STARTS.items() if start.startswith(sign)), "")


def verify(path: Path, kind: str) -> None:
    """Read the file as what it claims to be. Raises Invalid (papers.broken, papers.locked)."""
    if kind == "pdf":
        _verify_pdf(path)
    else:
        _verify_picture(path)


def _verify_pdf(path: Path) -> None:
    try:
        reader = PdfReader(path)
        locked = reader.is_encrypted
        pages = 0 if locked else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise broken() from error
    if locked:
        raise Invalid(Problem("papers.locked", field="file"))
    if not pages:
        raise broken()


def _verify_picture(path: Path) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=("JPEG", "PNG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Invalid(Problem("papers.too_many_pixels", field="file"))
                picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise broken() from error


def broken() -> Invalid:
    """Make the error for a file that cannot be opened."""
    return Invalid(Problem("papers.broken", field="file"))
