"""Buttons and lists: the shapes that one of the button modes lets pass."""

from __future__ import annotations

from typing import Any

from tests.fakes.zalo.errors import MESSAGE_TYPE, ZaloError, invalid

MOST = 5
TITLE_CHARACTERS = 100
QUERY_CHARACTERS = 1000
SMS_CHARACTERS = 160


def text_within(value: object, limit: int, field: str) -> str:
    """``value``, a text of 1 to ``limit`` characters; else -201."""
    if not isinstance(value, str) or not len(value.strip()) > 0 or len(value) > limit:
        raise invalid(field)
    return value


def check_buttons_payload(payload: dict[str, Any], message: dict[str, Any], mode: str) -> None:
    """Buttons beside a text."""
    if mode != "buttons":
        raise ZaloError(MESSAGE_TYPE)
    if not message.get("text"):
        raise invalid("text")
    _check_some(payload.get("buttons"), "buttons")
    for button in payload["buttons"]:
        _check_button(button)


def check_list_payload(payload: dict[str, Any], mode: str) -> None:
    """A list whose elements have one button each; buttons beside the elements do not pass."""
    if mode != "list" or "buttons" in payload:
        raise ZaloError(MESSAGE_TYPE)
    _check_some(payload.get("elements"), "elements")
    for element in payload["elements"]:
        _check_element(element)


def _check_element(element: dict[str, Any]) -> None:
    text_within(element.get("title"), TITLE_CHARACTERS, "title")
    text_within(element.get("subtitle"), 500, "subtitle")
    buttons = element.get("buttons", [])
    if not isinstance(buttons, list) or len(buttons) > 1:
        raise invalid("buttons")
    for button in buttons:
        _check_button(button)


def _check_some(items: object, field: str) -> None:
    if not isinstance(items, list) or not 1 <= len(items) <= MOST:
        raise invalid(field)
    if not all(isinstance(item, dict) for item in items):
        raise invalid(field)


def _check_button(button: object) -> None:
    if not isinstance(button, dict):
        raise invalid("buttons")
    text_within(button.get("title"), TITLE_CHARACTERS, "title")
    kind, payload = button.get("type"), button.get("payload")
    if kind in ("oa.query.show", "oa.query.hide"):
        text_within(payload, QUERY_CHARACTERS, "payload")
        return
    if not isinstance(payload, dict):
        raise invalid("payload")
    _check_opening(kind, payload)


def _check_opening(kind: object, payload: dict[str, Any]) -> None:
    if kind == "oa.open.url":
        if not str(payload.get("url", "")).startswith(("https://", "http://")):
            raise invalid("url")
        return
    if kind not in ("oa.open.phone", "oa.open.sms"):
        raise invalid("type")
    phone = payload.get("phone_code")
    if not isinstance(phone, str) or not phone.isdigit() or not phone.startswith("84"):
        raise invalid("phone_code")
    if kind == "oa.open.sms":
        text_within(payload.get("content"), SMS_CHARACTERS, "content")
