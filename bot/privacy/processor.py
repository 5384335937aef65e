"""Mask each message where every channel's messages meet: in Rasa's processor."""

from __future__ import annotations

from typing import Any, Dict, Optional, Sequence

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from bot.privacy.masking import Value, mask, mask_deep, mask_whole
from bot.privacy.vault import keep

# Slots whose answer is kept from tracker and logs as a whole (``domain/``).
SENSITIVE_SLOTS = frozenset({"person_name", "phone", "verifier", "address"})
_COMMAND = "/"
# Where a message carries its references.
_VAULT = "vault"
# What our own channels put beside a text: ids and addresses of the platform, no person's.
_PLATFORM_IDS = frozenset({"event_keys", "url", "thumbnail", "file_id"})
_OUR_CHANNELS = frozenset({"zalo", "telegram", "web"})

_stock_log = MessageProcessor.log_message
_stock_handle = MessageProcessor._handle_message_with_tracker
_stock_parse = MessageProcessor.parse_message


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
    await _stock_handle(self, message, tracker)


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
    kept = _PLATFORM_IDS if message.input_channel in _OUR_CHANNELS else frozenset()
    masked, values = mask_deep(given, kept)
    return await _with_values(message, masked, values)


async def _with_values(
    message: UserMessage, metadata: Dict[str, Any], values: Sequence[Value]
) -> Dict[str, Any]:
    """``metadata`` with references to ``values``, which go into the vault."""
    if not values:
        return metadata
    references = await keep(message.sender_id, values)
    return {**metadata, _VAULT: [*metadata.get(_VAULT, []), *references]}


def install() -> None:
    """Replace the three methods on ``MessageProcessor``."""
    MessageProcessor.log_message = log_message
    MessageProcessor._handle_message_with_tracker = handle_message_with_tracker
    MessageProcessor.parse_message = parse_message
