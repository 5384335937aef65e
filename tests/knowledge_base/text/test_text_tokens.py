import unicodedata

import pytest

from knowledge_base.text import syllables
from knowledge_base.text.syllable import is_syllable
from knowledge_base.text.tokens import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Làm lại bằng lái?", ["làm", "lại", "bằng", "lái"]),
        ("mã 1.001193, mẫu CT01.", ["mã", "1.001193", "mẫu", "ct01"]),
        ("theo 123/2015/NĐ-CP", ["theo", "123/2015/nđ-cp"]),
        ("15/3/2026 lúc 8h30", ["15/3/2026", "lúc", "8h30"]),
        ("phí 1.200.000đ, 50%", ["phí", "1.200.000đ", "50"]),
        ("xem https://dvc.vn/a?b=1 nhé", ["xem", "https://dvc.vn/a?b=1", "nhé"]),
        ("thư a.b@c.vn", ["thư", "a.b@c.vn"]),
        ("(anh/chị)", ["anh", "chị"]),
        ("...!?", []),
    ],
)
def test_syllables(text: str, expected: list[str]) -> None:
    assert syllables(text) == expected


def test_decomposed_text_has_the_same_syllables() -> None:
    text = "Ủy ban nhân dân phường"
    assert syllables(unicodedata.normalize("NFD", text)) == syllables(text)


def test_tokens_tell_their_places() -> None:
    text = "Nộp ở đâu, mã 1.001193?"
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


@pytest.mark.parametrize("word", ["nghiêng", "quyền", "giấy", "ở", "đường", "khuỷu", "xoong"])
def test_vietnamese_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["online", "email", "cccd", "vneid", "strong", "quáá"])
def test_other_words(word: str) -> None:
    assert not is_syllable(word)
