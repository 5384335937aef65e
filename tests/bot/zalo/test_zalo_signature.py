"""Who may speak as Zalo: the right one among ten thousand others."""

import hashlib
import hmac
import json
import random
from pathlib import Path
from types import SimpleNamespace

import pytest
from sanic.compat import Header

from bot.channels.channel import Refused
from bot.channels.zalo.settings import SignatureId, ZaloSettings
from bot.channels.zalo.signature import HEADER, check_signature, mac
from tests.bot.zalo.support import APP_ID, SECRET, USER, Running
from tests.fakes.receiver import Receiver
from tests.fakes.zalo import events
from tests.fakes.zalo.handle import FakeZalo

OA_ID = "7320000000000000042"
NOW_S = 1_790_000_000.0
SETTINGS = ZaloSettings(app_id=APP_ID, oa_secret_key=SECRET)


def body_at(seconds: float, text: str = "làm khai sinh", number: bool = False) -> bytes:
    stamp = int(seconds * 1000)
    event = {
        "app_id": APP_ID,
        "event_name": "user_send_text",
        "timestamp": stamp if number else str(stamp),
        "sender": {"id": USER},
        "recipient": {"id": OA_ID},
        "message": {"msg_id": "m1", "text": text},
    }
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def signed(body: bytes, first_term: str = APP_ID, secret: str = SECRET) -> str:
    return mac(first_term, body, str(json.loads(body)["timestamp"]), secret)


def refused(body: bytes, header: str, settings: ZaloSettings = SETTINGS) -> int:
    """The status of the refusal; 0: let pass."""
    try:
        check_signature(settings, body, header, NOW_S)
    except Refused as refusal:
        return refusal.status
    return 0


def test_the_specifications_vectors_pass(shared: Path):
    path = shared / "specs" / "samples" / "zalo" / "signature_vectors.json"
    vectors = json.loads(path.read_text(encoding="utf-8"))["vectors"]
    assert vectors
    for vector in vectors:
        settings = ZaloSettings(
            app_id=vector["app_id"], oa_secret_key=vector["oa_secret_key"], freshness_s=0
        )
        body = vector["raw_body"].encode()
        check_signature(settings, body, vector["header"], NOW_S)
        assert refused(body + b" ", vector["header"], settings) == 403


@pytest.mark.parametrize("form", ["mac={}", "mac = {}", "{}", " mac={} "])
def test_all_known_forms_of_the_header(form: str):
    body = body_at(NOW_S)
    assert refused(body, form.format(signed(body))) == 0


@pytest.mark.parametrize("header", ["", "mac=", "mac=xyz", "sha256=" + "0" * 64, "mac=" + "0" * 63])
def test_without_a_signature_401(header: str):
    assert refused(body_at(NOW_S), header) == 401


def test_the_timestamp_may_be_a_number():
    body = body_at(NOW_S, number=True)
    assert refused(body, signed(body)) == 0


@pytest.mark.parametrize(
    ("accepted", "first_term", "status"),
    [
        (SignatureId.APP, APP_ID, 0),
        (SignatureId.APP, OA_ID, 403),
        (SignatureId.OA, APP_ID, 403),
        (SignatureId.OA, OA_ID, 0),
        (SignatureId.BOTH, APP_ID, 0),
        (SignatureId.BOTH, OA_ID, 0),
    ],
)
def test_which_id_begins_the_signature_is_a_setting(
    accepted: SignatureId, first_term: str, status: int
):
    settings = ZaloSettings(app_id=APP_ID, oa_secret_key=SECRET, signature_id=accepted)
    body = body_at(NOW_S)
    assert refused(body, signed(body, first_term), settings) == status


@pytest.mark.parametrize("away_s", [0, -2 * 3600, 2 * 3600])
def test_late_tries_are_fresh_enough(away_s: float):
    body = body_at(NOW_S + away_s)
    assert refused(body, signed(body)) == 0


@pytest.mark.parametrize("away_s", [-5 * 3600, 5 * 3600])
def test_a_recorded_event_cannot_be_played_back_another_day(away_s: float):
    body = body_at(NOW_S + away_s)
    assert refused(body, signed(body)) == 403
    endless = ZaloSettings(app_id=APP_ID, oa_secret_key=SECRET, freshness_s=0)
    assert refused(body, signed(body), endless) == 0


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{", b"{}", b'{"timestamp":{}}', b"[" * 100_000, b"\xff"]
)
def test_what_is_no_event_is_no_crash(body: bytes):
    header = hashlib.sha256(APP_ID.encode() + body + SECRET.encode()).hexdigest()
    assert refused(body, header) == 403


def test_of_ten_thousand_and_one_requests_the_right_one_alone_passes():
    chance = random.Random(20261123)
    right = body_at(NOW_S)
    requests = [_spoilt(right, chance) for _ in range(10_000)]
    place = chance.randrange(len(requests))
    requests.insert(place, (right, f"mac={signed(right)}"))
    assert len({(body, header) for body, header in requests}) == 10_001
    passed = [number for number, (body, header) in enumerate(requests) if not refused(body, header)]
    assert passed == [place]


def _spoilt(body: bytes, chance: random.Random) -> "tuple[bytes, str]":
    """A request that is not Zalo's, in one of the ways in which that may be tried."""
    another = body_at(NOW_S - chance.randrange(1, 7000), f"tin {chance.random()}")
    good = signed(another)
    event = json.loads(another)
    event["message"]["text"] = f"sửa {chance.random()}"
    secret = f"{SECRET}{chance.randrange(10**6)}"
    keyed = hmac.new(SECRET.encode(), another, hashlib.sha256).hexdigest()
    place = chance.randrange(64)
    digit = chance.choice([item for item in "0123456789abcdef" if item != good[place]])
    ways = [
        lambda: (body, f"mac={chance.getrandbits(256):064x}"),
        lambda: (another, f"mac={signed(body)}"),
        lambda: (another, good[:place] + digit + good[place + 1 :]),
        lambda: (another, signed(another, secret=secret)),
        lambda: (another, signed(another, first_term=USER + str(chance.randrange(10**6)))),
        lambda: (another, signed(another, secret="")),
        lambda: (another, keyed),
        lambda: (another, ""),
        lambda: (another, hashlib.sha256(another).hexdigest()),
        lambda: (_with_a_flipped_bit(another, chance), good),
        lambda: (json.dumps(event).encode(), good),
        lambda: (another + b" " * chance.randrange(1, 500), good),
        lambda: (another[: chance.randrange(len(another))], good),
    ]
    return chance.choice(ways)()


def _with_a_flipped_bit(body: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(body))
    return body[:place] + bytes([body[place] ^ (1 << chance.randrange(8))]) + body[place + 1 :]


@pytest.mark.parametrize(
    ("plan", "status"),
    [
        ({}, 0),
        ({"header": "mac = "}, 0),
        ({"header": ""}, 0),
        ({"number": True}, 0),
        ({"ascii": True}, 0),
        ({"first_term": "oa_id"}, 0),
        ({"age_s": 3600}, 0),
        ({"age_s": 86_400}, 403),
        ({"header": "missing"}, 401),
        ({"spoilt": "forged"}, 403),
        ({"spoilt": "wrong_secret"}, 403),
        ({"spoilt": "altered"}, 403),
        ({"spoilt": "reserialised"}, 403),
    ],
)
def test_what_a_sender_puts_on_the_wire(
    zalo: FakeZalo, webhook: Receiver, run: Running, plan: dict, status: int
):
    zalo.deliver(events.user_text(USER, "đăng ký kết hôn"), **plan)
    (call,) = webhook.calls

    async def verify(channel) -> int:
        try:
            channel.verify(SimpleNamespace(body=call.body, headers=Header(call.headers)))
        except Refused as refusal:
            return refusal.status
        return 0

    assert run(verify) == status
    assert HEADER.lower() in call.headers or plan.get("header") == "missing"
