"""What is a person's own, hidden for their own eyes."""

from __future__ import annotations

import pytest

from knowledge_base.entities import find_personal, hide_personal


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("gọi 0901234567 nhé", "gọi *******567 nhé"),
        ("cccd 079 190 000 001", "cccd *** *** *** 001"),
        ("stk 10220000010", "stk ********010"),
        ("mail a.b@c.vn ạ", "mail [•••] ạ"),
        ("o9oo ooo oo1", "[•••]"),
        ("so toi la khong chin khong khong khong khong mot hai", "so toi la [•••]"),
        ("phí 250.000.000", "phí 250.000.000"),
        ("hồ sơ H29-260310-0420 ngày 20/11/2026", "hồ sơ H29-260310-0420 ngày 20/11/2026"),
    ],
)
def test_hidden_but_for_three_digits(text: str, hidden: str) -> None:
    assert hide_personal(text) == hidden
    assert bool(find_personal(text)) == (text != hidden)
