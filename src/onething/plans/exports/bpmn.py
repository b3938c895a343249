"""A release as BPMN 2.0 with its diagram: what process tools open and process engines run.

Rules stay as they are written, in CEL, and say so; so do times that no ISO 8601 duration can tell: working days.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET  # only written here, nothing is read

from onething.base.texts import Language, text
from onething.plans.exports.graph import Flow, Graph, Node
from onething.plans.exports.layout import Box, Layout, Point, lay_out
from onething.plans.exports.steps import APPLICANT, process_of
from onething.plans.release import Release, WaitPlan

CEL = "https://cel.dev"
PERIOD = "urn:onething:period"
_NAMESPACES = {
    "xmlns:bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_DENIED = "denied"


def bpmn(release: Release, language: Language) -> bytes:
    """Give a release as a BPMN file. The same release gives the same bytes."""
    graph = process_of(release, language)
    names = {APPLICANT: text("bpmn.applicant", language)}
    names |= {one.id: one.name[language] for one in release.departments}
    lanes = [lane for lane in names if any(node.lane == lane for node in graph.nodes.values())]
    root = ET.Element(
        "bpmn:definitions",
        _NAMESPACES,
        id="definitions",
        targetNamespace="urn:onething:bpmn",
        expressionLanguage=CEL,
    )
    collaboration = _add(root, "collaboration", id="collaboration")
    title = f"{release.name[language]} · {release.region_name[language]}"
    _add(collaboration, "participant", id="pool", name=title, processRef=release.thing)
    if any(node.attached for node in graph.nodes.values()):
        _add(root, "error", id=_DENIED, name=text("bpmn.denied", language), errorCode=_DENIED)
    process = _add(root, "process", id=release.thing, name=title, isExecutable="true")
    _add(process, "documentation").text = release.summary[language]
    lane_set = _add(process, "laneSet", id="lanes")
    for lane in lanes:
        element = _add(lane_set, "lane", id=_lane(lane), name=names[lane])
        for node in graph.nodes.values():
            if node.lane == lane:
                _add(element, "flowNodeRef").text = node.id
    _members(process, release, graph, language)
    _content(process, graph)
    _main_diagram(root, graph, lay_out(graph, lanes))
    for node in graph.nodes.values():
        if node.inner:
            _diagram(root, node.id, node.inner, lay_out(node.inner, [node.lane]))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def members_of(role: str) -> str:
    """Name the data object that holds the members of a list role."""
    return f"members_of_{role}"


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"bpmn:{tag}", attributes)


def _lane(department: str) -> str:
    return f"lane.{department}"


def _members(process: ET.Element, release: Release, graph: Graph, language: Language) -> None:
    repeated = {node.each for node in graph.nodes.values() if node.each}
    for role, _, name in release.roles:
        if role in repeated:
            _add(process, "dataObject", id=members_of(role), name=name[language], isCollection="true")


def _content(parent: ET.Element, graph: Graph) -> None:
    for node in graph.nodes.values():
        _node(parent, graph, node)
    for flow in graph.flows:
        named = {"name": flow.name} if flow.name else {}
        element = _add(
            parent, "sequenceFlow", id=flow.id, sourceRef=flow.source, targetRef=flow.target, **named
        )
        if flow.rule:
            _expression(element, "conditionExpression", flow.rule, CEL)


def _node(parent: ET.Element, graph: Graph, node: Node) -> None:
    element = _add(parent, node.kind, id=node.id)
    if node.name:
        element.set("name", node.name)
    for flow in graph.out_of(node.id):
        if flow.otherwise:
            element.set("default", flow.id)
    if node.attached:
        element.set("attachedToRef", node.attached)
    if node.note:
        _add(element, "documentation").text = node.note
    for flow in graph.into(node.id):
        _add(element, "incoming").text = flow.id
    for flow in graph.out_of(node.id):
        _add(element, "outgoing").text = flow.id
    _inside(element, node)


def _inside(element: ET.Element, node: Node) -> None:
    if node.each:
        loop = _add(element, "multiInstanceLoopCharacteristics", isSequential="false")
        _add(loop, "loopDataInputRef").text = members_of(node.each)
        _add(loop, "inputDataItem", id=f"{node.each}.of.{node.id}", name=node.each)
    if node.inner:
        _content(element, node.inner)
    if node.timer:
        _timer(_add(element, "timerEventDefinition", id=f"{node.id}.timer"), node.timer)
    if node.attached:
        _add(element, "errorEventDefinition", id=f"{node.id}.error", errorRef=_DENIED)
    if node.ends_all:
        _add(element, "terminateEventDefinition", id=f"{node.id}.all")


def _timer(element: ET.Element, wait: WaitPlan) -> None:
    if wait.until:
        _expression(element, "timeDate", wait.until, CEL)
    elif wait.calendar_days:
        _expression(element, "timeDuration", f"P{wait.days}D", "")
    else:
        _expression(element, "timeDuration", f"{wait.days} working days", PERIOD)


def _expression(parent: ET.Element, tag: str, written: str, language: str) -> None:
    element = _add(parent, tag)
    element.set("xsi:type", "bpmn:tFormalExpression")
    if language:
        element.set("language", language)
    element.text = written


def _main_diagram(root: ET.Element, graph: Graph, layout: Layout) -> None:
    plane = _diagram(root, "collaboration", graph, layout)
    frames = [("pool", layout.pool), *((_lane(lane), box) for lane, box in layout.lanes.items())]
    for place, (id, box) in enumerate(frames):
        shape = ET.Element("bpmndi:BPMNShape", id=f"{id}.shape", bpmnElement=id, isHorizontal="true")
        _bounds(shape, box)
        plane.insert(place, shape)


def _diagram(root: ET.Element, shown: str, graph: Graph, layout: Layout) -> ET.Element:
    diagram = ET.SubElement(root, "bpmndi:BPMNDiagram", id=f"{shown}.diagram")
    plane = ET.SubElement(diagram, "bpmndi:BPMNPlane", id=f"{shown}.plane", bpmnElement=shown)
    for node in graph.nodes.values():
        _shape(plane, node, layout.nodes[node.id])
    for flow in graph.flows:
        _edge(plane, flow, layout.flows[flow.id])
    return plane


def _shape(plane: ET.Element, node: Node, box: Box) -> None:
    shape = ET.SubElement(plane, "bpmndi:BPMNShape", id=f"{node.id}.shape", bpmnElement=node.id)
    if node.inner:
        shape.set("isExpanded", "false")
    if node.kind == "exclusiveGateway":
        shape.set("isMarkerVisible", "true")
    _bounds(shape, box)
    label = _label(node, box)
    if label:
        _bounds(ET.SubElement(shape, "bpmndi:BPMNLabel"), label)


def _label(node: Node, box: Box) -> Box | None:
    """Give the place of a label that would stand in the way of a flow where tools put it: below."""
    if node.name and node.kind.endswith("Gateway"):
        return Box(box.x - 20, box.y - 18, box.width + 40, 14)
    return Box(box.x - 66, box.y + 22, 64, 14) if node.attached else None


def _bounds(parent: ET.Element, box: Box) -> None:
    corner = {"x": str(box.x), "y": str(box.y), "width": str(box.width), "height": str(box.height)}
    ET.SubElement(parent, "dc:Bounds", corner)


def _edge(plane: ET.Element, flow: Flow, points: Iterable[Point]) -> None:
    edge = ET.SubElement(plane, "bpmndi:BPMNEdge", id=f"{flow.id}.edge", bpmnElement=flow.id)
    for x, y in points:
        ET.SubElement(edge, "di:waypoint", x=str(x), y=str(y))
