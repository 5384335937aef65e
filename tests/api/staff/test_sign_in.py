"""Signing in: both factors, waits after wrong attempts, the life of a session."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from api.staff.errors import MotcuaError, SignInLocked, WeakPassword, WrongCredentials
from api.staff.operator import machine_operator
from api.staff.services import StaffServices
from api.staff.signin.attempts import wait_after
from api.staff.signin.sessions import Browser, Stage
from tests.fakes.console_app import Clock, hire
from tests.fakes.staff_member import PASSWORD, StaffMember

STRANGER = Browser("203.0.113.9", "Chrome, Windows")
HOME = Browser("192.0.2.1", "Chrome, Windows", known_as="device-of-lan")


@pytest.fixture
def lan(console: FastAPI) -> StaffMember:
    return hire(console, "lan.nguyen", full_name="Nguyễn Thị Lan")


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except MotcuaError as error:
        return type(error).__name__
    return "in"


def half_way(staff: StaffServices, browser: Browser = HOME):
    opened = staff.sign_in.with_password("lan.nguyen", PASSWORD, browser)
    identity = staff.sessions.identify(opened.token, browser.address)
    assert identity is not None
    assert identity.stage is Stage.CODE
    return identity


def test_password_and_code_open_a_session_with_a_new_id(staff: StaffServices, lan: StaffMember):
    first = staff.sign_in.with_password("  LAN.Nguyen ", PASSWORD, HOME)
    identity = staff.sessions.identify(first.token, "192.0.2.1")
    token = staff.sign_in.with_code(identity, lan.code(), HOME)
    assert token != first.token
    assert staff.sessions.identify(first.token, "192.0.2.1") is None
    assert staff.sessions.identify(token, "192.0.2.1").stage is Stage.FULL


def test_a_code_opens_once_even_within_its_half_minute(staff: StaffServices, lan: StaffMember):
    code = lan.code()
    staff.sign_in.with_code(half_way(staff), code, HOME)
    assert (
        outcome(lambda: staff.sign_in.with_code(half_way(staff), code, HOME)) == "WrongCredentials"
    )


def test_the_clock_of_a_phone_may_be_half_a_minute_wrong(
    staff: StaffServices, lan: StaffMember, clock: Clock
):
    clock.forward(minutes=5)
    refused, taken = "WrongCredentials", "in"
    for ahead, expected in ((-1, taken), (1, taken), (-2, refused), (2, refused)):
        identity, code = half_way(staff), lan.code(ahead)
        assert outcome(lambda i=identity, c=code: staff.sign_in.with_code(i, c, HOME)) == expected


@pytest.mark.parametrize("code", ["", "abc", "٣٣٣٣٣٣", "123456789012345678", "\x00" * 6])
def test_what_is_no_code_is_refused(staff: StaffServices, lan: StaffMember, code: str):
    identity = half_way(staff)
    assert outcome(lambda: staff.sign_in.with_code(identity, code, HOME)) == "WrongCredentials"


def test_a_recovery_code_opens_once(staff: StaffServices, lan: StaffMember):
    code = lan.recovery_codes[0].replace("-", "")
    staff.sign_in.with_code(half_way(staff), code, HOME)
    assert (
        outcome(lambda: staff.sign_in.with_code(half_way(staff), code, HOME)) == "WrongCredentials"
    )
    assert staff.own.show(half_way(staff)).recovery_codes_left == 9


@pytest.mark.parametrize("name", ["lan.nguyen", "nobody", "x" * 5000, "'; --", "", "lan\x00"])
def test_a_wrong_password_and_an_unknown_name_look_the_same(
    staff: StaffServices, lan: StaffMember, name: str
):
    with pytest.raises(WrongCredentials) as refused:
        staff.sign_in.with_password(name, "wrong", STRANGER)
    assert str(refused.value) == "wrong password"


def test_waits_grow_and_end_at_a_quarter_of_an_hour():
    waits = [wait_after(failures).total_seconds() for failures in range(40)]
    assert waits[:5] == [0] * 5
    assert waits[5:10] == [30, 60, 120, 240, 480]
    assert set(waits[10:]) == {900}


def test_after_five_wrong_passwords_the_right_one_waits_too(
    staff: StaffServices, lan: StaffMember, clock: Clock
):
    def attempt(password: str):
        return outcome(lambda: staff.sign_in.with_password("lan.nguyen", password, STRANGER))

    assert [attempt("wrong") for _ in range(5)] == ["WrongCredentials"] * 5
    with pytest.raises(SignInLocked) as locked:
        staff.sign_in.with_password("lan.nguyen", PASSWORD, STRANGER)
    assert 28 <= locked.value.retry_after <= 30
    clock.forward(seconds=31)
    assert attempt("wrong") == "WrongCredentials"
    clock.forward(seconds=31)
    assert attempt(PASSWORD) == "SignInLocked"
    clock.forward(seconds=30)
    assert attempt(PASSWORD) == "in"


def test_a_stranger_cannot_lock_the_owner_out(staff: StaffServices, lan: StaffMember, clock: Clock):
    def strange() -> str:
        return outcome(lambda: staff.sign_in.with_password("lan.nguyen", "guess", STRANGER))

    for _ in range(100):
        strange()
        clock.forward(seconds=60)
    while strange() != "SignInLocked":
        pass
    staff.sign_in.with_code(half_way(staff, HOME), lan.code(), HOME)
    clock.forward(minutes=15)
    assert outcome(lambda: staff.sign_in.with_password("lan.nguyen", PASSWORD, STRANGER)) == "in"


def test_the_right_password_does_not_buy_guesses_at_the_code(
    staff: StaffServices, lan: StaffMember
):
    found = []
    for guess in range(30):
        opened = outcome(lambda: half_way(staff))
        if opened != "in":
            found.append(opened)
            continue
        found.append(
            outcome(lambda g=guess: staff.sign_in.with_code(half_way(staff), f"{g:06}", HOME))
        )
    assert found.count("WrongCredentials") <= 3
    assert found[-1] == "SignInLocked"


def test_guesses_at_the_same_moment_are_all_counted(staff: StaffServices, lan: StaffMember):
    def attempt(number: int) -> str:
        return outcome(
            lambda: staff.sign_in.with_password("lan.nguyen", f"guess {number}", STRANGER)
        )

    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(attempt, range(24)))
    assert found.count("WrongCredentials") == 5
    assert found.count("SignInLocked") == 19


def test_sessions_end_by_idleness_and_by_age(staff: StaffServices, lan: StaffMember, clock: Clock):
    token = staff.sign_in.with_code(half_way(staff), lan.code(), HOME)
    clock.forward(minutes=19)
    assert staff.sessions.identify(token, "") is not None
    clock.forward(minutes=19)
    assert staff.sessions.identify(token, "", touch=False) is not None
    clock.forward(minutes=2)
    assert staff.sessions.identify(token, "") is None

    clock.forward(minutes=5)
    token = staff.sign_in.with_code(half_way(staff), lan.recovery_codes[0], HOME)
    lived = 0
    while staff.sessions.identify(token, ""):
        clock.forward(minutes=15)
        lived += 15
    assert lived == 600


def test_half_a_sign_in_is_over_after_ten_minutes(
    staff: StaffServices, lan: StaffMember, clock: Clock
):
    opened = staff.sign_in.with_password("lan.nguyen", PASSWORD, HOME)
    for _ in range(11):
        clock.forward(minutes=1)
        staff.sessions.identify(opened.token, "")
    assert staff.sessions.identify(opened.token, "") is None


def test_an_activation_code_is_good_once_and_for_three_days(staff: StaffServices, clock: Clock):
    by = machine_operator("test")
    activation = staff.accounts.create(by, "an.le", "Lê An")

    def activate(code: str, password: str = PASSWORD) -> str:
        return outcome(lambda: staff.sign_in.activate("an.le", code, password, HOME))

    assert activate("AAAA-BBBB-CCCC-DDDD") == "WrongCredentials"
    with pytest.raises(WeakPassword):
        staff.sign_in.activate("an.le", activation.code, "an.le", HOME)
    assert activate(activation.code) == "in"
    assert activate(activation.code) == "WrongCredentials"
    again = staff.accounts.reset(by, activation.account_id)
    assert activate(activation.code) == "WrongCredentials"
    clock.forward(hours=73)
    assert activate(again.code) == "WrongCredentials"


def test_an_offered_secret_is_for_its_account_and_for_a_quarter_of_an_hour(
    console: FastAPI, staff: StaffServices, lan: StaffMember
):
    an = hire(console, "an.le")
    identity = half_way(staff)
    offer = staff.sign_in.offer_authenticator(identity)
    secret = staff.sign_in.secret_of(offer, identity)
    other = staff.sessions.identify(
        staff.sign_in.with_password("an.le", an.password, HOME).token, ""
    )
    code = pyotp.TOTP(secret).at(staff.now())
    assert outcome(lambda: staff.sign_in.enrol(other, offer, code, HOME)) == "WrongCredentials"
    assert outcome(lambda: staff.sign_in.enrol(identity, "x", code, HOME)) == "WrongCredentials"


def test_nothing_secret_lies_in_the_database_in_clear(
    console: FastAPI, staff: StaffServices, lan: StaffMember
):
    token = staff.sign_in.with_code(half_way(staff), lan.code(), HOME)
    with console.state.engine.connect() as connection:
        tables = ("staff_account", "staff_session", "staff_recovery_code", "staff_attempt",
                  "audit_entry")  # fmt: skip
        rows = str([list(connection.execute(text(f"SELECT * FROM {name}"))) for name in tables])
    for secret in (token, PASSWORD, lan.secret, *lan.recovery_codes):
        assert secret not in rows
        assert secret.replace("-", "") not in rows
    assert hashlib.sha256(token.encode()).hexdigest() in rows
