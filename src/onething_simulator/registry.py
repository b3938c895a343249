"""Plays every registry: answers `POST /query` from one file of made-up people.

`POST /query {"registry", "key", "value", "elements", "documents"}` → `{"found", "elements", "documents"}`; a document
is `{"name", "content"}` with the PDF in base64. While the trouble file exists all registries are down or slow.
"""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from onething_simulator import making

MOST_BYTES = 64 * 1024
People = dict[str, dict[str, Any]]


def read_people(path: Path) -> People:
    """Read the people by ID number: a list in YAML or JSON of {id_number, name, registers}."""
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {row["id_number"]: row for row in rows}


def query(people: People, question: dict[str, Any]) -> dict[str, Any]:
    """Answer one question from what is known; only what was asked for is given."""
    person = people.get(str(question.get("value", "")).upper(), {})
    entry = person.get("registers", {}).get(question.get("registry"))
    if entry is None:
        return {"found": False, "elements": {}, "documents": {}}
    elements = {
        name: value for name, value in entry.get("elements", {}).items() if name in question["elements"]
    }
    proved = [kind for kind in entry.get("documents", []) if kind in question["documents"]]
    documents = {kind: _licence(person, kind) for kind in proved}
    return {"found": True, "elements": elements, "documents": documents}


def _licence(person: dict[str, Any], kind: str) -> dict[str, str]:
    number = making.number({"case": person["id_number"]}, kind)
    content = making.paper(
        TITLES.get(kind, kind), [("姓名", person["name"]), ("来源", "登记库电子证照")], number
    )
    return {"name": f"{TITLES.get(kind, kind)}.pdf", "content": base64.b64encode(content).decode()}


TITLES = {
    "id-card": "居民身份证",
    "household-register": "居民户口簿",
    "marriage-certificate": "结婚证",
    "birth-record": "出生医学记录",
    "cost-list": "住院费用清单",
    "diagnosis-certificate": "诊断证明",
}


def server(port: int, people: Path, trouble: Path | None = None) -> ThreadingHTTPServer:
    """Make the server; port 0 takes any free one."""
    known = read_people(people)

    class Handler(BaseHTTPRequestHandler):
        """One question after another."""

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            """Answer a question, be slow or be down."""
            state = trouble.read_text().strip() if trouble and trouble.exists() else ""
            if state == "down":
                self._answer(503, {"error": "down"})
                return
            if state:
                threading.Event().wait(float(state))
            try:
                length = int(self.headers.get("Content-Length", "0"))
                question = json.loads(self.rfile.read(min(length, MOST_BYTES)))
                self._answer(200, query(known, question))
            except (ValueError, KeyError, TypeError, AttributeError):
                self._answer(400, {"error": "not a question"})

        def log_message(self, *_arguments: Any) -> None:
            """Stay silent: a log of questions is a log of people."""

        def _answer(self, status: int, answer: dict[str, Any]) -> None:
            content = json.dumps(answer, ensure_ascii=False).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def serve(port: int, people: Path, trouble: Path | None) -> None:
    """Serve until told to end."""
    server(port, people, trouble).serve_forever()
