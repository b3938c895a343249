"""The guide for a city shows what the machine really says to its examples."""

import re
import shutil
from pathlib import Path

import pytest

from onething.catalog import SERVICES
from onething.run.cli import main

GUIDE = Path(__file__).parent.parent.parent / "docs/howto/adapt-a-thing-to-your-city.md"
CITY = "430200"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("first", "ended"), [(0, 1), (2, 0)], ids=["mistakes", "put right"])
def test_the_guide_shows_what_check_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], first: int, ended: int
):
    offices, overlay = blocks("yaml")[first : first + 2]
    folder = tmp_path / "services"
    shutil.copytree(SERVICES, folder)
    things = folder / "regions" / CITY / "things"
    things.mkdir(parents=True)
    (things.parent / "departments.yaml").write_text(offices, encoding="utf-8")
    (things / "newborn.yaml").write_text(overlay, encoding="utf-8")
    assert main(["check", str(folder), "--region", CITY, "--language", "en"]) == ended
    assert capsys.readouterr().out in blocks("")
