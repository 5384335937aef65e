"""Run all processes until one stops or the supervisor is told to."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx
from honcho.manager import Manager
from honcho.printer import Printer
from rich.console import Console

from api.client.lifeline import hold
from api.settings import ROOT, Settings
from api.supervisor.ports import check_ports, wait_for_ports
from api.supervisor.processes import lifeline, plan
from knowledge_base.errors import SetupFailed

_READY_WITHIN_S = 180.0
_LAST_LINES = 25


@contextmanager
def claim(settings: Settings) -> Iterator[None]:
    """Have the state and the ports for oneself while the block lasts.

    Raises:
        SetupFailed: a port is taken, or motcua runs with this state already.
    """
    ran_before = lifeline(settings).exists()
    with _held(settings):
        # Processes of a supervisor that was killed end by themselves within seconds.
        (wait_for_ports if ran_before else check_ports)(plan(settings))
        yield


def run(settings: Settings, console: Console) -> int:
    """Start everything within a ``claim``, say when it is ready, and stop everything at the end.

    Returns:
        Exit status: 0 after Ctrl-C or SIGTERM, else that of the process that failed.
    """
    plans = plan(settings)
    log_file = settings.state / "logs" / "motcua.log"
    log_file.parent.mkdir(parents=True, exist_ok=True)
    with log_file.open("a", encoding="utf-8") as output:
        manager = Manager(Printer(output=output, colour=False))
        for item in plans:
            manager.add_process(item.name, item.command, env=item.environment, cwd=str(ROOT))
        console.print(f"Starting {', '.join(item.name for item in plans)} (log: {log_file})")
        watcher = _Watcher(settings, console, log_file)
        watcher.start()
        manager.loop()
        watcher.stop()
    return _exit_status(manager.returncode, log_file, console)


def _held(settings: Settings) -> IO[bytes]:
    try:
        return hold(lifeline(settings))
    except BlockingIOError as error:
        raise SetupFailed(
            f"motcua runs with {settings.state} already: stop it, or set MOTCUA_STATE_DIR"
        ) from error


def _exit_status(returncode: int | None, log_file: Path, console: Console) -> int:
    if returncode in (0, 130, 143, None):
        console.print("Stopped.")
        return 0
    console.print(f"[red]A process stopped with status {returncode}. The end of the log:[/red]")
    lines = log_file.read_text(encoding="utf-8").splitlines()[-_LAST_LINES:]
    console.print("\n".join(lines), markup=False)
    return returncode or 1


class _Watcher(threading.Thread):
    """Asks ``/health`` until everything is ready, then says where to go."""

    def __init__(self, settings: Settings, console: Console, log_file: Path) -> None:
        super().__init__(daemon=True)
        self._settings = settings
        self._console = console
        self._log_file = log_file
        self._stopped = threading.Event()

    def stop(self) -> None:
        """No more messages."""
        self._stopped.set()

    def run(self) -> None:
        started = time.monotonic()
        waiting_for: set[str] = set()
        while not self._stopped.wait(0.3):
            parts = self._parts()
            if parts is not None and not parts:
                self._announce(time.monotonic() - started)
                return
            if parts and parts != waiting_for:
                waiting_for = parts
                self._console.print(f"  waiting for {', '.join(sorted(parts))} …")
            if time.monotonic() - started > _READY_WITHIN_S:
                self._console.print(
                    f"[red]Not ready after {_READY_WITHIN_S:.0f} s; see {self._log_file}[/red]"
                )
                return

    def _parts(self) -> set[str] | None:
        """The parts that are not ready, or ``None`` while the API does not answer."""
        try:
            reply = httpx.get(f"{self._settings.api_url}/health", timeout=5).json()
        except (httpx.HTTPError, ValueError):
            return None
        return {name for name, part in reply["parts"].items() if not part["ready"]}

    def _announce(self, seconds: float) -> None:
        address = f"http://localhost:{self._settings.port}/"
        self._console.print(
            f"[green]Ready in {seconds:.0f} s.[/green] Open [bold]{address}[/bold] "
            f"(Ctrl-C stops everything, process {os.getpid()})",
            soft_wrap=True,
        )
