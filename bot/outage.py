"""When the action server cannot be asked, say so instead of nothing.

Stock Rasa logs the error and stays silent: the person waits for an answer that never
comes. This is no speed-up, so ``MOTCUA_SPEEDUPS`` does not switch it off.
"""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rasa.core.actions import action as rasa_action
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

logger = logging.getLogger(__name__)

_FILE = Path(__file__).with_name("outage.yml")
_stock = RemoteAction.run
# Stock waits five minutes. The actions give the API 5 s, then answer for themselves.
LONGEST_WAIT_S = 8


@lru_cache(maxsize=1)
def _apology() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content


def outage_events() -> list[Event]:
    """The apology with its buttons, then the turn's status for programs."""
    status = {"type": "status", "status": "error_backend", "code": None, "section": None}
    return [
        BotUttered(text=_apology()["text"], data={"buttons": _apology()["buttons"]}),
        BotUttered(data={"custom": status}),
    ]


async def run(
    self: RemoteAction,
    output_channel: OutputChannel,
    nlg: NaturalLanguageGenerator,
    tracker: DialogueStateTracker,
    domain: Domain,
) -> list[Event]:
    """Run as stock does; on failure apologise. A form's validation just passes."""
    try:
        events: list[Event] = await _stock(self, output_channel, nlg, tracker, domain)
    except ActionExecutionRejection:
        raise
    except (RasaException, TimeoutError, asyncio.TimeoutError) as error:
        logger.error("The action server did not answer %s: %s", self.name(), error)
        return _instead_of(self.name())
    return events


def _instead_of(action: str) -> list[Event]:
    # Nobody asked for what is told unasked: it waits in the outbox, without an apology.
    if action.startswith("validate_") or action == "action_notify":
        return []
    # The turn's answer was given already: only its end for programs is missing.
    return outage_events()[1:] if action == "action_close_turn" else outage_events()


def install() -> None:
    """Replace the method on ``RemoteAction``, and let a hanging server cost seconds."""
    RemoteAction.run = run
    rasa_action.DEFAULT_REQUEST_TIMEOUT = LONGEST_WAIT_S
