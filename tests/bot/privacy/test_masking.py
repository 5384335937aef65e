"""Personal values are found however they are typed; what is none stays."""

from __future__ import annotations

import pytest

from bot.privacy.masking import mask, mask_deep, mask_whole

PERSONAL = [
    ("gọi em số 0900000001 nha", "phone", "0900000001"),
    ("gọi em số 0900 000 001", "phone", "0900 000 001"),
    ("sđt 090.000.0001", "phone", "090.000.0001"),
    ("sđt 0900-000-001.", "phone", "0900-000-001"),
    ("+84 90 000 0001 là số của tôi", "phone", "+84 90 000 0001"),
    ("(+84)900000001", "phone", "+84)900000001"),
    ("84900000001", "phone", "84900000001"),
    ("0 9 0 0 0 0 0 0 0 1", "phone", "0 9 0 0 0 0 0 0 0 1"),
    ("o9oo ooo oo1", "phone", "o9oo ooo oo1"),
    ("０９００００００１１", "phone", "０９００００００１１"),
    ("cccd 079099000001", "citizen_id", "079099000001"),
    ("căn cước 079 099 000 001 của má", "citizen_id", "079 099 000 001"),
    ("cmnd 024000001", "old_citizen_id", "024000001"),
    ("thẻ 4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
    ("stk 10220000010", "digits", "10220000010"),
    ("mail a.b-c@example.com.vn", "email", "a.b-c@example.com.vn"),
    ("số tôi là không chín không không không không không không không một", "digits", None),
    ("so toi khong chin khong khong khong khong khong khong khong mot", "digits", None),
]


@pytest.mark.parametrize(("text", "kind", "value"), PERSONAL)
def test_personal_values_are_taken_out(text: str, kind: str, value: str | None):
    masked = mask(text)
    ((found_kind, found),) = masked.values
    assert found_kind == kind
    if value is not None:
        assert found == value
    assert found not in masked.text
    assert sum(char.isdigit() for char in masked.text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "hồ sơ 000.00.01.H29-260310-0420 tới đâu rồi",
        "hồ sơ H29-260310-0420",
        "thủ tục 1.001193 cần gì",
        "mã 1.001193.000.00.00.H29",
        "lệ phí 1.500.000 đồng phải không",
        "phí 12000000đ",
        "đặt lịch ngày 20/11/2026 lúc 9g30",
        "theo nghị định 118/2025/NĐ-CP",
        "làm khai sinh cần gì",
        "",
    ],
)
def test_what_is_no_personal_value_stays(text: str):
    assert mask(text).text == text
    assert mask(text).values == ()


def test_several_values_keep_their_order_and_the_words_between():
    masked = mask("em tên Lan, 0900000001, cccd 079099000001, mail a@b.vn ạ")
    assert [kind for kind, _ in masked.values] == ["phone", "citizen_id", "email"]
    assert masked.text == "em tên Lan, [•••], cccd [•••], mail [•••] ạ"


def test_a_masked_text_is_not_masked_again():
    once = mask("0900000001").text
    assert mask(once).text == once


def test_a_sensitive_answer_is_hidden_whole():
    masked = mask_whole(" Nguyễn Thị Lan ")
    assert masked.values == (("answer", "Nguyễn Thị Lan"),)
    assert "Lan" not in masked.text


def test_texts_deep_in_metadata_are_masked():
    given = {"a": ["0900000001", {"b": "079099000001"}], "n": 3, "none": None}
    masked, values = mask_deep(given)
    assert masked == {
        "a": ["[•••]", {"b": "[•••]"}],
        "n": 3,
        "none": None,
    }
    assert values == [("phone", "0900000001"), ("citizen_id", "079099000001")]


def test_a_platforms_own_ids_stay():
    given = {"data": {"file_id": "123456789012", "phone": "0900000001"}}
    masked, values = mask_deep(given, {"file_id"})
    assert masked == {"data": {"file_id": "123456789012", "phone": "[•••]"}}
    assert values == [("phone", "0900000001")]
