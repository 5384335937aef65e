"""Every place that keeps something of people: the one list of them.

Deletion, "xem dữ liệu của tôi", retention, the console and ``docs/privacy.md`` read it; a
test walks all tables and all files of the state folder and fails on one that is not here.
A room that keeps something of people adds a ``Place`` below and its words in
``data/privacy/places.yml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from api.answers.journal import JournalOfPeople
from api.chat.history import ChatTurnLog, Keeping
from api.chat.images import ImageStore
from api.inbox.service import Inbox
from api.outbox.build import build_outbox
from api.people.service import People
from api.privacy.consents.service import Consents
from api.privacy.phones.service import Phones
from api.privacy.phones.sms import SANDBOX_FILE, SandboxSms
from api.privacy.place import Place, Shown
from api.privacy.rasa import RasaConversations
from api.privacy.requests.service import Requests
from api.settings import Settings
from api.vault.cipher import Cipher
from api.vault.service import Vault

# Tables that keep nothing of citizens, and why.
TABLES_OF_NOBODY = {
    "alembic_version": "the number of the schema",
    "audit_entry": "acts of staff; a citizen is named in none (api/audit/chain.py)",
    "audit_head": "the end of the chain of the audit log",
    "channel_switches": "which channels are switched off",
    "import_differences": "crawled against curated records",
    "outbox_worker": "which workers are alive",
    "procedure_versions": "published records",
    "procedures": "published records",
    "import_quarantine": "crawled records that were refused",
    "staff_account": "staff, who are no citizens of this service (docs/console.md)",
    "staff_attempt": "staff",
    "staff_recovery_code": "staff",
    "staff_role_grant": "staff",
    "staff_session": "staff",
    "zalo_token": "the account's own tokens",
}
# Files of the state folder (patterns from there) that keep nothing of citizens, and why.
FILES_OF_NOBODY = {
    "index/**": "published records",
    "widget/*": "versions of the script",
    "secrets.env": "keys of the installation",
    "logs/*": "no name, number or identity is written there; a test scans them",
}
# What a deletion leaves behind.
RECEIPTS = "receipts"
# The database itself: its tables are covered one by one.
DATABASE_FILES = ("motcua.db", "motcua.db-wal", "motcua.db-shm")


@dataclass(frozen=True)
class Keepers:
    """What the places are made of.

    Attributes:
        settings: of the installation.
        sessions: of the database.
        cipher: of personal data at rest.
        secret: keys the journal's pseudonyms.
        conversations: what Rasa keeps.
        requests, consents, phones: of privacy itself.
    """

    settings: Settings
    sessions: sessionmaker[Session]
    cipher: Cipher
    secret: str
    conversations: RasaConversations
    requests: Requests
    consents: Consents
    phones: Phones


def build_places(keepers: Keepers) -> tuple[Place, ...]:
    """All places, in the order in which a deletion goes through them.

    What waits goes first: an event that is handled later would fill later places again.
    """
    return (
        _inbox(keepers),
        _outbox(keepers),
        _tracker(keepers),
        _vault(keepers),
        _web_chat(keepers),
        _pictures(keepers),
        _journal(keepers),
        _sandbox(keepers),
        _phones(keepers),
        _consents(keepers),
        _people(keepers),
        _receipts(keepers),
    )


def _inbox(keepers: Keepers) -> Place:
    inbox = Inbox(keepers.sessions, keepers.cipher)
    return Place(
        name="inbox",
        count=inbox.count,
        forget=inbox.forget,
        forget_before=inbox.forget_before,
        tables=("inbox",),
    )


def _outbox(keepers: Keepers) -> Place:
    people = _known_people(keepers)
    outbox = build_outbox(keepers.settings, keepers.sessions, keepers.cipher, people)
    return Place(
        name="outbox",
        count=outbox.count,
        forget=outbox.forget,
        forget_before=outbox.forget_before,
        tables=("outbox",),
    )


def _tracker(keepers: Keepers) -> Place:
    kept = keepers.conversations
    return Place(
        name="tracker",
        count=kept.count,
        forget=kept.forget,
        forget_before=kept.forget_before,
        show=kept.said,
        files=("tracker.db", "tracker.db-wal", "tracker.db-shm"),
    )


def _vault(keepers: Keepers) -> Place:
    lifetime = timedelta(minutes=keepers.settings.vault_minutes)
    vault = Vault(keepers.sessions, keepers.cipher, lifetime)
    return Place(
        name="vault",
        count=vault.count,
        forget=vault.forget,
        forget_before=lambda _: vault.forget_expired(),
        tables=("vault",),
    )


def _web_chat(keepers: Keepers) -> Place:
    lifetime = timedelta(hours=keepers.settings.chat_history_hours)
    chat = ChatTurnLog(keepers.sessions, keepers.cipher, Keeping(lifetime, lifetime))

    def show(person: str) -> Shown:
        return [turn.model_dump(exclude_none=True) for turn in chat.read(person).turns]

    return Place(
        name="web_chat",
        count=chat.count,
        forget=chat.forget,
        forget_before=chat.forget_before,
        show=show,
        tables=("chat_turn", "chat_link"),
    )


def _pictures(keepers: Keepers) -> Place:
    settings = keepers.settings
    pictures = ImageStore(settings.image_dir, settings.chat_history_hours * 3600.0)
    return Place(
        name="pictures",
        count=pictures.count,
        forget=pictures.forget,
        forget_before=lambda _: pictures.forget_expired(),
        files=("pictures/**",),
    )


def _journal(keepers: Keepers) -> Place:
    journal = JournalOfPeople(keepers.sessions, keepers.secret)
    return Place(
        name="journal",
        count=journal.count,
        forget=journal.forget,
        forget_before=journal.forget_before,
        tables=("answers",),
    )


def _sandbox(keepers: Keepers) -> Place:
    sandbox, phones = SandboxSms(keepers.settings.state / SANDBOX_FILE), keepers.phones

    def count(person: str) -> int:
        numbers = phones.numbers_of(person)
        return sum(line["phone"] in numbers for line in sandbox.read())

    def forget(person: str) -> int:
        return sum(sandbox.forget_phone(phone) for phone in phones.numbers_of(person))

    return Place(
        name="sms_sandbox",
        count=count,
        forget=forget,
        forget_before=sandbox.forget_before,
        files=(SANDBOX_FILE,),
    )


def _phones(keepers: Keepers) -> Place:
    phones = keepers.phones
    return Place(
        name="phones",
        count=phones.count,
        forget=phones.forget,
        forget_before=phones.forget_before,
        show=phones.show,
        tables=("verified_phones", "phone_codes"),
    )


def _consents(keepers: Keepers) -> Place:
    consents = keepers.consents
    return Place(
        name="consents",
        count=consents.count,
        forget=consents.forget,
        forget_before=consents.forget_before,
        show=consents.show,
        tables=("consents", "notices_shown"),
    )


def _people(keepers: Keepers) -> Place:
    people = _known_people(keepers)
    return Place(
        name="people",
        count=people.count,
        forget=people.forget,
        forget_before=people.forget_before,
        tables=("people",),
    )


def _receipts(keepers: Keepers) -> Place:
    requests = keepers.requests
    return Place(
        name=RECEIPTS,
        count=requests.count,
        forget=requests.keep,
        forget_before=requests.forget_before,
        tables=("privacy_requests",),
    )


def _known_people(keepers: Keepers) -> People:
    return People(keepers.sessions, timedelta(minutes=keepers.settings.pause_minutes), {})
