"""What a simulated department got and did, line by line: keys and states, never a value of a form."""

import json
import os
from pathlib import Path
from typing import Any


class Journal:
    """Appends JSON lines; after a restart it still knows where the department has crashed before."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.crashes = {
            (line["item"], line["moment"], line["case"]) for line in read(path) if line["kind"] == "crashed"
        }

    def write(self, kind: str, **facts: Any) -> None:
        """Add a line and make it last."""
        line = json.dumps({"kind": kind, **facts}, ensure_ascii=False)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def crash_once(self, item: str, moment: str, case: str) -> None:
        """End this process on the spot, the first time an item of a case comes here."""
        if (item, moment, case) not in self.crashes:
            self.write("crashed", item=item, moment=moment, case=case)
            os._exit(70)


def read(path: Path) -> list[dict[str, Any]]:
    """Read a journal; a last line cut off by a crash is left out."""
    lines = []
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                lines.append(json.loads(line))
            except json.JSONDecodeError:
                continue
    return lines
