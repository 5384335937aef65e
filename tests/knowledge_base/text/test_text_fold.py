import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.text import accented_share, fold, has_diacritics


def test_fold_drops_tones_shapes_and_case() -> None:
    assert fold("Đăng ký KẾT HÔN ở Thủ Đức") == "dang ky ket hon o thu duc"


def test_fold_reads_every_composed_vowel() -> None:
    marks = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
    for vowel, plain in zip("aăâeêioôơuưyđ", "aaaeeiooouuyd", strict=True):
        for mark in marks if vowel != "đ" else [""]:
            letter = unicodedata.normalize("NFC", vowel + mark)
            assert fold(letter) == fold(letter.upper()) == plain


def test_fold_is_the_same_for_decomposed_text() -> None:
    text = "Giấy chứng nhận quyền sử dụng đất"
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_fold_keeps_places_of_composed_text() -> None:
    text = "hồ sơ số 01: Đỗ Thị Ngọc Ánh"
    assert len(fold(text)) == len(text)


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("đi", True), ("Ở", True), ("online", False), ("CT01", False), ("", False), ("日本", False)],
)
def test_has_diacritics(text: str, expected: bool) -> None:
    assert has_diacritics(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lam lai bang lai", 0.0),
        ("làm lại bằng lái", 1.0),
        ("làm lai bằng lai", 0.5),
        ("1.001193 k", 0.0),
    ],
)
def test_accented_share(text: str, expected: float) -> None:
    assert accented_share(text) == expected
    assert accented_share(unicodedata.normalize("NFD", text)) == expected
