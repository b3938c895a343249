"""The door behind its HTTP contract: granian serves, six departments claim and answer over kept connections."""

import dataclasses
import http.client
import json
import os
import struct
import subprocess
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import msgspec

from bench.crew import Job, run_crew
from bench.door import all_done, check_cases, submit
from bench.measure import Figures
from bench.sample import BATCH, REGION, Sample, read_sample
from onething.cases.ids import new_id
from onething.run import programs
from onething.run.node import free_port, wait_for

WORKERS = 2
CLIENTS = 2
PAUSE_SECONDS = 0.02
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
        figures = run_crew(
            "http",
            url,
            make_job,
            [(url, cases // BATCH, port, {}), *((url, 0, port, share) for share in shares)],
            servers=[server.pid],
        )
    finally:
        server.terminate()
        server.wait(STOP_SECONDS)
    return dataclasses.replace(figures, history_rows=check_cases(figures.cases))


def make_job(url: str, rounds: int, port: int, tokens: dict[str, str]) -> Job:
    """Make the job of one process: `rounds` batches to submit, and departments to speak for."""
    from onething.run.bootstrap import use_database

    use_database(url)
    sample = read_sample()
    clients = [Client(sample, port, token, number) for number, token in enumerate(tokens.values())]
    for client in clients:
        client.bring_paper()

    def work() -> tuple[int, list[float]]:
        threads = [Thread(target=client.run) for client in clients]
        for thread in threads:
            thread.start()
        submitted: list[float] = []
        for _ in range(rounds):
            submit(sample, submitted)
        while not all_finished(clients, submitted):
            time.sleep(PAUSE_SECONDS)
        for client in clients:
            client.stopping = True
        for thread in threads:
            thread.join()
        return rounds * BATCH, [took for client in clients for took in client.batches]

    return work
