"""A thing as a process: the one submission, then every item when what it waits for is over, then the end.

A token goes along every flow, also past an item that is not needed: a split before it, a merge behind it. So every
join gets a token from each side and fires once, whichever items apply.
"""

from collections.abc import Sequence

from onething.base.texts import Language, text
from onething.catalog.rules import compile_rule
from onething.plans.exports.graph import Graph, Node
from onething.plans.release import PlanItem, Release

APPLICANT = "applicant"
"""The lane of the person. No department has this id: departments stand in the catalog under their own."""


def process_of(release: Release, language: Language) -> Graph:
    """Give the whole process of a release."""
    return _Process(release, language).whole()


def reduced(after: Sequence[frozenset[int]]) -> list[tuple[int, ...]]:
    """Leave out what is waited for anyhow, because something else that is waited for waits for it."""
    behind: list[frozenset[int]] = []
    for others in after:
        behind.append(frozenset(others.union(*(behind[other] for other in others))))
    return [
        tuple(other for other in sorted(others) if not any(other in behind[one] for one in others))
        for others in after
    ]


class _Process:
    def __init__(self, release: Release, language: Language) -> None:
        self.release = release
        self.language = language
        self.graph = Graph()
        self.after = reduced([frozenset(other for other, _ in item.after) for item in release.items])
        followed = {other for others in self.after for other in others}
        self.last = [index for index in range(len(release.items)) if index not in followed]

    def whole(self) -> Graph:
        before = self._submission()
        first = [index for index, others in enumerate(self.after) if not others]
        if len(first) > 1:
            before = self._gate("parallelGateway", "begin", before)
        exits: list[str] = []
        for index, item in enumerate(self.release.items):
            follow = sum(index in others for others in self.after)
            exits.append(self._item(item, [exits[other] for other in self.after[index]] or [before], follow))
        ends = [exits[index] for index in self.last]
        over = self._joined("over", ends, APPLICANT, APPLICANT)
        self._link(over, self._node("endEvent", "end", self._say("end")))
        return self.graph

    def _say(self, key: str, **values: object) -> str:
        return text(f"bpmn.{key}", self.language, **values)

    def _node(self, kind: str, id: str, name: str, lane: str = APPLICANT, row: str = APPLICANT) -> str:
        return self.graph.add(Node(id, kind, name, lane, row))

    def _link(self, source: str, target: str) -> str:
        self.graph.link(source, target)
        return target

    def _gate(self, kind: str, id: str, before: str, lane: str = APPLICANT, row: str = APPLICANT) -> str:
        return self._link(before, self._node(kind, id, "", lane, row))

    def _submission(self) -> str:
        last = self._node("startEvent", "start", self._say("start"))
        last = self._link(last, self._node("userTask", "submit", self._say("submit")))
        for place, signing in enumerate(self.release.signs, start=1):
            id = f"sign-{place}"
            signed = Node(id, "userTask", self._say("sign"), APPLICANT, APPLICANT)
            last = _optional(self.graph, last, signed, signing.when, self.language)
        return last

    def _joined(self, id: str, before: Sequence[str], lane: str, row: str) -> str:
        if len(before) == 1:
            return before[0]
        join = self._node("parallelGateway", id, "", lane, row)
        for one in before:
            self.graph.link(one, join)
        return join

    def _item(self, item: PlanItem, before: Sequence[str], follow: int) -> str:
        """Add an item behind what it waits for; gives the node that others follow."""
        id = item.item.replace("/", ".")
        last = self._joined(f"{id}.join", before, item.department, id)
        node, rule = self._work(id, item)
        last = _optional(self.graph, last, node, rule, self.language)
        if item.refusal == "ends_case" and item.wait is None:
            self._refusal(node)
        if follow > 1:
            last = self._gate("parallelGateway", f"{id}.fork", last, item.department, id)
        return last

    def _work(self, id: str, item: PlanItem) -> tuple[Node, str]:
        """Give an item's node, and the rule under which it is done at all."""
        rule = " && ".join(
            f"({rule})" if item.when and item.once else rule for rule in (item.when, item.once) if rule
        )
        name, note = item.name[self.language], self._note(item)
        if item.wait:
            return Node(id, "intermediateCatchEvent", name, item.department, id, note, timer=item.wait), rule
        kind = "userTask" if item.mode == "application" else "serviceTask"
        if not (item.each and _speaks_of(rule, item.each)):
            return Node(id, kind, name, item.department, id, note, each=item.each), rule
        one = Node(f"{id}.one", kind, name, item.department, id)
        inner = _for_one(one, rule, self.language)
        return Node(id, "subProcess", name, item.department, id, note, each=item.each, inner=inner), ""

    def _note(self, item: PlanItem) -> str:
        days = self._say("limit", days=item.limit) if item.limit else ""
        kept = "" if item.confidence == "confirmed" else self._say(item.confidence)
        at = self._say("at", field=item.at) if item.at else ""
        return "\n".join(line for line in (days, *item.law, at, kept) if line)

    def _refusal(self, node: Node) -> None:
        """Let a denial of this item end the whole case."""
        denied = Node(
            f"{node.id}.denied", "boundaryEvent", self._say("denied"), node.lane, node.row, attached=node.id
        )
        end = Node(f"{node.id}.refused", "endEvent", self._say("refused"), node.lane, node.row, ends_all=True)
        self._link(self.graph.add(denied), self.graph.add(end))


def _speaks_of(rule: str, role: str) -> bool:
    return bool(rule) and any(name.partition(".")[0] == role for name in compile_rule(rule).names)


def _optional(graph: Graph, before: str, node: Node, rule: str, language: Language) -> str:
    """Add a node that is passed by where its rule does not hold; gives the node that others follow."""
    graph.add(node)
    if not rule:
        graph.link(before, node.id)
        return node.id
    ask, merge = (
        graph.add(Node(f"{node.id}.{part}", "exclusiveGateway", name, node.lane, node.row))
        for part, name in (("needed", text("bpmn.needed", language)), ("merge", ""))
    )
    graph.link(before, ask)
    graph.link(ask, node.id, text("bpmn.yes", language), rule)
    graph.link(ask, merge, text("bpmn.no", language), otherwise=True)
    graph.link(node.id, merge)
    return merge


def _for_one(node: Node, rule: str, language: Language) -> Graph:
    """Give the process for one member of a list role: the rule speaks of that member."""
    inner = Graph()
    start = inner.add(Node(f"{node.id}.start", "startEvent", text("bpmn.one", language), node.lane, node.row))
    last = _optional(inner, start, node, rule, language)
    inner.link(
        last,
        inner.add(Node(f"{node.id}.end", "endEvent", text("bpmn.one_end", language), node.lane, node.row)),
    )
    return inner
