"""Find out early that a port is taken."""

from __future__ import annotations

import socket
import time

from api.supervisor.processes import ProcessPlan
from knowledge_base.errors import SetupFailed

_PATIENCE_S = 15.0
_LOOK_AGAIN_S = 0.5


def check_ports(plans: list[ProcessPlan]) -> None:
    """Make sure that every port is free.

    Raises:
        SetupFailed: names the first port that is taken and the setting to change.
    """
    for item in plans:
        if item.port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", item.port))
            except OSError as error:
                raise SetupFailed(
                    f"port {item.port} for {item.name} is taken: stop the program that uses it, "
                    f"or set {item.port_setting} to a free port"
                ) from error


def wait_for_ports(plans: list[ProcessPlan]) -> None:
    """``check_ports`` once processes of an earlier run have had time to end.

    Raises:
        SetupFailed: as ``check_ports``.
    """
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return check_ports(plans)
        except SetupFailed:
            if time.monotonic() > deadline:
                raise
        time.sleep(_LOOK_AGAIN_S)
