"""Run the whole of motcua as a user does: ``motcua run`` on free ports with a state of its own."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
MOTCUA = ROOT / ".venv" / "bin" / "motcua"


@dataclass
class Stack:
    """Addresses of a running motcua, its state folder and its supervisor's process."""

    api: str
    rasa: str
    actions: str
    state: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(state: Path, **more: str) -> dict[str, str]:
    """The environment of a motcua with its own state and ports."""
    return {
        **os.environ,
        "MOTCUA_STATE_DIR": str(state),
        "MOTCUA_PORT": str(free_port()),
        "MOTCUA_RASA_PORT": str(free_port()),
        "MOTCUA_ACTIONS_PORT": str(free_port()),
        **more,
    }


def prepare(state: Path) -> None:
    """Give a new ``state`` the seed and its index, which are made once for all tests of a run."""
    if (state / "index").exists():
        return
    shutil.copytree(_prepared() / "index", state / "index", symlinks=True)
    shutil.copy(_prepared() / "motcua.db", state)


@functools.cache
def _prepared() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="motcua-prepared-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    values = environment(folder)
    subprocess.run([MOTCUA, "setup"], env=values, cwd=ROOT, check=True, stdout=sys.stderr)
    return folder


@contextmanager
def running(state: Path, within_s: float = 300, **more: str) -> Iterator[Stack]:
    """A motcua that is ready; stopped at the end as by Ctrl-C."""
    prepare(state)
    values = environment(state, **more)
    stack = Stack(
        api=f"http://127.0.0.1:{values['MOTCUA_PORT']}",
        rasa=f"http://127.0.0.1:{values['MOTCUA_RASA_PORT']}",
        actions=f"http://127.0.0.1:{values['MOTCUA_ACTIONS_PORT']}",
        state=state,
        process=_start(values),
        environment=values,
    )
    try:
        wait_ready(stack, within_s)
        yield stack
    finally:
        stop(stack.process)


def restart(stack: Stack, within_s: float = 300) -> None:
    """Start motcua again once its supervisor has ended, as a service manager does."""
    stack.process.wait(30)
    stack.process = _start(stack.environment)
    wait_ready(stack, within_s)


def _start(values: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [MOTCUA, "run"], env=values, cwd=ROOT, stdout=sys.stderr, stderr=sys.stderr
    )


def wait_ready(stack: Stack, within_s: float) -> None:
    """Wait until ``/health`` answers 200."""
    deadline = time.monotonic() + within_s
    last = "nothing"
    while time.monotonic() < deadline:
        if stack.process.poll() is not None:
            raise RuntimeError(f"motcua stopped with {stack.process.returncode}: {log(stack)}")
        try:
            reply = httpx.get(f"{stack.api}/health", timeout=5)
            if reply.status_code == 200:
                return
            last = reply.text
        except httpx.HTTPError as error:
            last = type(error).__name__
        time.sleep(0.2)
    raise RuntimeError(f"motcua is not ready: {last}\n{log(stack)}")


def pid_of(stack: Stack, words: str) -> int:
    """The process of this motcua whose command line has ``words``."""
    state = f"MOTCUA_STATE_DIR={stack.state}".encode()
    return next(
        int(path.name)
        for path in Path("/proc").glob("[0-9]*")
        if words.encode() in (command := (path / "cmdline").read_bytes().replace(b"\0", b" "))
        and not command.startswith(b"/bin/sh")
        and state in (path / "environ").read_bytes().split(b"\0")
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ctrl-C, then wait."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def log(stack: Stack, lines: int = 40) -> str:
    """The end of the log."""
    path = stack.state / "logs" / "motcua.log"
    return "\n".join(path.read_text().splitlines()[-lines:]) if path.exists() else "no log"
