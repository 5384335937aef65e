"""Mask each message where every channel's messages meet: in Rasa's processor."""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from bot.privacy.masking import Masked, mask, mask_deep, mask_whole
from bot.privacy.vault import keep

# Slots whose answer is kept from tracker and logs as a whole (``domain/``).
SENSITIVE_SLOTS = frozenset({"person_name", "phone", "verifier", "address"})
_COMMAND = "/"
# What our own channels put beside a text: ids and addresses of the platform, no person's.
_PLATFORM_IDS = frozenset({"event_keys", "url", "thumbnail", "file_id"})
_OUR_CHANNELS = frozenset({"zalo", "telegram", "web"})

_stock_handle = MessageProcessor._handle_message_with_tracker
_stock_parse = MessageProcessor.parse_message


async def handle_message_with_tracker(
    self: MessageProcessor, message: UserMessage, tracker: DialogueStateTracker
) -> None:
    """Mask ``message`` for good, then go on as stock does."""
    text = message.text or ""
    asked = tracker.get_slot("requested_slot")
    is_answer = asked in SENSITIVE_SLOTS and not text.startswith(_COMMAND)
    masked = mask_whole(text) if is_answer and text.strip() else mask(text)
    message.text = masked.text
    message.metadata = await _metadata(message, masked)
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


async def _metadata(message: UserMessage, masked: Masked) -> Dict[str, Any]:
    given: Dict[str, Any] = dict(message.metadata or {})
    # A client must not bring references of its own.
    given.pop("vault", None)
    kept = _PLATFORM_IDS if message.input_channel in _OUR_CHANNELS else frozenset()
    metadata, beside = mask_deep(given, kept)
    values = [*masked.values, *beside]
    if values:
        metadata["vault"] = await keep(message.sender_id, values)
    return metadata


def install() -> None:
    """Replace both methods on ``MessageProcessor``."""
    MessageProcessor._handle_message_with_tracker = handle_message_with_tracker
    MessageProcessor.parse_message = parse_message
