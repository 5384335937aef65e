"""What a button carries: short, ours, and still good next week."""

import base64
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.callback_data import CallbackData
from tests.bot.telegram.tools import TOKEN, WORDING

BUTTONS = CallbackData(TOKEN)
VALUES = st.text(max_size=12)


def command(intent: str, **values: str) -> str:
    return f"/{intent}{json.dumps(values, ensure_ascii=False, separators=(',', ':'))}"


KNOWN = [
    "/find_procedure",
    "/talk_to_human",
    command("choose", code="1.001193"),
    command("choose", code="1.001193", section="documents_all"),
    command("choose", code="1.001193.000.00.00.H29", section="documents_all"),
    command("choose", section="fees"),
    command("ask_centre", question="overview"),
    command("ask_centre", question="department", department="Sở Nông nghiệp và Môi trường"),
    "Đăng ký khai sinh cho trẻ em",
    "👍 Hữu ích",
]


@pytest.mark.parametrize("payload", KNOWN)
def test_payloads_of_our_actions_fit_and_come_back(payload: str):
    data = BUTTONS.written(payload)
    assert data is not None
    assert 1 <= len(data.encode()) <= 64
    # Another process, another day: nothing is remembered but the token.
    assert CallbackData(TOKEN).read(data) == payload


def test_a_button_of_last_week_still_works():
    # Made outside our code (SHA-256, HMAC, base64url): a new form must still read the old one.
    assert BUTTONS.read("~WK2uR40vc1.001193,documents_all") == command(
        "choose", code="1.001193", section="documents_all"
    )
    assert BUTTONS.read("~BFsgmK1q/find_procedure") == "/find_procedure"


@given(st.one_of(st.text(max_size=80), st.builds(
    lambda intent, first, second: command(intent, code=first, section=second, question=first),
    st.sampled_from(["choose", "ask_centre", "affirm"]), VALUES, VALUES,
)))  # fmt: skip
def test_whatever_fits_comes_back_as_it_was(payload: str):
    data = BUTTONS.written(payload)
    if data is not None:
        assert len(data.encode()) <= 64
        assert BUTTONS.read(data) == payload


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "Đăng ký lại khai sinh có yếu tố nước ngoài tại Ủy ban nhân dân cấp xã",
        command("ask_centre", question="department", department="Sở " + "ế" * 30),
    ],
)
def test_what_is_too_long_is_no_button(payload: str):
    assert BUTTONS.written(payload) is None


def test_an_unmarked_command_is_words():
    assert BUTTONS.read("/tra_cuu") == "tra cuu"
    assert BUTTONS.read("/restart") == "restart"
    assert BUTTONS.read('/choose{"code":"1.001193"}') is None


def test_no_command_can_be_made_up():
    chance = random.Random(20261123)
    good = [BUTTONS.written(payload) for payload in KNOWN[:-2]]
    for _ in range(10_000):
        data = chance.choice(good)
        mark, body = data[1:9], data[9:]
        made = base64.urlsafe_b64encode(chance.randbytes(6)).decode()
        place = chance.randrange(8)
        spoilt = mark[:place] + ("A" if mark[place] != "A" else "B") + mark[place + 1 :]
        another = CallbackData(f"{chance.randrange(10**9)}:x").written("/restart")
        ways = [
            f"~{made}{body}",
            f"~{spoilt}{body}",
            f"~{mark}/restart",
            f"~{mark}{body}x",
            f"~{mark[:-1]}{body}",
            f"~{body}",
            another,
        ]
        assert BUTTONS.read(chance.choice(ways)) is None
    assert [BUTTONS.read(data) for data in good] == KNOWN[:-2]


def test_the_menus_commands_are_the_dialogues(request: pytest.FixtureRequest):
    import yaml

    domain = request.config.rootpath / "domain"
    known = {
        name
        for path in domain.glob("*.yml")
        for name in yaml.safe_load(path.read_text(encoding="utf-8")).get("intents", [])
    }
    payloads = [item.payload for item in WORDING.commands.values()] + list(WORDING.links.values())
    assert {payload[1:].split("{")[0] for payload in payloads} <= known
    assert {"start", "help"} <= set(WORDING.commands)


def test_a_consent_fits_into_a_button():
    payload = '/privacy_choice{"choice":"agree","about":"petition_contact:1:book_appointment"}'
    buttons = CallbackData("token")
    data = buttons.written(payload)
    assert data is not None
    assert buttons.read(data) == payload
