"""Template messages reach people outside of the window, by user and by phone."""

from pathlib import Path

import pytest

from bot.channels.channel import SendFailed, Unreachable
from bot.channels.zalo.wording import load_wording
from tests.bot.zalo.support import PERSON, USER, WORDING, Running

VALUES = {"customer_name": "Người thử", "order_code": "LH-1", "date": "08:30 12/03/2026"}
PURPOSE = "appointment_reminder"


@pytest.fixture
def approved(run: Running) -> Running:
    run.zalo.template("t-1", dict(WORDING.templates[PURPOSE].limits))
    return run


def to_person(run: Running, values=VALUES, purpose: str = PURPOSE, person: str = PERSON) -> str:
    return run(lambda channel: channel.templates.to_person(person, purpose, values, "A-1"))


def to_phone(run: Running, phone: str) -> str:
    return run(lambda channel: channel.templates.to_phone(phone, PURPOSE, VALUES, "A-1"))


def test_by_user_even_when_the_window_is_over(approved: Running):
    approved.zalo.user(USER, idle_s=30 * 86_400)
    assert to_person(approved)
    (received,) = approved.zalo.received(USER)
    assert received["message"]["template_data"] == VALUES
    assert received["message"]["tracking_id"] == "A-1"


@pytest.mark.parametrize("phone", ["0900000001", "84900000001", "+84 900 000 001"])
def test_by_phone(approved: Running, phone: str):
    to_phone(approved, phone)
    assert len(approved.zalo.received("84900000001")) == 1


def test_by_phone_with_a_token_that_the_other_host_refuses(approved: Running):
    approved.zalo.expire_tokens()
    to_phone(approved, "0900000001")
    assert approved.tokens.renewals == 1


def test_words_are_cut_and_codes_are_not(approved: Running):
    to_person(approved, {**VALUES, "customer_name": "Tên rất dài " * 9})
    (received,) = approved.zalo.received(USER)
    assert len(received["message"]["template_data"]["customer_name"]) <= 30
    with pytest.raises(ValueError, match="order_code"):
        to_person(approved, {**VALUES, "order_code": "L" * 31})


@pytest.mark.parametrize(
    "values", [{}, {**VALUES, "date": " "}, {**VALUES, "else": "x"}, {"date": "x"}]
)
def test_parameters_must_be_those_of_the_template(approved: Running, values: dict):
    with pytest.raises(ValueError, match="parameters"):
        to_person(approved, values)
    assert approved.zalo.received(USER) == []


@pytest.mark.parametrize("purpose", ["unapproved", "nobody knows it"])
def test_a_template_that_is_not_set_is_our_fault(run: Running, purpose: str):
    with pytest.raises(SendFailed) as failed:
        to_person(run, {"customer_name": "x"}, purpose)
    assert (failed.value.reason, failed.value.temporary) == ("template_not_set", False)


def test_what_zalo_says_of_templates_is_understood(approved: Running):
    with pytest.raises(Unreachable, match="bad_phone"):
        to_phone(approved, "123")
    approved.zalo.set(daily_templates=0)
    with pytest.raises(SendFailed) as failed:
        to_person(approved)
    assert (failed.value.reason, failed.value.temporary) == ("daily_limit", True)
    approved.zalo.template("t-1", {}, approved=False)
    with pytest.raises(SendFailed) as failed:
        to_person(approved)
    assert (failed.value.reason, failed.value.temporary) == ("template_unapproved", False)


def test_a_visitor_gets_none(approved: Running):
    with pytest.raises(ValueError, match="visitor"):
        to_person(approved, person="zalo:visitor:a:b")


def test_the_installations_wording_loads_and_fits():
    wording = load_wording()
    assert len(wording.texts.contact_title) <= 100
    assert all(template.limits for template in wording.templates.values())


@pytest.mark.parametrize(
    "content",
    ["", "texts: {}", "texts: {choose: x}\ncontact_image_url: ''\ntemplates: {}", "[", "texts: ["],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str):
    path = tmp_path / "zalo.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"zalo\.yml"):
        load_wording(path)
