"""Every event of the specification becomes what the person did."""

import json
from pathlib import Path

import pytest

from bot.channels.inbound import Inbound, Kind
from bot.channels.zalo.events import read_events
from bot.channels.zalo.payloads import Payloads
from tests.fakes.zalo import events

PAYLOADS = Payloads("a secret")
USER = "zalo:246845883529197922"
# File of specs/samples/zalo/webhook → kind, text and the data that must be there.
SAMPLES = {
    "anonymous_send_text": (Kind.TEXT, "xin chào", {}),
    "follow": (Kind.FOLLOW, "", {}),
    "oa_send_text": (Kind.HUMAN_REPLY, "Xin chào!", {}),
    "unfollow": (Kind.UNFOLLOW, "", {}),
    "user_click_chatnow": None,
    "user_click_response_button": (
        Kind.BUTTON,
        "XAC_NHAN",
        {"tracking_id": "APPT-20260310-0001"},
    ),
    "user_received_message": None,
    "user_received_message_zns": None,
    "user_seen_message": None,
    "user_send_audio": (Kind.VOICE, "", {"url": "https://example.invalid/v.amr"}),
    "user_send_business_card": (Kind.CONTACT, "", {}),
    "user_send_file": (
        Kind.FILE,
        "",
        {"url": "https://example.invalid/f.pdf", "name": "don-de-nghi.pdf", "size": "48234"},
    ),
    "user_send_gif": (Kind.STICKER, "", {}),
    "user_send_image": (Kind.IMAGE, "giấy hẹn", {"url": "https://example.invalid/p.jpg"}),
    "user_send_link": (Kind.TEXT, "https://dichvucong.gov.vn", {}),
    "user_send_location": (
        Kind.LOCATION,
        "",
        {"latitude": "10.764612", "longitude": "106.687325"},
    ),
    "user_send_sticker": (Kind.STICKER, "", {}),
    "user_send_text": (Kind.TEXT, "Tra cứu hồ sơ 000.00.01.H29-260310-0420", {}),
    "user_send_text_button_payload": (Kind.BUTTON, "tra cuu ho so", {}),
    "user_send_text_quote": (Kind.TEXT, "cái này là gì?", {}),
    "user_send_video": (Kind.VIDEO, "", {"url": "https://example.invalid/v.mp4"}),
    "user_submit_info": (
        Kind.CONTACT,
        "",
        {"phone": "0900000000", "name": "Nguyễn Văn A", "ward": "Phường Sài Gòn"},
    ),
    "user_submit_info_legacy": (
        Kind.CONTACT,
        "",
        {"phone": "0900000000", "ward": "Phường Bến Nghé", "district": "Quận 1"},
    ),
    "user_withdraw": (Kind.WITHDRAW, "", {}),
}


def read(event: object, payloads: Payloads = PAYLOADS) -> "list[Inbound]":
    return read_events(json.dumps(event).encode(), payloads)


def one(event: object) -> Inbound:
    (found,) = read({"timestamp": "1790000000123", **event})
    return found


def test_every_sample_goes_in_and_the_right_thing_comes_out(shared: Path):
    folder = shared / "specs" / "samples" / "zalo" / "webhook"
    assert {path.stem for path in folder.glob("*.json")} == set(SAMPLES)
    for name, expected in SAMPLES.items():
        found = read_events((folder / f"{name}.json").read_bytes(), PAYLOADS)
        if expected is None:
            assert found == [], name
            continue
        (event,) = found
        kind, text, data = expected
        assert (event.kind, event.text) == (kind, text), name
        assert data.items() <= event.data.items(), name
        assert event.occurred_at == 1543908534.740, name
        if not name.startswith("anonymous"):
            assert event.person == USER, name


def test_a_visitor_is_told_apart_and_can_be_answered():
    event = one(events.anonymous_text("anon-1", "c0", "xin chào"))
    assert event.person == "zalo:visitor:anon-1:c0"


def test_a_resend_has_the_same_key_and_others_have_not():
    text = events.user_text("1", "chào")
    assert one(text).key == one(text).key == f"msg:{text['message']['msg_id']}"
    keys = {one(item("1")).key for item in (events.follow, events.unfollow, events.withdraw)}
    assert len(keys) == 3
    first, later = (
        read({**events.follow("1"), "timestamp": stamp})[0].key for stamp in ("1790", "1791")
    )
    assert first != later


def test_the_inbox_takes_every_key():
    long = events.user_text("1", "chào")
    long["message"]["msg_id"] = "x" * 500
    assert len(one(long).key) <= 128


def test_only_our_own_buttons_give_commands():
    sealed = PAYLOADS.sealed('/choose{"code": "1.001193"}')
    pressed = one(events.user_text("1", sealed))
    assert (pressed.kind, pressed.text) == (Kind.BUTTON, '/choose{"code": "1.001193"}')


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        "#/restart",
        "#/restart~000000000000",
        "#/restart~" + PAYLOADS.sealed("/help")[-12:],
        PAYLOADS.sealed("/help") + "x",
        Payloads("another secret").sealed("/restart"),
    ],
)
def test_a_typed_command_is_words(typed: str):
    event = one(events.user_text("1", typed))
    assert (event.kind, event.text) == (Kind.TEXT, typed)


def test_a_menus_entry_becomes_words_and_never_a_command():
    assert one(events.user_text("1", "#lam_khai_sinh")).text == "lam khai sinh"
    assert one(events.user_text("1", "#___")).kind is Kind.TEXT


def test_our_own_echo_is_ignored_and_an_officer_is_not():
    echo = events.admin_text("1", "Dạ")
    officer = one(echo)
    assert (officer.kind, officer.person) == (Kind.HUMAN_REPLY, "zalo:1")
    del echo["sender"]["admin_id"]
    assert read(echo) == []


@pytest.mark.parametrize(
    "event",
    [
        {"event_name": "user_send_text"},
        {"event_name": "user_send_text", "sender": {"id": "1"}, "message": {"text": "  "}},
        {"event_name": "user_send_text", "sender": {"id": ""}, "message": {"text": "a"}},
        {
            "event_name": "user_send_location",
            "sender": {"id": "1"},
            "message": {"attachments": [{}]},
        },
        {"event_name": "user_submit_info", "sender": {"id": "1"}, "info": "no"},
        {"event_name": "follow", "follower": None},
        {"event_name": "something_new", "sender": {"id": "1"}},
        {"event_name": "user_send_hologram", "sender": {"id": "1"}, "message": {}},
    ],
)
def test_what_has_another_shape_is_left_alone(event: dict):
    assert read(event) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"event_name": 7}', b"[" * 100_000])
def test_what_is_no_event_is_refused(body: bytes):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        read_events(body, PAYLOADS)


def test_half_a_pair_of_surrogates_can_be_written_on():
    (event,) = read_events(
        b'{"event_name":"user_send_text","timestamp":1,"sender":{"id":"1"},'
        b'"message":{"msg_id":"m","text":"a\\ud83d"}}',
        PAYLOADS,
    )
    assert event.text.encode()


def test_large_ids_keep_every_digit():
    text = events.user_text("9223372036854775807123", "chào")
    assert one(text).person == "zalo:9223372036854775807123"
    assert read_events(
        b'{"event_name":"unfollow","follower":{"id":9223372036854775807123},"timestamp":1}',
        PAYLOADS,
    )[0].person.endswith("807123")
