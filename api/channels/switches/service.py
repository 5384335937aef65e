"""Read and turn the switches; every turn is in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from api.audit import Actor, AuditLog, Change
from api.channels.switches.repository import SwitchRepository
from api.channels.switches.schemas import DEFAULT_NOTICE, LONGEST_NOTICE, Channel, SwitchState
from api.channels.switches.tables import ChannelSwitchRow
from knowledge_base.errors import InvalidInput


def switch_state(session: Session, channel: Channel) -> SwitchState:
    """How ``channel`` stands; one that nobody ever touched is on."""
    row = SwitchRepository(session).find(channel.value)
    if row is None:
        return SwitchState(channel=channel, enabled=True, notice=DEFAULT_NOTICE)
    return SwitchState(
        channel=channel,
        enabled=row.enabled,
        notice=row.notice,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )


@dataclass(frozen=True)
class Turn:
    """Switch ``channel`` on or off; people read ``notice`` while it is off."""

    channel: Channel
    enabled: bool
    notice: str


def turn_switch(session: Session, audit: AuditLog, actor: Actor, turn: Turn, now: datetime) -> None:
    """Switch a channel, in the transaction of its audit entry.

    Raises:
        InvalidInput: the notice is empty or too long.
    """
    words = " ".join(turn.notice.split())
    if not 1 <= len(words) <= LONGEST_NOTICE:
        raise InvalidInput(f"a notice has 1 to {LONGEST_NOTICE} characters, not {len(words)}")
    before = switch_state(session, turn.channel)
    SwitchRepository(session).put(
        ChannelSwitchRow(
            channel=turn.channel.value,
            enabled=turn.enabled,
            notice=words,
            changed_at=now,
            changed_by=actor.name,
        )
    )
    audit.record(
        session,
        actor,
        Change(
            "channel.switch",
            "channel",
            turn.channel.value,
            before={"enabled": before.enabled, "notice": before.notice},
            after={"enabled": turn.enabled, "notice": words},
        ),
    )
