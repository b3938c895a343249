"""A thing of thirty made-up items, written as YAML in a folder, is checked, composed and run to its end."""

from pathlib import Path

import pytest
import yaml

from onething.base.actor import Actor
from onething.cases.auditing import audit
from onething.cases.clock import now
from onething.cases.door import handle
from onething.cases.models import Case
from onething.catalog import read
from onething.plans.compose import compose
from onething.plans.routing import find_route
from onething.plans.store import publish
from onething.run.cli import main
from tests.integration.working import departments_of, person, submission, work_off
from tests.making import REGION

ITEMS = 30
LAYERS = 5
DEPARTMENTS = ("made-up-north", "made-up-south", "made-up-east")


def words(text: str) -> dict[str, str]:
    return {"zh": f"编造的{text}", "en": f"Made-up {text}"}


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def write_thing(folder: Path) -> None:
    """Thirty items in five layers; each needs what an item of the layer before gives."""
    nation = folder / "nation"
    write(
        nation / "departments.yaml",
        [{"id": name, "name": words(name), "short": words(name)} for name in DEPARTMENTS],
    )
    write(
        nation / "regions.yaml",
        [{"code": "000000", "name": words("nation")}, {"code": REGION, "name": words("region")}],
    )
    stage = {"id": "birth", "cycle": "person", "name": words("stage"), "about": words("stage")}
    write(nation / "stages.yaml", [stage])
    name = {"id": "name", "name": words("name"), "type": "name"}
    elements = [name] + [
        {"id": f"made_{index}", "name": words(f"number {index}"), "type": "text"} for index in range(ITEMS)
    ]
    write(nation / "elements.yaml", elements)
    papers = [
        {"id": f"made-paper-{index}", "name": words(f"paper {index}"), "carrier": "electronic"}
        for index in range(ITEMS)
    ]
    write(nation / "documents.yaml", papers)
    for index in range(ITEMS):
        department = DEPARTMENTS[index % len(DEPARTMENTS)]
        before = index - ITEMS // LAYERS
        item = {
            "id": f"made-item-{index}",
            "name": words(f"item {index}"),
            "department": department,
            "kind": "公共服务",
            "needs": {"elements": ["holder.name", *([f"holder.made_{before}"] if before >= 0 else [])]},
            "gives": {
                "documents": [{"type": f"made-paper-{index}", "of": "holder"}],
                "elements": [f"holder.made_{index}"],
            },
            "limit": {"promised": "2 working days"},
        }
        write(nation / "items" / department / f"made-item-{index}.yaml", item)
    thing = {
        "id": "made-up-thing",
        "name": words("thing"),
        "summary": words("summary"),
        "stage": "birth",
        "lead": DEPARTMENTS[0],
        "roles": {"holder": {"kind": "person", "name": words("holder")}},
        "applicant": ["holder"],
        "items": [{"item": f"made-item-{index}"} for index in range(ITEMS)],
        "limit": {"promised": "20 working days"},
    }
    write(nation / "things" / "made-up-thing.yaml", thing)


@pytest.mark.usefixtures("django_ready")
def test_thirty_items_run_to_their_end_without_a_line_of_python(tmp_path, capsys):
    write_thing(tmp_path)
    assert main(["check", str(tmp_path)]) == 0, capsys.readouterr()
    release = compose(read(tmp_path), "made-up-thing", REGION)
    assert len(release.items) == ITEMS
    name = publish(release, now())
    route = find_route(release, name, {"applicant": "holder"})
    actor: Actor = person()
    command = submission(name, route.items, actor)
    assert handle([command])[0].status == "taken"
    work_off(departments_of(release))
    case = Case.objects.get(id=command.case)
    assert case.status == "done"
    assert list(audit(case)) == []


def test_the_check_refuses_it_when_a_line_is_wrong_and_says_where(tmp_path, capsys):
    write_thing(tmp_path)
    path = tmp_path / "nation" / "items" / DEPARTMENTS[0] / "made-item-0.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("promised: 2 working days", "promised: soon"),
        encoding="utf-8",
    )
    assert main(["check", str(tmp_path)]) == 1
    assert "made-item-0.yaml:" in capsys.readouterr().out
