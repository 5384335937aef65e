"""A phone is proved by a share or by a code, and links who has the same one."""

from __future__ import annotations

import pytest

from api.privacy.phones.number import e164, shown
from api.privacy.phones.service import Outcome, VerifiedBy
from tests.fakes.privacy_desk import PrivacyDesk, RasaConversationsServer

PHONE = "0912345678"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0912345678", "+84912345678"),
        ("0912 345 678", "+84912345678"),
        ("+84 912.345.678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("số của em là 0912345678 nha", "+84912345678"),
        ("0912345678 hoặc 0912345678", "+84912345678"),
        ("0912345678 hoặc 0987654321", None),
        ("02838291234", None),
        ("079099012345", None),
        ("091234567", None),
        ("thôi khỏi", None),
        ("", None),
    ],
)
def test_a_mobile_number_is_read_as_people_write_it(typed: str, read: str | None):
    assert e164(typed) == read


def test_its_owner_sees_it_mostly_hidden():
    assert shown("+84912345678") == "0912***678"


def prove(desk: PrivacyDesk, person: str, phone: str = PHONE) -> Outcome:
    assert desk.privacy.phones.send_code(person, phone) is Outcome.SENT
    return desk.privacy.phones.check_code(person, desk.last_code())


def test_the_right_code_proves_the_phone_once(desk: PrivacyDesk):
    phones = desk.privacy.phones
    assert prove(desk, "web:1") is Outcome.LINKED
    assert phones.phone_of("web:1") == "+84912345678"
    assert phones.check_code("web:1", desk.last_code()) is Outcome.EXPIRED
    assert len(desk.last_code()) == 6


def test_a_code_is_typed_with_spaces_too(desk: PrivacyDesk):
    desk.privacy.phones.send_code("web:1", PHONE)
    code = desk.last_code()
    typed = f"mã là {code[:3]} {code[3:]} ạ"
    assert desk.privacy.phones.check_code("web:1", typed) is Outcome.LINKED


def test_a_code_is_its_persons_alone(desk: PrivacyDesk):
    desk.privacy.phones.send_code("web:1", PHONE)
    assert desk.privacy.phones.check_code("web:2", desk.last_code()) is Outcome.EXPIRED


def test_a_code_ends_after_five_minutes(desk: PrivacyDesk):
    desk.privacy.phones.send_code("web:1", PHONE)
    desk.clock.turn(minutes=5)
    assert desk.privacy.phones.check_code("web:1", desk.last_code()) is Outcome.EXPIRED


def test_five_wrong_tries_void_a_code(desk: PrivacyDesk):
    phones = desk.privacy.phones
    phones.send_code("web:1", PHONE)
    right = desk.last_code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    outcomes = [phones.check_code("web:1", wrong) for _ in range(5)]
    assert outcomes == [Outcome.WRONG] * 4 + [Outcome.EXPIRED]
    assert phones.check_code("web:1", right) is Outcome.EXPIRED


def test_a_new_code_voids_the_one_before(desk: PrivacyDesk):
    phones = desk.privacy.phones
    phones.send_code("web:1", PHONE)
    first = desk.last_code()
    phones.send_code("web:1", PHONE)
    if first != desk.last_code():
        assert phones.check_code("web:1", first) is Outcome.WRONG
    assert phones.check_code("web:1", desk.last_code()) is Outcome.LINKED


def test_codes_are_limited_by_person_and_by_phone(desk: PrivacyDesk):
    phones = desk.privacy.phones
    sent = [phones.send_code("web:1", f"091234567{number}") for number in range(6)]
    assert sent == [Outcome.SENT] * 5 + [Outcome.TOO_MANY]
    flood = [phones.send_code(f"web:{number}", PHONE) for number in range(2, 8)]
    assert flood == [Outcome.SENT] * 5 + [Outcome.TOO_MANY]
    # To be forgotten does not open the way again.
    for number in range(1, 8):
        phones.forget(f"web:{number}")
    assert phones.send_code("web:9", PHONE) is Outcome.TOO_MANY
    desk.clock.turn(days=1, seconds=1)
    assert phones.send_code("web:9", PHONE) is Outcome.SENT


def test_the_same_phone_is_the_same_citizen(desk: PrivacyDesk):
    phones = desk.privacy.phones
    assert phones.people_of("web:1") == ["web:1"]
    phones.share("telegram:97", "84912345678", VerifiedBy.TELEGRAM)
    desk.clock.turn(seconds=1)
    prove(desk, "web:1")
    assert phones.people_of("web:1") == ["web:1", "telegram:97"]
    assert phones.people_of("telegram:97") == ["telegram:97", "web:1"]
    assert phones.unlink("web:1") == 1
    assert phones.people_of("telegram:97") == ["telegram:97"]


def test_a_number_that_changed_hands_links_nobody_to_its_old_owner(desk: PrivacyDesk):
    phones = desk.privacy.phones
    prove(desk, "telegram:97")
    desk.clock.turn(days=181)
    prove(desk, "zalo:1")
    assert phones.people_of("zalo:1") == ["zalo:1"]
    assert phones.people_of("telegram:97") == ["telegram:97"]
    assert phones.must_ask_again("telegram:97")
    assert phones.phone_of("telegram:97") is None
    # Who still has it proves it again.
    prove(desk, "telegram:97")
    assert phones.people_of("zalo:1") == ["zalo:1", "telegram:97"]
    assert not phones.must_ask_again("telegram:97")


def test_nothing_lies_in_the_database_in_clear(desk: PrivacyDesk):
    prove(desk, "web:1")
    desk.privacy.phones.send_code("web:1", PHONE)
    code = desk.last_code()
    for path in desk.settings.state.glob("motcua.db*"):
        content = path.read_bytes()
        assert b"912345678" not in content
        assert code.encode() not in content


def test_a_withdrawn_consent_unlinks(desk: PrivacyDesk):
    desk.agree("web:1")
    prove(desk, "web:1")
    titles = desk.privacy.consents.withdraw("web:1", "contact_phone")
    assert len(titles) == 1
    assert desk.privacy.phones.phone_of("web:1") is None
    assert not desk.privacy.consents.has("web:1", "contact_phone")
    assert desk.privacy.consents.withdraw("web:1") == []


def test_old_phones_and_codes_go_with_time(desk: PrivacyDesk, rasa: RasaConversationsServer):
    prove(desk, "web:1")
    desk.privacy.phones.send_code("web:2", "0987654321")
    assert desk.privacy.apply_retention()["phones"] == 0
    desk.clock.turn(days=2)
    assert desk.privacy.apply_retention()["phones"] == 2
    desk.clock.turn(days=364)
    assert desk.privacy.apply_retention()["phones"] == 1
    assert desk.privacy.phones.people_of("web:1") == ["web:1"]
