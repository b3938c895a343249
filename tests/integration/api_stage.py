"""A stage for tests of the department contract: a release of two departments, a sent case, a client that speaks JSON."""

import io
import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from reportlab.pdfgen.canvas import Canvas

from onething.base.actor import Actor
from onething.cases.clock import now
from onething.cases.core import commands as c
from onething.cases.door import handle
from onething.cases.ids import new_id
from onething.papers.store import store
from onething.people.tokens import issue
from onething.plans.release import DocumentSlot, Need
from onething.plans.store import publish
from tests.making import REGION, Node, release_of

WORDS = {"zh": "材料", "en": "paper"}
SLOT = "id-card@mother"
PRODUCED = "paper-0-0@child"


def pdf(text: str = "paper") -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content, invariant=1)
    canvas.drawString(100, 100, text)
    canvas.showPage()
    canvas.save()
    return content.getvalue()


def slot(key: str, item: int, *produced_by: int) -> DocumentSlot:
    kind, role = key.split("@")
    needs = (Need(item),)
    ways = ("produced",) if produced_by else ("upload",)
    return DocumentSlot(key, kind, role, WORDS, ways, needs, ("pdf",), 10, produced_by=produced_by)


class Api:
    """Speaks as one department, or as nobody."""

    def __init__(self, token: str = "", language: str = "en") -> None:
        headers = {"Accept-Language": language}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self.client = Client(headers=headers, raise_request_exception=False, SERVER_NAME="localhost")

    def post(self, path: str, body: Any) -> tuple[int, dict[str, Any]]:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        response = self.client.post(f"/api/v1{path}", content, content_type="application/json")
        return response.status_code, response.json()

    def get(self, path: str, **query: Any) -> tuple[int, dict[str, Any]]:
        response = self.client.get(f"/api/v1{path}", query)
        return response.status_code, response.json()

    def read(self, href: str) -> tuple[int, bytes]:
        response = self.client.get(href)
        content = b"".join(response)
        response.close()
        return response.status_code, content

    def claim(self, **facts: Any) -> list[dict[str, Any]]:
        status, body = self.post("/claims", {"id": str(uuid4()), **facts})
        assert status == 200, body
        return list(body["work"])

    def answer(self, *answers: Any) -> list[dict[str, Any]]:
        status, body = self.post("/answers", {"answers": list(answers)})
        assert status == 200, body
        return list(body["results"])

    def bring(self, content: bytes) -> tuple[int, dict[str, Any]]:
        response = self.client.post("/api/v1/papers", content, content_type="application/pdf")
        return response.status_code, response.json()


def said(work: dict[str, Any], kind: str, **facts: Any) -> dict[str, Any]:
    """Word an answer on a piece of work."""
    same = {name: work[name] for name in ("case", "item", "lease")}
    return {"id": str(uuid4()), **same, "kind": kind, **facts}


class Stage:
    """Police does item 0 and gives a paper and an element; health does item 1, which needs that paper."""

    def __init__(self) -> None:
        self.suffix = uuid4().hex[:8]
        self.police = f"police-{self.suffix}"
        self.health = f"health-{self.suffix}"
        nodes = [
            Node(department=self.police, gives=("child.number",)),
            Node(department=self.health, after=(0,)),
        ]
        release = release_of(nodes)
        first, second = release.items
        items = (replace(first, documents=(SLOT,)), replace(second, documents=(PRODUCED,)))
        release = replace(release, items=items, documents=(slot(SLOT, 0), slot(PRODUCED, 1, 0)))
        self.release = publish(release, now())
        self.applicant = Actor("person", uuid4().hex)
        self.card = store(self.applicant, io.BytesIO(pdf(f"card {self.suffix}")), "card.pdf")

    def send(self) -> UUID:
        """Send a case; gives its id."""
        command = c.Submit(
            id=uuid4(),
            case=new_id(),
            at=now(),
            actor=self.applicant,
            channel="portal",
            release=self.release,
            region=REGION,
            role="mother",
            items=(0, 1),
            parties={"mother": self.applicant.key},
            answers={"child.f0": ["zero", "applicant"], "child.f1": ["one", "applicant"]},
            documents={SLOT: [self.card.digest, "upload", "card.pdf"]},
        )
        assert handle([command])[0].status == "taken"
        return command.case

    def api(self, department: str = "", region: str = REGION, days: int = 1) -> Api:
        """Speak as a department, police unless said otherwise."""
        return Api(issue(department or self.police, region, "test", days=days))
