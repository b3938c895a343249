"""A simulated department is a program of its own: it works through the contract, falls, and goes on."""

import json
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from onething.cases.models import Case
from onething.cases.reading import case_for
from onething.papers.store import place_of
from onething.people.tokens import issue
from onething_simulator.journal import read
from tests.integration.api_stage import Stage
from tests.integration.serving import served_site
from tests.making import REGION

pytestmark = pytest.mark.usefixtures("django_ready")
SECONDS = 30
CRASHED = 70
MOMENTS = ["after_claim", "after_accept", "before_grant", "after_grant"]


@pytest.fixture(scope="module")
def url(django_ready):
    with served_site() as address:
        yield address


@pytest.fixture
def stage():
    return Stage()


class Program:
    """One department's program, started again whenever it falls."""

    def __init__(self, url: str, department: str, journal: Path, **item) -> None:
        self.starts = 0
        self.journal = journal
        self.command = [
            sys.executable, "-m", "onething_simulator", "department", "--url", url,
            "--token", issue(department, REGION, "test"), "--journal", str(journal),
            "--behaviour", json.dumps({"poll_seconds": 0.05, "default": item}),
        ]  # fmt: skip

    def __enter__(self):
        self.process = self._start()
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(10)

    def _start(self):
        self.starts += 1
        return subprocess.Popen(self.command)

    def watch(self):
        code = self.process.poll()
        if code is not None:
            assert code == CRASHED
            self.process = self._start()

    def lines(self, kind: str, **facts):
        same = [line for line in read(self.journal) if line["kind"] == kind]
        return [line for line in same if all(line[name] == value for name, value in facts.items())]


def until(found, *programs: Program) -> None:
    end = time.monotonic() + SECONDS
    while not found():
        assert time.monotonic() < end, [read(program.journal) for program in programs]
        for program in programs:
            program.watch()
        time.sleep(0.02)


def is_done(case: UUID) -> bool:
    return Case.objects.get(id=case).status == "done"


def test_two_departments_take_a_case_to_its_end_and_fall_at_every_moment(url, stage, tmp_path):
    case = stage.send()
    with (
        Program(url, stage.police, tmp_path / "police", crash=MOMENTS) as police,
        Program(url, stage.health, tmp_path / "health", crash=MOMENTS) as health,
    ):
        until(lambda: is_done(case), police, health)
        assert police.starts > len(MOMENTS) - 1
        until(lambda: len(health.lines("crashed")) == len(MOMENTS), police, health)
    view = case_for(stage.applicant, case)
    assert [type(one.event).__name__ for one in view.events].count("ItemGranted") == 2
    assert police.lines("claimed")[0]["fields"] == ["child.f0"]
    assert police.lines("claimed")[0]["documents"] == ["id-card@mother"]
    digest = next(one.event.results[0][1] for one in view.events if type(one.event).__name__ == "ItemGranted")
    assert "演示用" in PdfReader(place_of(digest)).pages[0].extract_text()


def test_it_says_everything_twice_and_nothing_doubles(url, stage, tmp_path):
    case = stage.send()
    with (
        Program(url, stage.police, tmp_path / "police", twice=True) as police,
        Program(url, stage.health, tmp_path / "health", twice=True) as health,
    ):
        until(lambda: len(health.lines("other_id", answer="granted")) == 1, police, health)
    assert is_done(case)
    for program in (police, health):
        assert {line["status"] for line in program.lines("same_id")} == {"repeated"}
        assert {line["status"] for line in program.lines("other_id")} == {"refused"}


def test_answers_out_of_order_are_refused_and_the_case_goes_on(url, stage, tmp_path):
    case = stage.send()
    with (
        Program(url, stage.police, tmp_path / "police", delivered_first=True) as police,
        Program(url, stage.health, tmp_path / "health", granted_first=True) as health,
    ):
        until(lambda: is_done(case) and bool(health.lines("answered", answer="accepted")), police, health)
    assert police.lines("answered", answer="delivered")[0]["code"] == "case.wrong_state"
    assert health.lines("answered", answer="accepted")[0]["code"] == "case.already_decided"


def test_a_denial_says_why(url, stage, tmp_path):
    case = stage.send()
    deny = {"rule": "条例第七条", "reason": "材料不符", "remedy": "到窗口核对"}
    with Program(url, stage.police, tmp_path / "police", deny=deny) as police:
        until(lambda: Case.objects.get(id=case).status == "refused", police)
    assert police.lines("answered", answer="denied")[0]["status"] == "taken"


def test_a_correction_is_asked_once(url, stage, tmp_path):
    from onething.cases.clock import now
    from onething.cases.core.commands import Correct
    from onething.cases.door import handle

    case = stage.send()
    wanted = {"keys": ["child.f0"], "reason": "看不清"}
    with (
        Program(url, stage.police, tmp_path / "police", correction=wanted) as police,
        Program(url, stage.health, tmp_path / "health") as health,
    ):
        until(lambda: Case.objects.get(id=case).status == "correction", police)
        correct = Correct(
            id=uuid4(), case=case, at=now(), actor=stage.applicant, channel="portal",
            answers={"child.f0": ["clear", "applicant"]}, documents={},
        )  # fmt: skip
        assert handle([correct])[0].status == "taken"
        until(lambda: is_done(case), police, health)
    assert len(police.lines("answered", answer="correction")) == 1
