"""`check --region`: what a region does with the nation's things, and whether it conforms."""

import json
from pathlib import Path

import pytest

from onething.run.cli import main
from tests.unit.catalog_world import edited, write_world

PROVINCE = "regions/990000/things/dog.yaml"
SOUND = edited("nation/things/dog.yaml", "by: dog.id_number", "by: person.id_number")
CITY = {
    "regions/990100/things/dog.yaml": """
thing: dog
source: 某处
confidence: inferred
note: 没有核实
channels: [online, window, hotline]
identity: 3
changes:
  - {item: dog-licence, limit: {promised: 1 working day}}
  - {item: park-pass, when: answers.leashed, law: [某条例 第二条]}
known:
  - {question: leashed, rule: dog.leashed}
"""
}


def report(folder: Path, region: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    ended = main(["check", str(folder), "--region", region, "--language", "en", *more])
    return ended, capsys.readouterr().out


def test_a_report_says_what_a_region_does_and_on_what_ground(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    ended, said = report(write_world(tmp_path, {**SOUND, **CITY}), "990100", capsys)
    assert ended == 0
    assert said.splitlines() == [
        "Town (990100)",
        "Keeping a dog (source: 某处)",
        "  limit (dog-licence): 3 working days → 1 working day",
        "  opens more channels: hotline",
        "  lowers identity: 4 → 3",
        "  narrows park-pass by law: answers.leashed (某条例 第二条)",
        "  no longer asks leashed: looks at dog.leashed",
        "  not confirmed: dog (inferred)",
        "  note: 没有核实",
        "Conforms to the baseline",
    ]


def test_a_report_is_data_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    ended, said = report(write_world(tmp_path, SOUND), "990000", capsys, "--json")
    told = json.loads(said)
    assert ended == 0
    assert told["conforms"] is True
    assert told["things"][0]["adds"] == {"items": ["dog-swim"]}
    assert told["things"][0]["shortens"] == [
        {"item": "", "limit": "promised", "from": "3 working days", "to": "2 working days"}
    ]
    assert told["offices"][0]["reach"] == {"phone": "12345"}
    assert told["items"] == [
        {"item": "dog-swim", "name": {"zh": "犬只游泳", "en": "Dog swimming"}, "law": ["某条例 第一条"]}
    ]


def test_a_region_that_does_not_conform_is_told_its_own_problems_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    longer = edited(PROVINCE, "promised: 2 working days", "promised: 9 working days")
    elsewhere = edited("nation/departments.yaml", "short: {zh: 公园, en: Parks}", "short: {zh: 公园}")
    folder = write_world(tmp_path, {**SOUND, **longer, **elsewhere})
    ended, said = report(folder, "990000", capsys)
    assert ended == 1
    assert [line.split(" ")[1] for line in said.splitlines()[:1]] == ["catalog.overlay_limit_longer"]
    assert said.splitlines()[1:] == [
        "There are 1 problems elsewhere; the report waits until they are mended",
        "Does not conform to the baseline: 1 problems",
    ]
    ended, said = report(folder, "990000", capsys, "--json")
    told = json.loads(said)
    assert (ended, told["conforms"], told["problems_elsewhere"]) == (1, False, 1)
    assert [problem["code"] for problem in told["problems"]] == ["catalog.overlay_limit_longer"]


def test_a_region_without_rules_of_its_own_conforms(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    ended, said = report(write_world(tmp_path, SOUND), "430100", capsys)
    assert (ended, said.splitlines()[1:]) == (
        0,
        ["Nothing of its own is written here; all is as in the wider region", "Conforms to the baseline"],
    )


def test_an_unknown_region_is_refused_with_those_near_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(write_world(tmp_path)), "--region", "430199"]) == 1
    assert "430181" in capsys.readouterr().err


def test_the_shipped_regions_conform(capsys: pytest.CaptureFixture[str]):
    for region in ("500000", "430000", "430400", "430408", "510000", "370215", "330604"):
        assert main(["check", "--region", region, "--language", "en"]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "Conforms to the baseline"
