"""The bench's own arithmetic."""

import os

from bench.__main__ import as_json
from bench.measure import Figures, family_cpu
from bench.sample import Sample
from tests.making import Node, release_of, route_through


def test_figures_are_per_case_and_per_second():
    figures = Figures("door", 400, 2.0, 0.4, 0.2, [index / 1000 for index in range(1, 101)], 13_200)
    assert figures.as_json() == {
        "cases": 400, "seconds": 2.0, "per_second": 200.0, "p50_ms": 51.0, "p99_ms": 100.0,
        "client_cpu_ms": 1.0, "server_cpu_ms": 0.5, "cpu_ms": 1.5, "transitions_per_case": 33.0,
    }  # fmt: skip


def test_ratios_are_to_the_limit_of_the_same_run():
    limit, door = (
        Figures(name, cases, 1.0, 1.0, 1.0, [0.1]) for name, cases in (("limit", 1000), ("door", 300))
    )
    found = as_json({"limit": limit, "door": door})
    assert (found["limit"], found["door"], found["door_ratio"]) == (1000.0, 300.0, 0.3)
    assert "http" not in found


def test_departments_are_called_on_as_seldom_as_can_be():
    nodes = [Node(department="health"), Node(department="tax"), Node(after=(0,), department="tax")]
    sample = Sample(route_through(release_of(nodes)), {}, {})
    assert sample.steps == [("health", (0,)), ("tax", (1, 2))]


def test_a_process_has_used_time():
    assert family_cpu(os.getpid()) > 0
