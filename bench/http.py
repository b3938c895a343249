"""The door behind its HTTP contract: granian serves, six departments claim and answer over kept connections."""

import dataclasses
import io
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from bench.crew import Job, run_crew
from bench.door import check_cases, submit
from bench.measure import Figures
from bench.sample import BATCH, REGION, Sample, read_sample
from onething.cases.ids import new_id
from onething.run import programs
from onething.run.node import free_port, wait_for

WORKERS = 2
CLIENTS = 2
PAUSE_SECONDS = 0.05
TIMEOUT_SECONDS = 60
STOP_SECONDS = 20


def measure_http(url: str, cases: int) -> Figures:
    """Serve with two workers; one process submits at the door, two speak for three departments each."""
    from onething.people.tokens import issue

    sample, port = read_sample(), free_port()
    tokens = {name: issue(name, REGION, "bench") for name in sample.departments}
    shares = [dict(list(tokens.items())[number::CLIENTS]) for number in range(CLIENTS)]
    with Path(os.devnull).open("wb") as nowhere:
        server = subprocess.Popen(programs.web(port, WORKERS), env=os.environ, stdout=nowhere, stderr=nowhere)
    try:
        wait_for(f"http://127.0.0.1:{port}/api/v1/openapi.json")
        rounds = cases // BATCH
        crew: list[tuple[Any, ...]] = [(url, rounds, rounds * BATCH, port, {})]
        crew += [(url, 0, rounds * BATCH, port, share) for share in shares]
        figures = run_crew("http", url, make_job, crew, servers=[server.pid])
    finally:
        server.terminate()
        server.wait(STOP_SECONDS)
    return dataclasses.replace(figures, transitions=check_cases(figures.cases))


def make_job(url: str, rounds: int, total: int, port: int, tokens: dict[str, str]) -> Job:
    """Make the job of one process: `rounds` batches to submit, and departments to speak for, until all is done."""
    from onething.run.bootstrap import use_database

    use_database(url)
    sample = read_sample()
    clients = [Client(sample, port, token) for token in tokens.values()]

    def work() -> tuple[int, list[float]]:
        submitted: list[float] = []
        with ThreadPoolExecutor(max(1, len(clients))) as pool:
            running = [pool.submit(client.run) for client in clients]
            for _ in range(rounds):
                submit(sample, submitted)
            while done_cases() < total and not any(one.done() for one in running):
                time.sleep(PAUSE_SECONDS)
            for client in clients:
                client.stopping = True
            for one in running:
                one.result()
        return rounds * BATCH, [took for client in clients for took in client.batches]

    return work


class Client:
    """A department's program: claims, decides, answers, over one kept connection."""

    def __init__(self, sample: Sample, port: int, token: str) -> None:
        self.sample = sample
        self.connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
        self.authorization = {"Authorization": f"Bearer {token}"}
        self.paper = str(self.ask("papers", tiny_picture(), "image/png")["digest"])
        self.batches: list[float] = []
        self.stopping = False

    def run(self) -> None:
        """Work until told to stop."""
        while not self.stopping:
            claimed = self.timed("claims", {"id": str(new_id()), "limit": BATCH})
            if not claimed["work"]:
                time.sleep(PAUSE_SECONDS)
                continue
            answers = [self.granted(work, number) for number, work in enumerate(claimed["work"])]
            answered = self.timed("answers", {"answers": answers})
            bad = [result for result in answered["results"] if result["status"] != "taken"]
            if bad:
                raise RuntimeError(f"an answer was not taken: {bad[0]}")

    def granted(self, work: dict[str, Any], number: int) -> dict[str, Any]:
        """Decide one item."""
        return {
            "id": str(new_id()),
            "case": work["case"],
            "item": work["item"],
            "lease": work["lease"],
            "kind": "granted",
            "results": [
                {"key": result["key"], "digest": self.paper, "number": f"{number:08d}"}
                for result in work["results"]
            ],
            "elements": self.sample.elements(work["item"]),
        }

    def timed(self, place: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask with a JSON body and keep how long the answer took, unless there was nothing to claim."""
        content = msgspec.json.encode(body)
        began = time.perf_counter()
        answer = self.ask(place, content, "application/json")
        if answer.get("work") != []:
            self.batches.append(time.perf_counter() - began)
        return answer

    def ask(self, place: str, content: bytes, kind: str) -> dict[str, Any]:
        """Post once and read the answer. Raises RuntimeError for any but 200."""
        self.connection.request(
            "POST", f"/api/v1/{place}", content, {**self.authorization, "Content-Type": kind}
        )
        response = self.connection.getresponse()
        answer = response.read()
        if response.status != HTTPStatus.OK:
            raise RuntimeError(f"{place}: {response.status} {answer[:500]!r}")
        return dict(msgspec.json.decode(answer))


def done_cases() -> int:
    """Count the finished cases."""
    from onething.cases.models import Case

    return Case.objects.filter(status="done").count()


def tiny_picture() -> bytes:
    """Make the smallest honest PNG: one white pixel."""
    picture = io.BytesIO()
    Image.new("L", (1, 1), 255).save(picture, "PNG")
    return picture.getvalue()
