"""Passwords: strong enough to begin with, and only ever kept as Argon2id."""

from __future__ import annotations

import pytest

from api.staff.codes import (
    bare,
    code_hash,
    looks_like_recovery,
    new_activation_code,
    new_recovery_codes,
)
from api.staff.errors import WeakPassword
from api.staff.passwords import LONGEST, check_strength, hash_password, is_password


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "a" * 40,
        "password1234",
        "123456789012",
        "qwertyuiop12",
        "matkhau123456",
        "anhyeuem12345",
        "Nguyenthilan1990",
        "hanhchinhcong1",
        "x" * (LONGEST + 1),
    ],
)
def test_what_others_would_guess_is_refused(password: str):
    with pytest.raises(WeakPassword) as refused:
        check_strength(password, ("lan.nguyen", "Nguyen Thi Lan"))
    assert refused.value.reason_vi.endswith(".")


@pytest.mark.parametrize("password", ["bốn con ngựa lội qua suối 73", "Tr7-mưa!chiều%ghế"])
def test_long_and_odd_ones_are_taken(password: str):
    check_strength(password, ("lan.nguyen", "Nguyễn Thị Lan"))


def test_a_hash_fits_its_password_only():
    stored = hash_password("bốn con ngựa")
    assert stored.startswith("$argon2id$")
    assert is_password(stored, "bốn con ngựa")
    assert not is_password(stored, "bốn con ngua")
    assert not is_password(None, "nobody has this password")
    assert not is_password("not a hash", "x")


def test_codes_are_different_and_can_be_typed_loosely():
    codes = [new_activation_code() for _ in range(50)] + new_recovery_codes()
    assert len(set(codes)) == len(codes)
    loosely = f" {codes[0].lower().replace('-', ' ')}"
    assert code_hash(b"k", 1, loosely) == code_hash(b"k", 1, codes[0])
    assert code_hash(b"k", 2, codes[0]) != code_hash(b"k", 1, codes[0])
    assert looks_like_recovery(codes[-1])
    assert not looks_like_recovery("123456")
    assert len(bare(codes[-1])) == 12
