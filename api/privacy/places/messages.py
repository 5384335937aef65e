"""Places of what is said and sent."""

from __future__ import annotations

from datetime import timedelta

from api.chat.history import ChatTurnLog, Keeping
from api.inbox.service import Inbox
from api.media.build import media_store
from api.outbox.build import build_outbox
from api.privacy.place import Place, Shown
from api.privacy.places.keepers import Keepers
from api.vault.service import Vault


def inbox(keepers: Keepers) -> Place:
    """Events of channels, waiting or done."""
    inbox = Inbox(keepers.sessions, keepers.cipher)
    return Place(
        name="inbox",
        count=inbox.count,
        forget=inbox.forget,
        forget_before=inbox.forget_before,
        tables=("inbox",),
    )


def outbox(keepers: Keepers) -> Place:
    """What people are told unasked."""
    outbox = build_outbox(keepers.settings, keepers.sessions, keepers.cipher, keepers.people)
    return Place(
        name="outbox",
        count=outbox.count,
        forget=outbox.forget,
        forget_before=outbox.forget_before,
        tables=("outbox",),
    )


def tracker(keepers: Keepers) -> Place:
    """Conversations in Rasa."""
    kept = keepers.conversations
    return Place(
        name="tracker",
        count=kept.count,
        forget=kept.forget,
        forget_before=kept.forget_before,
        show=kept.said,
        files=("tracker.db", "tracker.db-wal", "tracker.db-shm"),
    )


def vault(keepers: Keepers) -> Place:
    """Personal numbers, for minutes."""
    lifetime = timedelta(minutes=keepers.settings.vault_minutes)
    vault = Vault(keepers.sessions, keepers.cipher, lifetime)
    return Place(
        name="vault",
        count=vault.count,
        forget=vault.forget,
        forget_before=lambda _: vault.forget_expired(),
        tables=("vault",),
    )


def web_chat(keepers: Keepers) -> Place:
    """Conversations of browsers."""
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
        tables=("chat_turn", "chat_link", "chat_visit"),
    )


def media(keepers: Keepers) -> Place:
    """Pictures and files that people sent."""
    store = media_store(keepers.settings, keepers.sessions, keepers.cipher)
    return Place(
        name="media",
        count=store.count,
        forget=store.forget,
        forget_before=lambda _: store.forget_expired(),
        tables=("media",),
        files=("media/**",),
    )
