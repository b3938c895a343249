"""The preview shows a working folder: its pages, its faults, and the last good version while it is broken."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.unit.catalog_world import FILES, edited, write_world

THING = "nation/things/dog.yaml"
GOOD = edited(THING, "by: dog.id_number", "by: person.id_number")
LOCAL = "regions/990000/things/dog.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_world(tmp_path / "work", GOOD)


@pytest.fixture
def preview(folder: Path, tmp_path: Path) -> Iterator[httpx.Client]:
    """A preview of the folder, with no database to reach and a home of its own."""
    command = [sys.executable, "-m", "onething.run", "preview", str(folder), "--port", "0"]
    environment = {
        **os.environ,
        "ONETHING_HOME": str(tmp_path / "home"),
        "DATABASE_URL": "postgresql://nowhere/none",
    }
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().split()[-1]
        try:
            with httpx.Client(base_url=address, timeout=30) as client:
                yield client
        finally:
            process.terminate()


def page(preview: httpx.Client, address: str) -> str:
    answer = preview.get(address)
    assert answer.status_code == 200
    return answer.text


def test_the_shelf_leads_to_every_thing_in_every_region(preview):
    shelf = page(preview, "/")
    assert "/things/dog?region=000000" in shelf
    assert "/things/dog?region=990000" in shelf
    assert 'role="alert"' not in shelf


def test_answers_in_the_address_decide_what_is_shown(preview):
    assert "入园卡" not in page(preview, "/things/dog?answers.goes_to_park=no")
    shown = page(preview, "/things/dog?answers.goes_to_park=yes&answers.leashed=yes")
    assert "入园卡" in shown
    assert "要牵绳" not in shown
    assert "牵上绳再来" in page(preview, "/things/dog?answers.leashed=no")


def test_a_value_typed_into_the_form_opens_what_depends_on_it(preview):
    assert 'name="dog.weight"' not in page(preview, "/things/dog?dog.size=small")
    assert 'name="dog.weight"' in page(preview, "/things/dog?dog.size=large")


def test_a_broken_folder_shows_every_fault_and_the_last_good_version(preview, folder):
    before = preview.get("/version").text
    assert "养狗" in page(preview, "/things/dog")
    broken = (
        FILES[THING]
        .replace("stage: home", "stages: home")
        .replace("lead: pets", "lead: cats")
        .replace("养狗", "养猫")
    )
    (folder / THING).write_text(broken.lstrip("\n"), encoding="utf-8")
    shown = page(preview, "/things/dog")
    line = broken.lstrip("\n").splitlines().index("stages: home") + 1
    assert f"{THING}:{line}:1" in shown
    assert "catalog.unknown_key" in shown
    assert "catalog.missing_key" in shown
    assert "上一个没有错的版本" in shown
    assert "<h1>养狗</h1>" in shown
    assert preview.get("/version").text != before


def test_a_thing_that_was_never_good_shows_its_faults(preview, folder):
    (folder / "nation/things/cat.yaml").write_text("id: cat\n", encoding="utf-8")
    assert "nation/things/cat.yaml:1" in page(preview, "/things/cat")


def test_what_is_put_right_is_shown_at_once(preview, folder):
    (folder / THING).write_text("id: [", encoding="utf-8")
    assert "catalog.bad_yaml" in page(preview, "/")
    (folder / THING).write_text(GOOD[THING].lstrip("\n").replace("养狗", "养好狗"), encoding="utf-8")
    shown = page(preview, "/things/dog")
    assert 'role="alert"' not in shown
    assert "养好狗" in shown


def test_an_example_that_fails_is_a_fault_on_the_page(preview, folder):
    example = folder / "nation/examples/dog/park.yaml"
    example.parent.mkdir(parents=True)
    example.write_text("name: {zh: 甲, en: A}\nthen: {items: [dog-swim]}", encoding="utf-8")
    assert "nation/examples/dog/park.yaml:2" in page(preview, "/")


def test_nothing_is_left_behind(preview, tmp_path):
    page(preview, "/things/dog")
    assert not (tmp_path / "home").exists()


def test_a_thing_that_there_is_not_is_not_found(preview):
    assert preview.get("/things/cat").status_code == 404


def test_a_folder_that_there_is_not_is_refused(tmp_path):
    command = [sys.executable, "-m", "onething.run", "preview", str(tmp_path / "none")]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "preview.no_folder" in answer.stderr
