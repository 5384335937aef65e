"""A lock that ends with the process that holds it, whatever that leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from api.client.lifeline import hold, is_held
from api.settings import ROOT

# Holds the lock, and has a child that outlives it.
HOLDER = """
import os, sys, time
from pathlib import Path
from api.client.lifeline import hold
file = hold(Path(sys.argv[1]))
child = os.fork()
print(child if child else "", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path):
    path = tmp_path / "new" / "lock"
    command = [sys.executable, "-c", HOLDER, str(path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    child = int(process.stdout.readline() or process.stdout.readline())
    yield process, child, path
    process.kill()
    process.communicate()
    os.kill(child, signal.SIGKILL)


def test_it_ends_with_its_holder_and_not_with_the_holders_children(holder):
    process, child, path = holder
    assert is_held(path)
    with pytest.raises(BlockingIOError):
        hold(path)
    process.kill()
    process.wait()
    os.kill(child, 0)
    assert not is_held(path)
    hold(path).close()


def test_a_file_that_is_not_there_is_held_by_nobody(tmp_path: Path):
    assert not is_held(tmp_path / "none")
