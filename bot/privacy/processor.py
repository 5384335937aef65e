"""Mask each message where every channel's messages meet: in Rasa's processor."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Dict, List, Optional, Sequence, Tuple

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from api.client import ClientSettings
from bot.privacy.masking import MASK, Value, mask, mask_deep, mask_whole
from bot.privacy.sender import UnderOwnName, known_as
from bot.privacy.vault import keep

# Slots whose answer is kept from tracker and logs as a whole (``domain/``).
SENSITIVE_SLOTS = frozenset({"person_name", "phone", "contact_phone", "verifier", "address"})
_COMMAND = "/"
# Where a message carries its references.
_VAULT = "vault"
# What our own channels put beside a text: ids of the platform, no person's.
_PLATFORM_IDS = frozenset({"event_keys"})
_OUR_CHANNELS = frozenset({"zalo", "telegram", "web"})
# A number that a platform vouches for: the person's own, whatever it looks like.
_DATA, _PHONE = "data", "phone"

_stock_agent = Agent.handle_message
_stock_log = MessageProcessor.log_message
_stock_handle = MessageProcessor._handle_message_with_tracker
_stock_parse = MessageProcessor.parse_message
# Where a masked message goes on to; ``bot/handover`` stands in between.
hand_on: Callable[[MessageProcessor, UserMessage, DialogueStateTracker], Awaitable[None]] = (
    _stock_handle
)


async def handle_message(self: Agent, message: UserMessage) -> Optional[List[Dict[str, Any]]]:
    """Give the conversation a name that is nobody's number, before anything is done with it."""
    key = ClientSettings.from_environment().token
    given, output = message.sender_id, message.output_channel
    message.sender_id = known_as(given, message.input_channel or "", key)
    if message.sender_id != given and output is not None:
        message.output_channel = UnderOwnName(output, given)
    heard: Optional[List[Dict[str, Any]]] = await _stock_agent(self, message)
    # As stock does for a message that came without an output.
    return output.messages if isinstance(output, CollectingOutputChannel) else heard


async def log_message(
    self: MessageProcessor, message: UserMessage, should_save_tracker: bool = True
) -> DialogueStateTracker:
    """Mask what came beside the text: a new session keeps it before the text is looked at."""
    message.metadata = await _metadata(message)
    return await _stock_log(self, message, should_save_tracker)


async def handle_message_with_tracker(
    self: MessageProcessor, message: UserMessage, tracker: DialogueStateTracker
) -> None:
    """Mask the text of ``message`` for good, then go on as stock does."""
    text = message.text or ""
    asked = tracker.get_slot("requested_slot")
    # A form that was left open overnight is gone with its session; its last question is not.
    is_asked = tracker.active_loop is not None and asked in SENSITIVE_SLOTS
    is_answer = is_asked and not text.startswith(_COMMAND)
    masked = mask_whole(text) if is_answer and text.strip() else mask(text)
    message.text = masked.text
    message.metadata = await _with_values(message, message.metadata or {}, masked.values)
    await hand_on(self, message, tracker)


async def parse_message(
    self: MessageProcessor,
    message: UserMessage,
    tracker: Optional[DialogueStateTracker] = None,
    only_output_properties: bool = True,
) -> Dict[str, Any]:
    """Parse the masked text: ``/model/parse`` comes here without the step above."""
    message.text = mask(message.text or "").text
    parsed: Dict[str, Any] = await _stock_parse(self, message, tracker, only_output_properties)
    return parsed


async def _metadata(message: UserMessage) -> Dict[str, Any]:
    given: Dict[str, Any] = dict(message.metadata or {})
    # A client must not bring references of its own.
    given.pop(_VAULT, None)
    if message.input_channel not in _OUR_CHANNELS:
        masked, values = mask_deep(given)
        return await _with_values(message, masked, values)
    given, phone = _without_phone(given)
    masked, values = mask_deep(given, _PLATFORM_IDS)
    return await _with_values(message, masked, [*phone, *values])


def _without_phone(metadata: Dict[str, Any]) -> Tuple[Dict[str, Any], List[Value]]:
    data = metadata.get(_DATA)
    if not isinstance(data, dict) or not data.get(_PHONE):
        return metadata, []
    hidden = {**metadata, _DATA: {**data, _PHONE: MASK}}
    return hidden, [(_PHONE, str(data[_PHONE]))]


async def _with_values(
    message: UserMessage, metadata: Dict[str, Any], values: Sequence[Value]
) -> Dict[str, Any]:
    """``metadata`` with references to ``values``, which go into the vault."""
    if not values:
        return metadata
    references = await keep(message.sender_id, values)
    return {**metadata, _VAULT: [*metadata.get(_VAULT, []), *references]}


def install() -> None:
    """Replace three methods on ``MessageProcessor``, and the one on ``Agent`` before them."""
    Agent.handle_message = handle_message
    MessageProcessor.log_message = log_message
    MessageProcessor._handle_message_with_tracker = handle_message_with_tracker
    MessageProcessor.parse_message = parse_message
