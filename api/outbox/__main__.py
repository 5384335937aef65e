"""The worker as a process: ``python -m api.outbox``; SIGTERM and Ctrl-C end it.

It sends what the outbox holds, and deletes what people asked to have deleted or what is old.
"""

from __future__ import annotations

import os
import secrets
import signal
import threading
from datetime import timedelta
from types import FrameType

import structlog

from api.client.lifeline import follow
from api.database import make_engine, make_sessions
from api.logs import configure_logs
from api.outbox.build import build_outbox
from api.outbox.rasa import RasaOutput
from api.outbox.worker import Worker
from api.people.service import People
from api.privacy.build import build_privacy
from api.privacy.worker import PrivacyWorker
from api.secrets import cipher_secret, service_token
from api.settings import Settings
from api.vault.cipher import Cipher


def main() -> None:
    """Work until told to stop; the database must be migrated."""
    follow()
    settings = Settings()
    configure_logs(settings)
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    engine = make_engine(settings.sqlalchemy_url)
    sessions = make_sessions(engine)
    # Only the API forgets people: no places here.
    people = People(sessions, timedelta(minutes=settings.pause_minutes), {})
    outbox = build_outbox(settings, sessions, Cipher(cipher_secret(settings)), people)
    rasa = RasaOutput(settings.rasa_url, service_token(settings))
    name = f"{os.uname().nodename[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
    privacy = build_privacy(settings, sessions)
    # Deletions and retention need no process of their own.
    deleting = threading.Thread(
        target=PrivacyWorker(privacy, engine, name).run, args=(stopped,), name="privacy"
    )
    deleting.start()
    structlog.get_logger().info("outbox.started", worker=name)
    Worker(outbox, rasa, name).run(stopped)
    deleting.join()
    privacy.close()
    rasa.close()
    engine.dispose()


if __name__ == "__main__":
    main()
