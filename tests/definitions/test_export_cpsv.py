"""The catalog as CPSV-AP: it keeps to the shapes of release 3.2.0, says all that is known, and nothing that is not."""

import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import Graph

from onething.catalog import SERVICES, read, shipped
from onething.catalog.exports.cpsv import cpsv

CATALOG = shipped()
EXPORT = cpsv(CATALOG)
SHAPES = "ONETHING_CPSV_SHAPES"
Nodes = list[dict[str, Any]]

# rdflib's own parser still calls what rdflib means to drop.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


@cache
def shapes() -> Graph:
    """The EU's shapes. They are not ours to ship, so the test takes them from where somebody has put them."""
    path = os.environ.get(SHAPES, "")
    if not Path(path).is_file():
        pytest.skip(f"not checked against the CPSV-AP shapes: {SHAPES} names no file ({path or 'unset'})")
    return Graph().parse(path)


def verdict(content: bytes) -> tuple[bool, str]:
    conforms, _, told = validate(Graph().parse(data=content, format="json-ld"), shacl_graph=shapes())
    return bool(conforms), told


def spoiled(spoil: Callable[[dict[str, Any]], object], kind: str) -> bytes:
    """Give the export with one node of a kind spoiled."""
    content = json.loads(EXPORT)
    spoil(next(of_type(content["@graph"], kind)))
    return json.dumps(content).encode()


def of_type(nodes: Nodes, kind: str) -> Iterator[dict[str, Any]]:
    return (node for node in nodes if kind in node["@type"])


def graph() -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in json.loads(EXPORT)["@graph"]}


def test_the_export_keeps_to_the_shapes():
    conforms, told = verdict(EXPORT)
    assert conforms, told


@pytest.mark.parametrize(
    ("kind", "spoil", "path"),
    [
        ("cpsv:PublicService", lambda node: node.pop("cv:hasCompetentAuthority"), "hasCompetentAuthority"),
        ("cpsv:PublicService", lambda node: node.update({"dct:title": "no language"}), "title"),
        ("cpsv:PublicService", lambda node: node.update({"cv:processingTime": "10 days"}), "processingTime"),
        ("cv:PublicOrganisation", lambda node: node.pop("dct:spatial"), "spatial"),
        ("cv:Event", lambda node: node.update({"dct:identifier": ["one", "two"]}), "identifier"),
        ("cv:Channel", lambda node: node.pop("dct:identifier"), "identifier"),
        ("cpsv:Rule", lambda node: node.pop("dct:description"), "description"),
    ],
)
def test_a_planted_fault_is_found(kind: str, spoil: Callable[[dict[str, Any]], object], path: str):
    conforms, told = verdict(spoiled(spoil, kind))
    assert not conforms
    assert path in told


def test_the_same_catalog_gives_the_same_bytes():
    assert cpsv(read(SERVICES)) == EXPORT


def test_every_definition_is_in_it_once():
    ids = [node["@id"] for node in json.loads(EXPORT)["@graph"]]
    assert len(ids) == len(set(ids))
    counted = {
        "service": len(CATALOG.items) + sum(len(found) for found in CATALOG.local_items.values()),
        "event": len(CATALOG.things),
        "evidence-type": len(CATALOG.documents),
        "place": len({"000000", *CATALOG.overlays, *CATALOG.local_departments, *CATALOG.local_items}),
    }
    for kind, count in counted.items():
        assert sum(f":{kind}/" in id for id in ids) == count, kind


def test_every_name_that_is_pointed_to_is_there():
    nodes = graph()

    def pointed(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from [value["@id"]] if value.keys() == {"@id"} else []
        elif isinstance(value, list):
            for one in value:
                yield from pointed(one)

    found = {name for node in nodes.values() for value in node.values() for name in pointed(value)}
    assert found
    assert found <= nodes.keys()


def test_a_service_says_who_by_which_law_for_what_and_how_sure():
    service = graph()["urn:onething:catalog:service/birth-registration"]
    by = {one["@id"] for one in service["cv:hasCompetentAuthority"]}
    assert "urn:onething:catalog:organisation/public-security" in by
    assert "urn:onething:catalog:organisation/500000/public-security" in by
    assert {"@id": "urn:onething:catalog:event/newborn"} in service["cv:isGroupedBy"]
    laws = [graph()[one["@id"]]["dct:title"]["@value"] for one in service["cv:hasLegalResource"]]
    assert laws == list(CATALOG.items["birth-registration"].law)
    assert service["onething:confidence"] == "inferred"


def test_ten_working_days_are_told_as_two_weeks_and_in_words():
    service = graph()["urn:onething:catalog:service/birth-registration"]
    assert CATALOG.items["birth-registration"].limit.promised == "10 working days"
    assert service["cv:processingTime"] == {"@type": "xsd:duration", "@value": "P14D"}
    assert any("10 个工作日" in told["@value"] for told in service["dct:description"])


def test_a_base_of_ones_own_begins_every_name():
    nodes = json.loads(cpsv(CATALOG, "https://example.org/catalog/"))["@graph"]
    assert all(node["@id"].startswith("https://example.org/catalog/") for node in nodes)
