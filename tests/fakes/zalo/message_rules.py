"""What the body of a consultation message may hold."""

from __future__ import annotations

from typing import Any

from tests.fakes.zalo.button_rules import (
    TITLE_CHARACTERS,
    check_buttons_payload,
    check_list_payload,
    text_within,
)
from tests.fakes.zalo.errors import EXPIRED_ATTACHMENT, MESSAGE_TYPE, ZaloError, invalid
from tests.fakes.zalo.settings import ATTACHMENT_LIFE_S
from tests.fakes.zalo.state import ZaloFake

TEXT_CHARACTERS = 2000
SUBTITLE_CHARACTERS = 500


def check_message(message: object, fake: ZaloFake) -> dict[str, Any]:
    """The message when it may be sent.

    Raises:
        ZaloError: -201 a field, -233 a shape, -100 an attachment that is too old.
    """
    if not isinstance(message, dict) or not message:
        raise invalid("message")
    if "attachment" not in message or "text" in message:
        text_within(message.get("text"), TEXT_CHARACTERS, "text")
    if "quote_message_id" in message:
        text_within(message["quote_message_id"], 100, "quote_message_id")
    if "attachment" in message:
        _check_attachment(message, fake)
    return message


def _check_attachment(message: dict[str, Any], fake: ZaloFake) -> None:
    attachment = message["attachment"]
    payload = attachment.get("payload") if isinstance(attachment, dict) else None
    if not isinstance(payload, dict):
        raise invalid("attachment")
    if attachment.get("type") == "file":
        _check_upload(payload.get("token"), "file", "token", fake)
    elif attachment.get("type") == "template":
        _check_template(payload, message, fake)
    else:
        raise ZaloError(MESSAGE_TYPE)


def _check_template(payload: dict[str, Any], message: dict[str, Any], fake: ZaloFake) -> None:
    mode = fake.settings.button_mode
    match payload.get("template_type"):
        case None if "buttons" in payload:
            check_buttons_payload(payload, message, mode)
        case "list":
            check_list_payload(payload, mode)
        case "media":
            _check_media(_only_element(payload), fake)
        case "request_user_info":
            _check_request(_only_element(payload))
        case _:
            raise ZaloError(MESSAGE_TYPE)


def _only_element(payload: dict[str, Any]) -> dict[str, Any]:
    elements = payload.get("elements")
    if not isinstance(elements, list) or len(elements) != 1 or not isinstance(elements[0], dict):
        raise invalid("elements")
    return elements[0]


def _check_media(element: dict[str, Any], fake: ZaloFake) -> None:
    kind = element.get("media_type")
    if kind not in ("image", "gif", "sticker"):
        raise invalid("media_type")
    if kind == "gif" and not (element.get("width") and element.get("height")):
        raise invalid("width")
    if kind == "sticker":
        text_within(element.get("attachment_id"), 100, "attachment_id")
    elif "attachment_id" in element:
        _check_upload(element["attachment_id"], kind, "attachment_id", fake)
    elif not str(element.get("url", "")).startswith(("https://", "http://")):
        raise invalid("url")


def _check_request(element: dict[str, Any]) -> None:
    text_within(element.get("title"), TITLE_CHARACTERS, "title")
    text_within(element.get("subtitle"), SUBTITLE_CHARACTERS, "subtitle")
    text_within(element.get("image_url"), 2000, "image_url")


def _check_upload(key: object, kind: str, field: str, fake: ZaloFake) -> None:
    upload = fake.uploads.get(key) if isinstance(key, str) else None
    if upload is None or upload.kind != kind:
        raise invalid(field)
    if fake.clock.now_s() - upload.at_s > ATTACHMENT_LIFE_S:
        raise ZaloError(EXPIRED_ATTACHMENT)
