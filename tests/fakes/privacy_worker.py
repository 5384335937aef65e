"""The real worker of deletions with a short lease: ``python -m tests.fakes.privacy_worker 2``."""

from __future__ import annotations

import os
import signal
import sys
import threading
from datetime import timedelta

from api.database import make_engine, make_sessions
from api.privacy.build import build_privacy
from api.privacy.worker import PrivacyWorker
from api.settings import Settings


def main(lease_s: str) -> None:
    settings = Settings()
    engine = make_engine(settings.sqlalchemy_url)
    privacy = build_privacy(settings, make_sessions(engine))
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    lease = timedelta(seconds=float(lease_s))
    PrivacyWorker(privacy, engine, f"w{os.getpid()}", lease).run(stopped)
    privacy.close()
    engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
