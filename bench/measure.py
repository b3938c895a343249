"""What a run measures: cases a second, how long a batch takes, and the CPU that clients and database used."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figures:
    """One run. `batches` are seconds per transaction; `client_cpu` and `server_cpu` are seconds of all processes."""

    name: str
    cases: int
    seconds: float
    client_cpu: float
    server_cpu: float
    batches: Sequence[float] = field(repr=False)
    transitions: int = 0

    @property
    def rate(self) -> float:
        """Cases a second."""
        return self.cases / self.seconds

    @property
    def client_ms(self) -> float:
        """Milliseconds of CPU a case outside the database."""
        return self.client_cpu * 1000 / self.cases

    @property
    def server_ms(self) -> float:
        """Milliseconds of CPU a case inside the database."""
        return self.server_cpu * 1000 / self.cases

    def batch_ms(self, percent: int) -> float:
        """Give a percentile of the batches, in milliseconds."""
        ordered = sorted(self.batches)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000

    def as_json(self) -> dict[str, float]:
        """Give the figures as plain data."""
        return {
            "cases": self.cases,
            "seconds": round(self.seconds, 2),
            "per_second": round(self.rate, 1),
            "p50_ms": round(self.batch_ms(50), 2),
            "p99_ms": round(self.batch_ms(99), 2),
            "client_cpu_ms": round(self.client_ms, 4),
            "server_cpu_ms": round(self.server_ms, 4),
            "cpu_ms": round(self.client_ms + self.server_ms, 4),
            "transitions_per_case": round(self.transitions / self.cases, 2),
        }


def family_cpu(root: int) -> float:
    """Give the CPU seconds of a process, its living children and grandchildren, and those that have ended."""
    parents: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        process = int(entry.name)
        parents.setdefault(int(fields[1]), []).append(process)
        used[process] = sum(map(int, fields[11:15])) / TICKS
    total, waiting = 0.0, [root]
    while waiting:
        process = waiting.pop()
        total += used.get(process, 0.0)
        waiting += parents.get(process, [])
    return total


def parent_of(process: int) -> int:
    """Give a process's parent."""
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
