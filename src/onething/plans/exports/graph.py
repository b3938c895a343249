"""A process as nodes and flows, before it is drawn or written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from onething.plans.release import WaitPlan


@dataclass(frozen=True, slots=True)
class Node:
    """One node. `kind` is the name of its BPMN element; `row` keeps the nodes of one item beside each other.

    `timer`: the time an event waits for · `each`: the list role whose members it is repeated for · `inner`: what a
    sub-process holds · `attached`: the task at whose edge an event sits · `ends_all`: an end event that ends the rest.
    """

    id: str
    kind: str
    name: str
    lane: str
    row: str
    note: str = ""
    timer: WaitPlan | None = None
    each: str = ""
    inner: "Graph | None" = None
    attached: str = ""
    ends_all: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """That one node follows another: when `rule` holds, or `otherwise`, or always."""

    source: str
    target: str
    name: str = ""
    rule: str = ""
    otherwise: bool = False

    @property
    def id(self) -> str:
        """The flow's name in the file."""
        return f"{self.source}.to.{self.target}"


@dataclass
class Graph:
    """Nodes by id, in the order in which they were added, and the flows between them. There is no circle."""

    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)

    def add(self, node: Node) -> str:
        """Take a node; gives its id."""
        self.nodes[node.id] = node
        return node.id

    def link(
        self, source: str, target: str, name: str = "", rule: str = "", *, otherwise: bool = False
    ) -> None:
        """Let one node follow another."""
        self.flows.append(Flow(source, target, name, rule, otherwise))

    def into(self, id: str) -> Iterator[Flow]:
        """Give the flows that lead to a node."""
        return (flow for flow in self.flows if flow.target == id)

    def out_of(self, id: str) -> Iterator[Flow]:
        """Give the flows that lead away from a node."""
        return (flow for flow in self.flows if flow.source == id)

    @cached_property
    def columns(self) -> dict[str, int]:
        """How many nodes stand before each node at least: the column it is drawn in. Asked for once all is linked."""
        before: dict[str, list[str]] = {id: [] for id in self.nodes}
        for flow in self.flows:
            before[flow.target].append(flow.source)
        found: dict[str, int] = {}

        def column(id: str) -> int:
            if id not in found:
                found[id] = max((column(other) + 1 for other in before[id]), default=0)
            return found[id]

        return {id: column(id) for id in self.nodes}
