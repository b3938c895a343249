"""The house stays small: files one can read, no words about places they do not belong to."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MOST_LINES = 400


def sources():
    return [path for folder in ("src", "tests", "bench") for path in (ROOT / folder).rglob("*.py")]


def test_no_file_is_longer_than_one_can_read():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
    }
    assert not long


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src").rglob("*.py")
        if "migrations" not in path.parts
        and path.read_text().strip()
        and not path.read_text().startswith('"""')
    ]
    assert not silent
