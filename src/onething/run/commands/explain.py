"""Explain why something is asked, needed or done: for whom, by which law, and where it comes from."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict

from onething.base.texts import Language, text
from onething.catalog import read
from onething.plans.explain import Explanation, Reason, explain
from onething.plans.overlay import localise
from onething.run.asked_route import add_route_arguments, asked_route


def add_arguments(parser: ArgumentParser) -> None:
    """Take the thing, what to explain (`role.element`, `type@role` or an item's id), and the rest of the route."""
    parser.add_argument("thing", metavar="THING")
    parser.add_argument("what", nargs="?", default="", metavar="FIELD|DOCUMENT|ITEM")
    add_route_arguments(parser)


def run(arguments: Namespace) -> int:
    """Print the explanation, as text or as JSON; without a name that of everything."""
    catalog = read(arguments.folder)
    route, answers = asked_route(catalog, arguments)
    facts = localise(catalog, arguments.thing, arguments.region).items
    found = explain(route, answers, facts, arguments.what)
    if arguments.json:
        json.dump([asdict(one) for one in found], sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    for one in found:
        for said in lines(one, arguments.language, answered=arguments.answers is not None):
            print(said)
    return 0


def lines(one: Explanation, language: Language, *, answered: bool) -> Iterator[str]:
    """Say an explanation in lines; what holds now only where somebody `answered`."""
    here = "name" if not answered else f"here.{one.kind}" if one.here else f"not_here.{one.kind}"
    yield text(f"explain.{here}", language, name=one.name[language], key=one.key)
    if one.ways:
        steps = (" → " if one.kind != "item" else "；" if language == "zh" else "; ").join(
            way[language] for way in one.ways
        )
        label = "after" if one.kind == "item" else "ways"
        yield "  " + text(f"explain.{label}", language, steps=steps)
    everybody = any(reason.only is None for reason in one.reasons)
    yield "  " + text("explain.everybody" if everybody else "explain.only_some", language)
    for reason in one.reasons:
        yield from _reason(reason, language, answered=answered)


def _reason(reason: Reason, language: Language, *, answered: bool) -> Iterator[str]:
    mark = "✓" if answered and reason.holds else "·"
    optional = "" if reason.required else text("plans.table.optional", language)
    yield f"  {mark} {reason.name[language]}{optional} — {reason.department[language]}"
    if reason.why:
        yield "    " + text("explain.why", language, why=reason.why[language])
    if reason.only:
        key = "explain.only" if not answered else "explain.when" if reason.holds else "explain.when_not"
        yield "    " + text(key, language, rule=reason.only[language])
    if reason.law:
        yield "    " + text("explain.law", language, law="；".join(reason.law))
    if reason.source:
        doubt = text(f"explain.confidence.{reason.confidence}", language)
        yield "    " + text("explain.source", language, source=reason.source, doubt=doubt)
