"""A taken port is found before anything is started, and is one clear line."""

import os
import socket
import subprocess
from pathlib import Path

from tests.stack import MOTCUA, ROOT, free_port


def test_a_taken_port_is_one_clear_line(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [MOTCUA, "run"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
            env={**os.environ, "MOTCUA_STATE_DIR": str(tmp_path), "MOTCUA_PORT": str(port),
                 "MOTCUA_RASA_PORT": str(free_port()), "MOTCUA_ACTIONS_PORT": str(free_port())},
        )  # fmt: skip
    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert "MOTCUA_PORT" in done.stderr
    assert "Traceback" not in done.stderr
