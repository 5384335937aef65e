"""Every update of the specification becomes what the person did."""

import json
from pathlib import Path

import pytest

from bot.channels.base.merging import merge
from bot.channels.inbound import Inbound, Kind
from bot.channels.telegram.callback_data import CallbackData
from tests.bot.telegram.tools import CHAT, NOW_S, PERSON, TOKEN, WORDING, read
from tests.fakes.telegram import updates

# File of specs/samples/telegram → kind, text, data and time.
SAMPLES = {
    "update_blocked": (Kind.UNREACHABLE, "", {"reason": "blocked"}, 1773104404),
    "update_callback": (Kind.BUTTON, "tra cuu", {}, NOW_S),
    "update_command": (Kind.BUTTON, "/dossier_status", {"link": "hoso"}, 1773104400),
    "update_contact": (Kind.CONTACT, "", {"phone": "0900000000"}, 1773104402),
    "update_location": (
        Kind.LOCATION,
        "",
        {"latitude": "10.7769", "longitude": "106.7009"},
        1773104403,
    ),
    "update_text": (Kind.TEXT, "tra cứu hồ sơ", {}, 1773104400),
}


def sent(update: dict, **more: object) -> dict:
    """A complete update."""
    update = {"update_id": 7, **update}
    for content in (update.get(name) for name in ("message", "my_chat_member")):
        if content is not None:
            content.setdefault("date", 1_780_000_000)
    if "message" in update:
        update["message"] = {"message_id": 5, **update["message"], **more}
    return update


def one(update: dict, **more: object) -> Inbound:
    (event,) = read(sent(update, **more)).events
    return event


def test_every_sample_goes_in_and_the_right_thing_comes_out(shared: Path):
    folder = shared / "specs" / "samples" / "telegram"
    found = {path.stem for path in folder.glob("update_*.json")}
    assert found == set(SAMPLES)
    for name, expected in SAMPLES.items():
        body = (folder / f"{name}.json").read_bytes()
        (event,) = read(body).events
        assert (event.kind, event.text, event.data, event.occurred_at) == expected, name
        assert event.person == "telegram:42"
        assert event.key == f"update:{json.loads(body)['update_id']}"


def test_a_resend_has_the_same_key_and_others_have_not():
    first, again = one(updates.text(CHAT, "alo")), one(updates.text(CHAT, "alo"))
    assert first == again
    assert read({**sent(updates.text(CHAT, "alo")), "update_id": 8}).events[0].key != first.key
    assert first.person == PERSON


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("/start", Kind.BUTTON, "/start"),
        ("/start@motcua_bot", Kind.BUTTON, "/start"),
        ("/HELP", Kind.BUTTON, "/help"),
        ("/diachi", Kind.BUTTON, '/ask_centre{"question":"overview"}'),
        ("/start khongco", Kind.BUTTON, "/start"),
        ("/hoso 000.00.01.H29", Kind.TEXT, "Tra cứu hồ sơ 000.00.01.H29"),
        ("/timthutuc khai\nsinh", Kind.TEXT, "Tìm thủ tục khai\nsinh"),
        ("/restart", Kind.TEXT, "/restart"),
        ('/choose{"code":"1.001193"}', Kind.TEXT, '/choose{"code":"1.001193"}'),
        ("1/2 cuốn", Kind.TEXT, "1/2 cuốn"),
    ],
)
def test_only_the_menus_commands_are_commands(typed: str, kind: Kind, text: str):
    event = one(updates.text(CHAT, typed))
    assert (event.kind, event.text) == (kind, text)
    if kind is Kind.TEXT:
        assert not merge([(1, event)])[0].text.startswith("/")


def test_a_contact_of_somebody_else_tells_no_phone():
    own, others = updates.contact(CHAT, "+84912000111"), updates.contact(CHAT, "84912000111", 999)
    assert one(own).data == {"phone": "0912000111"}
    assert (one(others).kind, one(others).data) == (Kind.CONTACT, {})
    del own["message"]["contact"]["user_id"]
    assert one(own).data == {}


def test_the_largest_picture_is_taken():
    update = updates.photo(CHAT, "small", "giấy hẹn")
    sizes = update["message"]["photo"]
    sizes.insert(0, {**sizes[0], "file_id": "large", "width": 1280, "height": 960})
    event = one(update, media_group_id="77")
    assert (event.kind, event.text) == (Kind.IMAGE, "giấy hẹn")
    assert event.data == {"file_id": "large", "album": "77"}


FILE = {"file_id": "F", "file_unique_id": "U"}


@pytest.mark.parametrize(
    ("content", "kind", "data"),
    [
        ({"voice": {**FILE, "duration": 3}}, Kind.VOICE, {"file_id": "F"}),
        ({"audio": {**FILE, "duration": 3}}, Kind.VOICE, {"file_id": "F"}),
        ({"video": {**FILE, "width": 1, "height": 1, "duration": 1}}, Kind.VIDEO, {"file_id": "F"}),
        ({"video_note": {**FILE, "length": 1, "duration": 1}}, Kind.VIDEO, {"file_id": "F"}),
        (
            {"sticker": {**FILE, "type": "regular", "width": 1, "height": 1,
             "is_animated": False, "is_video": False}},
            Kind.STICKER, {"file_id": "F"},
        ),
        (
            {"animation": {**FILE, "width": 1, "height": 1, "duration": 1}, "document": FILE},
            Kind.STICKER, {"file_id": "F"},
        ),
        ({"dice": {"emoji": "🎲", "value": 3}}, Kind.STICKER, {}),
        (
            {"document": {**FILE, "file_name": "đơn.pdf", "mime_type": "application/pdf",
             "file_size": 48234}},
            Kind.FILE,
            {"file_id": "F", "name": "đơn.pdf", "type": "application/pdf", "size": "48234"},
        ),
    ],
)  # fmt: skip
def test_what_people_send(content: dict, kind: Kind, data: dict):
    update = updates.text(CHAT, "")
    del update["message"]["text"]
    event = one(update, **content)
    assert (event.kind, event.data) == (kind, data)


def changed(update: dict, old: str, new: str) -> dict:
    return {"update_id": 7, new: update[old]}


def from_bot(update: dict) -> dict:
    update["message"]["from"]["is_bot"] = True
    return update


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        (changed(sent(updates.text(CHAT, "a")), "message", "edited_message"), "edited"),
        (changed(sent(updates.text(CHAT, "a")), "message", "channel_post"), "another kind"),
        (sent(updates.group_text(-5, CHAT, "a")), "not a private chat"),
        (sent(updates.group_text(-5, CHAT, "/start")), "not a private chat"),
        (from_bot(sent(updates.text(CHAT, "a"))), "not a person"),
        (sent(updates.unblocked(CHAT)), "unblocked"),
        ({"update_id": 7}, "another kind"),
        (sent(updates.text(CHAT, ""), text=""), "a message without content for us"),
        (sent(updates.text(CHAT, "a"), chat={}), "another shape: KeyError"),
        (sent(updates.text(CHAT, "a"), date="x"), "another shape: TypeError"),
        (sent(updates.text(CHAT, "a"), chat=[3]), "another shape: AttributeError"),
    ],
)
def test_the_rest_is_ignored_and_says_why(update: dict, reason: str):
    reading = read(update)
    assert (reading.events, reading.query_id) == ((), "")
    assert reading.ignored.split(":")[0] == reason.split(":")[0]


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{", b"{}", b'{"update_id":"7"}', b'{"update_id":true}', b"\xff",
     b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_update_is_refused(body: bytes):
    with pytest.raises(ValueError, match=r".+"):
        read(body)


def tap(data: str, **message: object) -> dict:
    shown = {"message_id": 3, "date": 1_780_000_000, "chat": updates.private_chat(CHAT), **message}
    return {"update_id": 7, **updates.callback(shown, data)}


def test_our_button_is_heard_and_must_be_answered():
    payload = '/choose{"code":"1.001193","section":"fees"}'
    update = tap(CallbackData(TOKEN).written(payload))
    reading = read(update)
    (event,) = reading.events
    assert (event.kind, event.text, event.person) == (Kind.BUTTON, payload, PERSON)
    # Telegram does not say when; the message may be of last week.
    assert event.occurred_at == NOW_S
    assert (reading.query_id, reading.notice) == (update["callback_query"]["id"], "")


def test_a_button_under_a_message_too_old_to_show():
    (event,) = read(tap("Đăng ký khai sinh", date=0)).events
    assert (event.kind, event.text) == (Kind.BUTTON, "Đăng ký khai sinh")


def test_a_button_that_is_not_ours_is_answered_but_not_heard():
    reading = read(tap('~AAAAAAAA/choose{"code":"1"}'))
    assert reading.events == ()
    assert reading.notice == WORDING.texts.old_button
    assert reading.query_id
    group = tap("a", chat={"id": -5, "type": "group", "title": "x"})
    assert (read(group).events, read(group).notice) == ((), "")


def test_being_taken_into_a_group_is_noticed_once():
    update = sent(updates.unblocked(CHAT))
    change = update["my_chat_member"]
    change["chat"] = {"id": -5, "type": "supergroup", "title": "x"}
    change["old_chat_member"]["status"] = "left"
    change["old_chat_member"].pop("until_date")
    assert read(update).joined == -5
    change["old_chat_member"]["status"] = "member"
    assert read(update).joined is None


def test_half_a_letter_does_no_harm():
    body = json.dumps(sent(updates.text(CHAT, "xin \ud83d chào"))).encode()
    (event,) = read(body).events
    assert event.text == "xin ? chào"
