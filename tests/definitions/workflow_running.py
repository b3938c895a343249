"""Runs an exported process in SpiffWorkflow, with the engine that the documentation shows."""

import random
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.parser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.specs.defaults import IntermediateCatchEvent, ServiceTask
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import ErrorEventDefinition
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from onething.plans.context import Values, rule_values
from onething.plans.exports.bpmn import bpmn, members_of
from onething.plans.members import members_of as count_members
from onething.plans.release import Answers, Release

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "exports.md"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC).date().isoformat()


@cache
def documented_engine() -> Any:
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    names: dict[str, Any] = {}
    exec(found[1], names)
    return names["Engine"]


def engine() -> Any:
    """Give the documented engine; times are over at once, but only those that it can read."""

    class Hasty(documented_engine()):  # type: ignore[misc]
        def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
            found = super().evaluate(task, expression, external_context)
            return "PT0S" if isinstance(found, str) and found.startswith("P") else found

    return Hasty()


class Run:
    """One run of a release's process. `done` are the items in the order in which they were finished."""

    def __init__(self, release: Release, answers: Answers, seed: int = 0) -> None:
        parser = BpmnParser(validator=BpmnValidator())
        parser.add_bpmn_str(bpmn(release, "zh"))
        self.flow = BpmnWorkflow(
            parser.get_spec(release.thing), parser.get_subprocess_specs(release.thing), script_engine=engine()
        )
        self.flow.get_next_task(state=TaskState.READY).data.update(start_data(release, answers))
        self.items = {item.item.replace("/", "."): item.item for item in release.items}
        self.done: list[str] = []
        self.random = random.Random(seed)

    def open(self) -> list[Any]:
        """Let the engine go on by itself; gives the tasks that people and services have to do."""
        self.flow.refresh_timers()
        self.flow.do_engine_steps(did_complete_task=self._passed)
        called = self.flow.get_tasks(state=TaskState.STARTED, spec_class=ServiceTask)
        return [*self.flow.get_tasks(state=TaskState.READY), *called]

    def finish(self, task: Any) -> None:
        """Do one task."""
        name = task.task_spec.name.removesuffix(" [child]").removesuffix(".one")
        if name in self.items:
            self.done.append(self.items[name])
            task.data.setdefault("outcome", {})[outcome_name(self.items[name])] = "granted"
        (task.complete if task.state == TaskState.STARTED else task.run)()

    def deny(self) -> None:
        """Tell the process that what is open was denied."""
        self.flow.catch(BpmnEvent(ErrorEventDefinition("denied", code="denied"), {}))

    def through(self) -> "Run":
        """Do everything, in a random order."""
        while tasks := self.open():
            self.finish(self.random.choice(tasks))
        return self

    def _passed(self, task: Any) -> None:
        if isinstance(task.task_spec, IntermediateCatchEvent):
            self.done.append(self.items[task.task_spec.name])


def outcome_name(item: str) -> str:
    return item.partition("/")[0].replace("-", "_")


def start_data(release: Release, answers: Answers) -> dict[str, Any]:
    values: Values = rule_values(release, answers)[0]
    counts = count_members(release, values).counts
    lists = {
        members_of(role): [values.get(f"{role}-{place}", {}) for place in range(1, count + 1)]
        for role, count in counts.items()
    }
    return {**values, **lists}
