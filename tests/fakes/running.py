"""Start a fake as a process of its own, from either environment, and steer it.

Runs on Python 3.10: the tests of the bot start the same fakes.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "bin" / "python"


@contextmanager
def running(module: str, port: int = 0, within_s: float = 60) -> Iterator[str]:
    """A fake that is ready, as a process; stopped at the end.

    Args:
        module: e.g. ``tests.fakes.zalo``.
        port: where to listen; 0 for any free port.
        within_s: how long it may take to start.

    Yields:
        its address, e.g. ``http://127.0.0.1:40123``.

    Raises:
        RuntimeError: it did not start.
    """
    command = [str(PYTHON), "-m", module, "--port", str(port), "--until-stdin-ends"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            _wait_ready(process, address, within_s)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_ready(process: subprocess.Popen[str], address: str, within_s: float) -> None:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{address}/__control/ready", timeout=5, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError(f"the fake did not start: {process.args!r}, {process.poll()}")


class Steering:
    """What a test can do with either fake.

    Args:
        address: where it listens.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._http = httpx.Client(base_url=f"{address}/__control", timeout=120, trust_env=False)

    def close(self) -> None:
        """Give back the connection."""
        self._http.close()

    def reset(self) -> None:
        """Begin anew."""
        self.call("POST", "/reset")

    def set(self, **changes: Any) -> dict[str, Any]:
        """Turn switches; gives all of them."""
        return dict(self.call("PATCH", "/settings", changes))

    def turn_clock(self, seconds: float) -> None:
        """Move its clock."""
        self.call("POST", "/clock", {"seconds": seconds})

    def freeze_clock(self) -> None:
        """Let its clock stand still, so that limits by time do not depend on the machine."""
        self.call("POST", "/clock/freeze")

    def fault(self, kind: str, path: str = "", times: int = 1, **more: Any) -> None:
        """Queue a fault: ``slow``, ``status``, ``garbage``, ``drop``, ``drop_after``, ``answer``.

        Args:
            kind: which.
            path: part of the path of the requests it hits.
            times: how many of them.
            more: ``skip``, ``seconds``, ``status``, ``body``, ``headers``.
        """
        self.call("POST", "/faults", {"kind": kind, "path": path, "times": times, **more})

    def clear_faults(self) -> int:
        """Take back faults; gives how many had not happened."""
        return int(self.call("DELETE", "/faults")["left"])

    def requests(self, path: str = "") -> list[dict[str, str]]:
        """Requests whose path holds ``path``, oldest first."""
        return [item for item in self.call("GET", "/requests") if path in item["path"]]

    def deliveries(self) -> list[dict[str, Any]]:
        """Every event that went to the webhook, with its tries."""
        return list(self.call("GET", "/deliveries"))

    def settle(self, within_s: float = 30) -> None:
        """Wait until no event is on its way.

        Raises:
            TimeoutError: some still are.
        """
        if not self.call("GET", f"/settled?within_s={within_s}")["settled"]:
            raise TimeoutError("events are still on their way")

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """A control request; raises where the fake refuses it."""
        reply = self._http.request(method, path, json=body)
        reply.raise_for_status()
        return reply.json()
