"""Where everything is drawn: columns by depth, a lane for each department, an item's nodes in one row of it.

A row, from above: the track of flows that pass by, the nodes, what hangs at their edge, the track past an item that is
not needed. So no flow runs through a node.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from onething.plans.exports.graph import Flow, Graph, Node

COLUMN, ROW, HEAD, MARGIN = 170, 180, 30, 20
MIDDLE, HANGING, SKIP, TRACK, BESIDE = 60, 128, 172, 8, 12
EVENT, GATE = 36, 50
TASK_WIDTH, TASK_HEIGHT = 120, 80
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, by its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """How far down its middle is."""
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        """Where its right side is."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Layout:
    """The boxes of nodes and lanes, and the points of flows, all by id; `pool` goes around."""

    nodes: dict[str, Box]
    lanes: dict[str, Box]
    flows: dict[str, tuple[Point, ...]]
    pool: Box


def lay_out(graph: Graph, lanes: Iterable[str]) -> Layout:
    """Give everything its place. `lanes` from above to below; without lanes all is in one."""
    rows = _rows(graph)
    top, bands = MARGIN, {}
    for lane in lanes:
        used = [row for node, row in rows.items() if graph.nodes[node].lane == lane]
        bands[lane] = (top, max(used, default=0) + 1)
        top += bands[lane][1] * ROW
    tops = {id: bands[graph.nodes[id].lane][0] + row * ROW for id, row in rows.items()}
    boxes = {id: _box(graph, node, tops[id]) for id, node in graph.nodes.items()}
    width = (max(graph.columns.values()) + 1) * COLUMN + 2 * HEAD
    flows = {flow.id: _points(graph, flow, boxes, tops) for flow in graph.flows}
    heads = {lane: Box(MARGIN + HEAD, at, width - HEAD, count * ROW) for lane, (at, count) in bands.items()}
    return Layout(boxes, heads, flows, Box(MARGIN, MARGIN, width, top - MARGIN))


def _rows(graph: Graph) -> dict[str, int]:
    """Give each node a row of its lane: the first in which its item meets no other."""
    spans: dict[tuple[str, str], list[int]] = {}
    for node in graph.nodes.values():
        if not _hangs(graph, node):
            spans.setdefault((node.lane, node.row), []).append(graph.columns[node.id])
    taken: dict[str, list[set[int]]] = {}
    rows = {}
    for (lane, name), columns in spans.items():
        span = set(range(min(columns), max(columns) + 1))
        used = taken.setdefault(lane, [])
        row = next((place for place, other in enumerate(used) if not other & span), len(used))
        used[row:] = used[row:] or [set()]
        used[row] |= span
        rows[lane, name] = row
    return {node.id: rows[node.lane, node.row] for node in graph.nodes.values()}


def _hangs(graph: Graph, node: Node) -> str:
    """Give the task at whose edge a node hangs, or the event there that leads to it."""
    if node.attached:
        return node.attached
    sources = [graph.nodes[flow.source] for flow in graph.into(node.id)]
    return sources[0].attached if node.ends_all and sources else ""


def _box(graph: Graph, node: Node, top: int) -> Box:
    hangs_at = _hangs(graph, node)
    middle = _middle(graph.columns[hangs_at or node.id])
    if node.attached:
        return Box(middle + 15, top + MIDDLE + (TASK_HEIGHT - EVENT) // 2, EVENT, EVENT)
    if hangs_at:
        return Box(middle + COLUMN // 2 + 7, top + HANGING - EVENT // 2, EVENT, EVENT)
    width, height = _size(node)
    return Box(middle - width // 2, top + MIDDLE - height // 2, width, height)


def _size(node: Node) -> tuple[int, int]:
    if node.kind.endswith("Event"):
        return EVENT, EVENT
    return (GATE, GATE) if node.kind.endswith("Gateway") else (TASK_WIDTH, TASK_HEIGHT)


def _middle(column: int) -> int:
    return MARGIN + 2 * HEAD + column * COLUMN + COLUMN // 2


def _points(graph: Graph, flow: Flow, boxes: dict[str, Box], tops: dict[str, int]) -> tuple[Point, ...]:
    source, target = boxes[flow.source], boxes[flow.target]
    if graph.nodes[flow.source].attached:
        down = source.x + source.width // 2
        return (down, source.y + source.height), (down, target.middle), (target.x, target.middle)
    if flow.otherwise:
        low = tops[flow.source] + SKIP
        left, right = source.x + source.width // 2, target.x + target.width // 2
        return (left, source.y + source.height), (left, low), (right, low), (right, target.y + target.height)
    start, end = (source.right, source.middle), (target.x, target.middle)
    columns = graph.columns
    first = _middle(columns[flow.source]) + COLUMN // 2
    if columns[flow.target] == columns[flow.source] + 1:
        return (start, end) if start[1] == end[1] else (start, (first, start[1]), (first, end[1]), end)
    last = _middle(columns[flow.target]) - COLUMN // 2
    first -= BESIDE  # flows to the next column go straight down; these are told apart from them
    track = tops[flow.target] + TRACK
    return start, (first, start[1]), (first, track), (last, track), (last, end[1]), end
