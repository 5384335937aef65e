"""Say and send one message of the outbox, and give the receipt."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Dict, Iterable, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel

from api.client import ApiError, ApiRejected
from api.client.outbox import OutboxApi
from bot.channels.base.output import MessagingOutput
from bot.channels.base.rasa_channel import MessagingInput
from bot.channels.channel import MessagingChannel, SendFailed, Unreachable
from bot.channels.outbox.dialogue import UnknownIntent, say
from bot.channels.outbox.order import REFUSED, SENT, TEMPORARY, UNREACHABLE, Order, Receipt

logger = logging.getLogger(__name__)

# A receipt that is lost may cost the person the same message twice: worth some patience.
_RECEIPT_PAUSES_S = (0.2, 1.0, 3.0, 10.0)
# The platform's answer was lost: the message may have arrived.
_NO_ANSWER = "no_answer"


class Superseded(Exception):
    """The outbox no longer wants this attempt; nothing was sent."""


class Deliverer:
    """Delivers.

    Args:
        outbox: told before and after each send.
    """

    def __init__(self, outbox: OutboxApi) -> None:
        self._outbox = outbox

    async def deliver(
        self, agent: Agent, channels: Iterable[InputChannel], order: Order
    ) -> Receipt:
        """Say ``order`` in its dialogue and send what was said.

        Raises:
            ApiError: the outbox cannot be asked; nothing was sent.
            Superseded: the outbox does not want it.
        """
        receipt = await self._said_and_sent(agent, channels, order)
        await self._report(order, receipt)
        return receipt

    async def _said_and_sent(
        self, agent: Agent, channels: Iterable[InputChannel], order: Order
    ) -> Receipt:
        channel = _channel_of(channels, order)
        if channel is None:
            return Receipt(REFUSED, "channel.no_push")
        if not channel.is_configured:
            return Receipt(TEMPORARY, "channel.not_configured")
        try:
            said = await say(agent, order)
        except UnknownIntent:
            return Receipt(REFUSED, "intent.unknown")
        output = MessagingOutput(channel)
        for response in said:
            await output.send_response(order.person, order.revealed(response))
        if not output.has_something:
            # The action server was away; it waits, and the person is spared an apology.
            return Receipt(TEMPORARY, "dialogue.silent")
        if not await self._outbox.start(order.id, order.attempt):
            raise Superseded(str(order.id))
        return await _sent(channel.name, output, order)

    async def _report(self, order: Order, receipt: Receipt) -> None:
        body = receipt.body(order.attempt)
        pauses: List[Optional[float]] = [*_RECEIPT_PAUSES_S, None]
        for pause in pauses:
            try:
                await self._outbox.receive(order.id, body)
                return
            except ApiRejected as error:
                logger.error("outbox: the receipt of %s was refused: %s", order.id, error)
                return
            except ApiError as error:
                logger.warning("outbox: the receipt of %s waits: %s", order.id, error)
            if pause is not None:
                await asyncio.sleep(pause)
        # The worker gets the same receipt as its answer.
        logger.error("outbox: the receipt of %s was not taken", order.id)


async def _sent(channel: str, output: MessagingOutput, order: Order) -> Receipt:
    try:
        await output.flush(order.person, order.id)
    except Unreachable as error:
        return Receipt(UNREACHABLE, error.reason)
    except SendFailed as error:
        outcome = TEMPORARY if error.temporary else REFUSED
        return Receipt(outcome, error.reason, perhaps_arrived=error.reason == _NO_ANSWER)
    except Exception:
        logger.exception("%s: a send crashed", channel)
        return Receipt(TEMPORARY, "channel.crashed", perhaps_arrived=True)
    return Receipt(SENT)


def _channel_of(channels: Iterable[InputChannel], order: Order) -> Optional[MessagingChannel]:
    """The channel that can push to the person; REST waits to be asked."""
    by_name: Dict[str, Any] = {
        item.name(): item for item in channels if isinstance(item, MessagingInput)
    }
    found = by_name.get(order.channel)
    return None if found is None else found.messaging
