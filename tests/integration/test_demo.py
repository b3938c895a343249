"""The command a newcomer types: one newborn's case, done on the real pages by real programs."""

import json
import os
import subprocess
import sys

import pytest

from tests.servers import temporary_folder


@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("ONETHING_TEST_POSTGRES") == "15", reason="the demo brings its own server")
def test_the_demo_ends_by_itself_with_every_item_granted_and_delivered():
    inherited = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ONETHING_HOME")
    }
    with temporary_folder() as folder:
        target = folder / "figures.json"
        command = [
            sys.executable,
            "-m",
            "onething.run",
            "demo",
            "--once",
            "--json",
            str(target),
            "--port",
            "0",
        ]
        done = subprocess.run(command, cwd=folder, env=inherited, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        figures = json.loads(target.read_text(encoding="utf-8"))
    assert figures["items"] == 10
    assert figures["state"] == "done"
    assert figures["item_states"] == {"granted and delivered": 10}
    assert figures["fields_sent"] == figures["fields_declared"]
    assert figures["days"]["after"] <= 5
    for name in ("forms", "fields", "documents", "visits", "steps", "days"):
        assert figures[name]["after"] < figures[name]["before"]
