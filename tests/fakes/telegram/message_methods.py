"""Methods that send or change messages."""

from __future__ import annotations

from typing import Any

from tests.fakes.telegram.errors import TelegramError, bad_request
from tests.fakes.telegram.html import parse_html
from tests.fakes.telegram.markup import check_markup
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.state import Chat, StoredFile, TelegramFake

TEXT_CHARACTERS = 4096
CAPTION_CHARACTERS = 1024
MEGABYTE = 1_048_576
CHAT_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
}  # fmt: skip


def send_message(fake: TelegramFake, params: Params) -> dict[str, Any]:
    """A text of 1 to 4096 characters."""
    chat = _target(fake, params)
    text, entities = _formatted(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_CHARACTERS:
        raise bad_request("message is too long")
    return _deliver(fake, chat, params, "sendMessage", _with(entities, "entities", text=text))


def send_photo(fake: TelegramFake, params: Params) -> dict[str, Any]:
    """A picture up to 10 MB."""
    chat = _target(fake, params)
    caption = _caption(params)
    file = _file(fake, params, "photo", 10 * MEGABYTE)
    sizes = [{**_described(file), "width": 640, "height": 480}]
    return _deliver(fake, chat, params, "sendPhoto", {"photo": sizes, **caption})


def send_document(fake: TelegramFake, params: Params) -> dict[str, Any]:
    """A file up to 50 MB."""
    chat = _target(fake, params)
    caption = _caption(params)
    file = _file(fake, params, "document", 50 * MEGABYTE)
    document = {**_described(file), "file_name": file.name}
    return _deliver(fake, chat, params, "sendDocument", {"document": document, **caption})


def send_location(fake: TelegramFake, params: Params) -> dict[str, Any]:
    """A point, in degrees."""
    chat = _target(fake, params)
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_request("wrong location specified")
    place = {"latitude": latitude, "longitude": longitude}
    return _deliver(fake, chat, params, "sendLocation", {"location": place})


def send_chat_action(fake: TelegramFake, params: Params) -> bool:
    """The sign that something is coming."""
    fake.chat(params.text("chat_id"))
    if params.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def edit_message_reply_markup(fake: TelegramFake, params: Params) -> dict[str, Any]:
    """Change or take away the buttons of a message of ours."""
    chat = fake.chat(params.text("chat_id"))
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != fake.settings.bot_id:
        raise bad_request("message can't be edited")
    markup = check_markup(params.json("reply_markup"), chat.private) or {}
    if markup.get("inline_keyboard", []) == _keyboard(message):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message"
        )
    message.pop("reply_markup", None)
    if markup.get("inline_keyboard"):
        message["reply_markup"] = markup
    return message


def _keyboard(message: dict[str, Any]) -> list[Any]:
    return list(message.get("reply_markup", {}).get("inline_keyboard", []))


def _target(fake: TelegramFake, params: Params) -> Chat:
    chat = fake.chat(params.text("chat_id"))
    fake.flood.take(chat.id)
    return chat


def _formatted(params: Params, text: str, entities: str) -> tuple[str, list[dict[str, Any]]]:
    source, mode = params.text(text) or "", params.text("parse_mode")
    if not mode:
        return source.strip(), params.json(entities) or []
    if mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return parse_html(source)


def _caption(params: Params) -> dict[str, Any]:
    caption, entities = _formatted(params, "caption", "caption_entities")
    if len(caption) > CAPTION_CHARACTERS:
        raise bad_request("message caption is too long")
    return _with(entities, "caption_entities", caption=caption) if caption else {}


def _with(entities: list[dict[str, Any]], name: str, **content: Any) -> dict[str, Any]:
    return {**content, name: entities} if entities else content


def _file(fake: TelegramFake, params: Params, name: str, limit: int) -> StoredFile:
    uploaded = params.file(name)
    if uploaded is not None:
        if len(uploaded.content) > limit:
            raise TelegramError(413, "Request Entity Too Large")
        if not uploaded.content:
            raise bad_request("file must be non-empty")
        return fake.store(uploaded.name, uploaded.content)
    given = params.text(name) or ""
    if given.startswith(("http://", "https://")):
        return fake.store(given.rsplit("/", 1)[-1], b"fetched from the web")
    if given not in fake.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return fake.files[given]


def _described(file: StoredFile) -> dict[str, Any]:
    unique = file.file_id[1:13]
    return {"file_id": file.file_id, "file_unique_id": unique, "file_size": len(file.content)}


def _deliver(
    fake: TelegramFake, chat: Chat, params: Params, method: str, content: dict[str, Any]
) -> dict[str, Any]:
    markup = check_markup(params.json("reply_markup"), chat.private)
    _check_reply(chat, params)
    message = {
        "message_id": fake.next_message_id(chat),
        "from": fake.bot(),
        "chat": chat.shown,
        "date": int(fake.clock.now_s()),
        **content,
    }
    if markup and "inline_keyboard" in markup:
        message["reply_markup"] = markup
    chat.messages[message["message_id"]] = message
    fake.sent.append(
        {"chat_id": chat.id, "method": method, "message": dict(message), "reply_markup": markup}
    )
    return message


def _check_reply(chat: Chat, params: Params) -> None:
    reply = params.json("reply_parameters") or {}
    if not reply or reply.get("allow_sending_without_reply"):
        return
    if reply.get("message_id") not in chat.messages:
        raise bad_request("message to be replied not found")
