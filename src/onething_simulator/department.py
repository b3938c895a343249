"""One department at work: claim, examine, decide, hand over. It needs no memory: after a crash it asks what it holds."""

import signal
import time
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
Pair = tuple[Work, Work]


class Department:
    """Plays one department by its behaviour."""

    def __init__(self, platform: Platform, behaviour: Behaviour, journal: Journal) -> None:
        self.platform = platform
        self.behaviour = behaviour
        self.journal = journal
        self.held: dict[Key, Work] = {}
        self.told = False

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; a platform that is away is waited for."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told)
        remembered = False
        while not self.told:
            try:
                if not remembered:
                    self.remember()
                    remembered = True
                self.round()
            except httpx.HTTPError as error:
                self.journal.write("away", error=type(error).__name__)
                self.held.clear()
                remembered = False
            time.sleep(self.behaviour.poll_seconds)

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
        ready: list[Pair] = []
        for work in list(self.held.values()):
            ready += [(work, answer) for answer in self._next(work, self.behaviour.of(work["id"]))]
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

    def _send(self, ready: list[Pair]) -> None:
        if not ready:
            return
        for (work, answer), result in self._sent(ready):
            self._write("answered", work, answer, result)
            self._settle(work, str(answer["kind"]), str(result["status"]))
        self._again([pair for pair in ready if self.behaviour.of(pair[0]["id"]).twice])

    def _again(self, pairs: list[Pair]) -> None:
        """Say it all again: with the same ids, then with others."""
        others = [(work, {**answer, "id": str(uuid4())}) for work, answer in pairs]
        for sort, again in (("same_id", pairs), ("other_id", others)):
            for (work, answer), result in self._sent(again):
                self._write(sort, work, answer, result)

    def _sent(self, pairs: list[Pair]) -> list[tuple[Pair, Work]]:
        results = self.platform.answer([answer for _, answer in pairs])
        return list(zip(pairs, results, strict=True))

    def _settle(self, work: Work, kind: str, status: str) -> None:
        if status == "refused":
            if not self._is_out_of_order(work, kind):
                self.held.pop(_key(work), None)
        elif kind == "accepted":
            work["state"] = "accepted"
            self._crash(work, "after_accept")
        elif kind == "granted":
            work["state"] = "granted"
            self._crash(work, "after_grant")
            if not say.is_handed_over(work):
                self.held.pop(_key(work), None)
        else:
            self.held.pop(_key(work), None)

    def _is_out_of_order(self, work: Work, kind: str) -> bool:
        behaviour = self.behaviour.of(work["id"])
        return (kind == "delivered" and behaviour.delivered_first and work["state"] == "received") or (
            kind == "accepted" and behaviour.granted_first
        )

    def _write(self, sort: str, work: Work, answer: Work, result: Work) -> None:
        code = (result["error"] or {}).get("code", "")
        self.journal.write(
            sort,
            item=work["id"],
            case=work["case"],
            answer=answer["kind"],
            status=result["status"],
            code=code,
            at=self.platform.at,
        )

    def _crash(self, work: Work, moment: Any) -> None:
        if moment in self.behaviour.of(work["id"]).crash:
            self.journal.crash_once(work["id"], moment, work["case"])

    def _told(self, _signal: int, _frame: FrameType | None) -> None:
        # A plain flag: a lock taken here could be the very one that the interrupted wait holds.
        self.told = True


def _key(work: Work) -> Key:
    return work["case"], work["item"]
