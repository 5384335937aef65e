"""Put hand-overs together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from api.handover.contents import Contents
from api.handover.duty import Duty
from api.handover.files import HandoverFiles
from api.handover.hours import Holidays, WorkingHours
from api.handover.officers import Officers
from api.handover.reading import Reading
from api.handover.service import Handovers, Office
from api.handover.suggestions import Ask
from api.handover.summary import Summariser
from api.handover.wording import Wording
from api.media.service import MediaStore
from api.outbox.service import Outbox
from api.settings import ROOT, Settings
from api.staff.services import StaffServices
from api.vault.cipher import Cipher
from api.vault.service import Vault
from knowledge_base.centre import Centre


@dataclass(frozen=True)
class Handover:
    """The three sides of hand-overs: citizens write, officers act, the console reads."""

    citizens: Handovers
    officers: Officers
    reading: Reading


@dataclass(frozen=True)
class Around:
    """What hand-overs stand on."""

    settings: Settings
    sessions: sessionmaker[Session]
    cipher: Cipher
    vault: Vault
    media: MediaStore
    outbox: Outbox
    staff: StaffServices
    centre: Centre
    ask: Ask


def build_handover(around: Around) -> Handover:
    """Hand-overs over the application's parts.

    Raises:
        SetupFailed: ``data/handover`` or ``data/calendar`` cannot be read.
    """
    now, sessions = around.staff.now, around.sessions
    files = HandoverFiles.load(ROOT / "data" / "handover")
    holidays = Holidays.load(ROOT / "data" / "calendar")
    contents = Contents(around.cipher, around.vault, around.media.keep)
    hotline = around.centre.hotline.number
    office = Office(
        duty=Duty(timedelta(minutes=around.settings.staff_idle_minutes), now),
        pause=timedelta(minutes=around.settings.pause_minutes),
        hours=WorkingHours(around.centre.hours, holidays),
        summariser=Summariser(sessions, around.centre, files),
        wording=Wording(files, hotline),
    )
    return Handover(
        citizens=Handovers(sessions, contents, office, now),
        officers=Officers(sessions, contents, around.outbox, around.staff.audit, now),
        reading=Reading(contents, files, hotline, around.ask),
    )
