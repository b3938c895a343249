"""The programs that a node is made of, as command lines."""

import sys

WEB_THREADS = 8


def web(port: int, workers: int = 1) -> list[str]:
    """Serve the pages and the contract."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(WEB_THREADS), "--no-ws", "--respawn-failed-workers",
        "--log-level", "warning", "onething.run.wsgi:application",
    ]  # fmt: skip


def worker() -> list[str]:
    """Let time pass and ask registries."""
    return [sys.executable, "-m", "onething.run", "worker"]
