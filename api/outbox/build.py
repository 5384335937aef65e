"""Put the outbox together, for the API and for the worker."""

from __future__ import annotations

from sqlalchemy.orm import Session, sessionmaker

from api.outbox.notices import Notices
from api.outbox.payload import Sealer
from api.outbox.quiet_hours import QuietHours
from api.outbox.service import Outbox
from api.people.service import People
from api.settings import ROOT, Settings
from api.vault.cipher import Cipher


def build_outbox(
    settings: Settings, sessions: sessionmaker[Session], cipher: Cipher, people: People
) -> Outbox:
    """The outbox over ``sessions``.

    Raises:
        SetupFailed: ``data/notices`` cannot be read.
    """
    notices = Notices.load(ROOT / "data" / "notices" / "notices.yml")
    quiet = QuietHours.parse(settings.quiet_hours)
    return Outbox(sessions, Sealer(cipher), notices, quiet, people)
