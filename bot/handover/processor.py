"""Between the mask and the dialogue: who has a request is heard by an officer.

What the officer is to answer is kept in the conversation, masked, and nothing is predicted.
"""

from __future__ import annotations

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.handover.relay import relay
from bot.privacy import processor as privacy

SLOT = "handover"
# Where a tracker carries, for one turn, what is said instead of an answer.
_SAYS = "_motcua_handover_says"

_stock_handle = MessageProcessor._handle_message_with_tracker
_stock_extract = MessageProcessor.run_action_extract_slots
_stock_predict = MessageProcessor._run_prediction_loop


async def handle(
    self: MessageProcessor, message: UserMessage, tracker: DialogueStateTracker
) -> None:
    """Pass ``message`` on where there is a request, then hear it as stock does."""
    if not tracker.get_slot(SLOT):
        await _stock_handle(self, message, tracker)
        return
    verdict = await relay(message, tracker.events)
    if not verdict.open:
        tracker.update(SlotSet(SLOT, None), self.domain)
    await _stock_handle(self, message, tracker)
    if verdict.says is not None:
        setattr(tracker, _SAYS, verdict.says)


async def run_action_extract_slots(
    self: MessageProcessor, output_channel: OutputChannel, tracker: DialogueStateTracker
) -> DialogueStateTracker:
    """As stock; a form that was open hears nothing of what is for the officer."""
    if hasattr(tracker, _SAYS):
        return tracker
    extracted: DialogueStateTracker = await _stock_extract(self, output_channel, tracker)
    return extracted


async def run_prediction_loop(
    self: MessageProcessor, output_channel: OutputChannel, tracker: DialogueStateTracker
) -> None:
    """As stock; where an officer talks, only what is said in the place of an answer."""
    says = tracker.__dict__.pop(_SAYS, None)
    if says is None:
        await _stock_predict(self, output_channel, tracker)
        return
    await self._send_bot_messages(says, tracker, output_channel)
    tracker.update_with_events([*says, ActionExecuted(ACTION_LISTEN_NAME)], self.domain)


def install() -> None:
    """Stand behind the mask, and replace two methods on ``MessageProcessor``."""
    privacy.hand_on = handle
    MessageProcessor.run_action_extract_slots = run_action_extract_slots
    MessageProcessor._run_prediction_loop = run_prediction_loop
