"""What tests of the portal stand on: a published thing, registries that answer, departments that work."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from PIL import Image

import onething
from onething.base.actor import Actor
from onething.cases.ids import new_id

REGION = "500000"
PEOPLE = Path(onething.__file__).parent / "people" / "demo.yaml"
LEASE_MS = 600_000
QUESTIONS = {
    "born_in_region": "yes",
    "under_12_months": "yes",
    "married": "yes",
    "same_ethnicity": "yes",
    "has_certificate": "no",
    "settle_with": "mother",
    "mother_insured": "no",
    "want_guidance": "no",
}
TYPED = {
    "child.name": "林•小满",
    "child.home_address": "重庆市渝中区示例路1号3单元5-2",
    "child.card_county": "重庆市渝中区",
    "child.insurance_county": "重庆市渝中区",
    "child.insurance_community": "示例社区",
    "child.ethnicity": "汉族",
    "child.card_bank": "icbc",
    "child.birth_order": "１",
    "child.household_police_station": "示例派出所",
    "child.household_head_name": "林晚晴",
    "child.relation_to_head": "child",
    "child.household_address": "重庆市渝中区示例路1号3单元5-2",
    "delivery.name": "林晚晴",
    "delivery.phone": "138-0013 8000",
    "delivery.address": "重庆市渝中区示例路1号3单元5-2",
}


def visitor(**more: Any) -> Any:
    """Somebody's browser without scripts: Django's own client."""
    from django.test import Client

    return Client(headers={"host": "localhost"}, **more)


def publish_all() -> None:
    """Publish every thing of the definitions that ship."""
    from onething.run.bootstrap import prepare

    prepare()


def answer_registries(draft: UUID) -> None:
    """Let the registries answer from the made-up people's file, as the worker would."""
    from onething.cases.clock import now
    from onething.exchange.filling import fill
    from onething.exchange.models import Lookup
    from onething.exchange.registries import Licence, RegistryAnswer

    people = {row["id_number"]: row.get("registers", {}) for row in yaml.safe_load(PEOPLE.read_text())}
    while pending := list(Lookup.objects.filter(draft=draft, state="pending")):
        for lookup in pending:
            known = people.get(lookup.subject, {}).get(lookup.registry)
            lookup.state, lookup.answered = ("found" if known else "not_found"), now()
            if known:
                papers = {kind: Licence(name=f"{kind}.pdf") for kind in known["documents"]}
                lookup.values = fill(
                    lookup, RegistryAnswer(found=True, elements=known["elements"], documents=papers)
                )
            lookup.save()


def picture() -> bytes:
    """A small photo."""
    file = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(file, "JPEG")
    return file.getvalue()


def work_once(case: UUID, answer: Callable[[Any], Any]) -> int:
    """Let every department claim its open work and answer what is of this case; gives how many items were answered."""
    from onething.cases.door import handle
    from onething.cases.holding import claim
    from onething.cases.models import WorkItem
    from onething.cases.reading import work_for

    answered = 0
    for department in sorted(set(WorkItem.objects.filter(case_id=case).values_list("department", flat=True))):
        actor = Actor("department", department, REGION)
        taken = claim(actor, new_id(), 200, LEASE_MS).items
        pairs = [(UUID(str(id)), int(item)) for id, item in taken]
        for work in work_for(actor, pairs):
            if work.case == case:
                outcome = handle([answer(work)])[0]
                assert outcome.error is None, outcome
                answered += 1
    return answered


def accept(work: Any) -> Any:
    from onething.cases.core.commands import Accept

    return Accept(**about(work))


def grant(work: Any) -> Any:
    """Decide for the applicant, with a paper for every result."""
    from onething.cases.core.commands import Grant
    from onething.papers.store import store

    actor = Actor("department", work.plan.department, REGION)
    paper = store(actor, io.BytesIO(picture()), "result.jpg")
    elements = {key: "made" for key in work.plan.gives if "@" not in key}
    results = tuple((result.key, paper.digest, "2026-0001") for result in work.plan.results)
    return Grant(**about(work), results=results, elements=elements)


def ask_correction(work: Any) -> Any:
    from onething.cases.core.commands import AskCorrection

    return AskCorrection(
        **about(work),
        contested=("child.name",),
        reason="姓名里的字与出生记录不同",
        good_enough="按出生记录填写",
    )


def about(work: Any) -> dict[str, Any]:
    from onething.cases.clock import now

    actor = Actor("department", work.plan.department, REGION)
    return {
        "id": new_id(), "case": work.case, "at": now(), "actor": actor, "channel": "api", "item": work.item,
        "lease": work.lease,
    }  # fmt: skip
