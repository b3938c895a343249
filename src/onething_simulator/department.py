"""One department at work: claim, examine, decide, hand over. It needs no memory: after a crash it asks what it holds."""

import signal
import threading
from types import FrameType
from typing import Any
from uuid import uuid4

import httpx

from onething_simulator import answers as say
from onething_simulator.behaviour import Behaviour, ItemBehaviour
from onething_simulator.journal import Journal
from onething_simulator.platform import Platform, Work

IN_HAND = ("received", "accepted", "granted")
Key = tuple[str, int]


class Department:
    """Plays one department by its behaviour."""

    def __init__(self, platform: Platform, behaviour: Behaviour, journal: Journal) -> None:
        self.platform = platform
        self.behaviour = behaviour
        self.journal = journal
        self.held: dict[Key, Work] = {}
        self.stop = threading.Event()

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; a platform that is away is waited for."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told)
        remembered = False
        while not self.stop.is_set():
            try:
                if not remembered:
                    self.remember()
                    remembered = True
                self.round()
            except httpx.HTTPError as error:
                self.journal.write("away", error=type(error).__name__)
                self.held.clear()
                remembered = False
            self.stop.wait(self.behaviour.poll_seconds)

    def remember(self) -> None:
        """Ask what is still in hand."""
        for state in IN_HAND:
            for work in self.platform.in_hand(state):
                if state != "granted" or (not work["delivered"] and say.is_handed_over(work)):
                    self.held[_key(work)] = work

    def round(self) -> int:
        """Claim once and answer what is ready; gives how many answers were sent."""
        for work in self.platform.claim(self.behaviour.batch, self.behaviour.lease_seconds):
            self.held[_key(work)] = work
            self.journal.write(
                "claimed",
                item=work["id"],
                case=work["case"],
                fields=sorted(work["fields"]),
                documents=sorted(document["key"] for document in work["documents"]),
            )
            self._crash(work, "after_claim")
        ready: list[Work] = []
        for work in list(self.held.values()):
            ready += self._next(work, self.behaviour.of(work["id"]))
        self._send(ready)
        return len(ready)

    def _next(self, work: Work, behaviour: ItemBehaviour) -> list[Work]:
        """Give the answers that are ready for one item; `state` is kept as the platform would have it."""
        if behaviour.silent:
            return []
        days = self.behaviour.working_days(work["sent"], self.platform.at)
        if work["state"] == "received" and days >= behaviour.accept_days:
            return self._examine(work, behaviour, days)
        if work["state"] == "accepted" and days >= behaviour.days:
            self._crash(work, "before_grant")
            return [say.decision(self.platform, work, behaviour)]
        if work["state"] == "granted":
            self._crash(work, "before_delivery")
            return [say.delivery(work)]
        return []

    def _examine(self, work: Work, behaviour: ItemBehaviour, days: int) -> list[Work]:
        if behaviour.correction is not None and not work["asked"]:
            return [say.correction(work, behaviour)]
        accepted = say.worded(work, "accepted")
        if behaviour.granted_first and days >= behaviour.days:
            return [say.decision(self.platform, work, behaviour), accepted]
        if behaviour.delivered_first:
            return [say.delivery(work), accepted]
        return [accepted]

    def _send(self, ready: list[Work]) -> None:
        if not ready:
            return
        results = self.platform.answer(ready)
        for answer, result in zip(ready, results, strict=True):
            work = self.held.get((answer["case"], answer["item"]))
            if work is not None:
                self._settle(work, answer, result)
        self._again([answer for answer in ready if self._behaviour_of(answer).twice])

    def _again(self, answers: list[Work]) -> None:
        """Say it all again: with the same ids, then with others."""
        for sort, again in (
            ("same_id", answers),
            ("other_id", [{**one, "id": str(uuid4())} for one in answers]),
        ):
            for answer, result in zip(again, self.platform.answer(again) if again else [], strict=True):
                self._write(sort, answer, result)

    def _settle(self, work: Work, answer: Work, result: Work) -> None:
        self._write("answered", answer, result)
        kind = answer["kind"]
        if result["status"] == "refused":
            if not self._is_out_of_order(work, kind):
                self.held.pop(_key(work), None)
        elif kind == "accepted":
            work["state"] = "accepted"
            self._crash(work, "after_accept")
        elif kind == "granted":
            self._crash(work, "after_grant")
            work["state"] = "granted"
            if not say.is_handed_over(work):
                del self.held[_key(work)]
        else:
            self.held.pop(_key(work), None)

    def _is_out_of_order(self, work: Work, kind: str) -> bool:
        behaviour = self.behaviour.of(work["id"])
        return (kind == "delivered" and behaviour.delivered_first and work["state"] == "received") or (
            kind == "accepted" and behaviour.granted_first
        )

    def _write(self, sort: str, answer: Work, result: Work) -> None:
        code = (result["error"] or {}).get("code", "")
        self.journal.write(
            sort,
            item=self._name_of(answer),
            case=answer["case"],
            answer=answer["kind"],
            status=result["status"],
            code=code,
        )

    def _behaviour_of(self, answer: Work) -> ItemBehaviour:
        return self.behaviour.of(self._name_of(answer))

    def _name_of(self, answer: Work) -> str:
        work = self.held.get((answer["case"], answer["item"])) or {}
        return str(work.get("id", ""))

    def _crash(self, work: Work, moment: Any) -> None:
        if moment in self.behaviour.of(work["id"]).crash:
            self.journal.crash_once(work["id"], moment, work["case"])

    def _told(self, _signal: int, _frame: FrameType | None) -> None:
        self.stop.set()


def _key(work: Work) -> Key:
    return work["case"], work["item"]
