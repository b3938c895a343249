"""The department contract as its client sees it."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx

TIMEOUT_SECONDS = 30.0
MOST_ANSWERS = 200
Work = dict[str, Any]


class Platform:
    """Claims, answers, brings papers. Raises httpx.HTTPError when the platform is away: everything may be repeated."""

    def __init__(self, url: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": "zh"}
        self._http = httpx.Client(base_url=f"{url}/api/v1", headers=headers, timeout=TIMEOUT_SECONDS)
        self.at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def claim(self, limit: int, lease_seconds: int) -> list[Work]:
        """Take open work. A claim whose answer is lost comes back when its lease is over."""
        body = {"id": str(uuid4()), "limit": limit, "lease_seconds": lease_seconds}
        answer = self._read(self._http.post("/claims", json=body))
        return list(answer["work"])

    def in_hand(self, state: str) -> Iterator[Work]:
        """Give the work held in a state, page by page."""
        after = ""
        while True:
            page = self._read(self._http.get("/work", params={"state": state, "after": after}))
            yield from page["work"]
            after = page["next"]
            if not after:
                return

    def answer(self, answers: Sequence[Work]) -> list[Work]:
        """Answer; gives what became of each."""
        results: list[Work] = []
        for start in range(0, len(answers), MOST_ANSWERS):
            body = {"answers": answers[start : start + MOST_ANSWERS]}
            results += self._read(self._http.post("/answers", json=body))["results"]
        return results

    def bring(self, paper: bytes) -> str:
        """Bring a PDF; gives its digest."""
        headers = {"Content-Type": "application/pdf"}
        return str(self._read(self._http.post("/papers", content=paper, headers=headers))["digest"])

    def _read(self, response: httpx.Response) -> dict[str, Any]:
        response.raise_for_status()
        answer: dict[str, Any] = response.json()
        self.at = answer.get("at", self.at)
        return answer
