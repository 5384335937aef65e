"""Keyboards: what ``reply_markup`` may hold."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram.errors import bad_request

MOST_BUTTONS = 100
DATA_BYTES = 64
ACTIONS = {
    "callback_data", "url", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "pay",
}  # fmt: skip


def check_markup(markup: object, private: bool) -> dict[str, Any] | None:
    """The markup when it may be sent; None when there is none.

    Raises:
        TelegramError: 400.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        for button in _buttons(markup["inline_keyboard"]):
            _check_inline(button)
    elif "keyboard" in markup:
        for button in _buttons(markup["keyboard"]):
            _check_key(button, private)
    return markup


def _buttons(rows: object) -> list[dict[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("reply markup must be an array of arrays of buttons")
    buttons = [
        {"text": button} if isinstance(button, str) else button for row in rows for button in row
    ]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if not all(isinstance(button, dict) for button in buttons):
        raise bad_request("KeyboardButton must be an Object")
    for button in buttons:
        if not str(button.get("text", "")).strip():
            raise bad_request("can't parse keyboard button: text must be non-empty")
    return buttons


def _check_inline(button: dict[str, Any]) -> None:
    if len(ACTIONS & set(button)) != 1:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(str(button["url"]))


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    wrong = f"inline keyboard button URL '{url}' is invalid"
    if parts.scheme not in ("http", "https", "tg"):
        raise bad_request(f"{wrong}: Unsupported URL protocol")
    if parts.scheme != "tg" and "." not in (parts.hostname or ""):
        raise bad_request(f"{wrong}: Wrong HTTP URL")


def _check_key(button: dict[str, Any], private: bool) -> None:
    asks = button.get("request_contact"), button.get("request_location")
    if any(asks) and not private:
        raise bad_request("phone number or location can be requested in private chats only")
