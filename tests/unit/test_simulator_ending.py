"""A simulated department ends when it is told, at whatever instant that is."""

import os
import signal
import threading
from typing import cast

import httpx
import pytest

from onething_simulator.behaviour import Behaviour
from onething_simulator.department import Department
from onething_simulator.journal import Journal
from onething_simulator.platform import Platform

TIMES = 200


class Away:
    """A platform that does not answer; the first question shows that the department is at work."""

    def __init__(self) -> None:
        self.asked = threading.Event()

    def in_hand(self, state):
        self.asked.set()
        raise httpx.ConnectError(state)


def tell(platform: Away, seconds: float) -> None:
    platform.asked.wait()
    threading.Event().wait(seconds)
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture
def handlers():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("handlers")
def test_it_ends_whenever_it_is_told(tmp_path):
    for number in range(TIMES):
        platform = Away()
        department = Department(
            cast(Platform, platform), Behaviour(poll_seconds=0.0001), Journal(tmp_path / "journal")
        )
        teller = threading.Thread(target=tell, args=(platform, number * 0.00001))
        teller.start()
        department.run()
        teller.join()
        assert department.told
