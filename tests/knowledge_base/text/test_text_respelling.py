import pytest

from knowledge_base.text import normalise
from knowledge_base.text.lexicon import load_lexicon
from knowledge_base.text.respelling import respell


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("kĩ thuật", "kỹ thuật"), ("lí do", "lý do"), ("Mĩ", "Mỹ"), ("quí", "quý"),
        ("qui định", "quy định"),
        ("tỉ lệ", "tỷ lệ"), ("bác sỹ", "bác sĩ"), ("hi sinh", "hy sinh"), ("HI VỌNG", "HY VỌNG"),
        ("li hôn", "ly hôn"), ("li hon", "ly hon"), ("i tế", "y tế"), ("kí tên", "ký tên"),
    ],
)  # fmt: skip
def test_i_and_y_have_one_spelling(typed: str, usual: str) -> None:
    assert normalise(typed) == usual


@pytest.mark.parametrize(
    "text", ["hi shop", "ti vi", "bi", "mì", "si mê", "tí nữa", "li", "Lê Hi", "mí", "chi"]
)
def test_other_syllables_keep_their_vowel(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("nhữg", "những"), ("trườg", "trường"), ("mìh", "mình"), ("thàh", "thành"), ("kủa", "của"),
        ("fải", "phải"), ("thík", "thích"), ("thíck", "thích"), ("họk", "học"), ("đuợc", "được"),
        ("nguời", "người"), ("ngừoi", "người"), ("nghành", "ngành"), ("ngèo", "nghèo"),
        ("qá", "quá"),
        ("wá", "quá"), ("júp", "giúp"), ("nhjều", "nhiều"), ("Nguời", "Người"),
    ],
)  # fmt: skip
def test_chat_spelling_becomes_usual(typed: str, usual: str) -> None:
    assert normalise(typed) == usual


@pytest.mark.parametrize(
    "word", ["Đắk", "đắk", "lắk", "café", "résumé", "kkk", "Kủa", "ĐUỢC", "đmvn", "nđ", "được",
    "thuở", "quơ", "link", "bank"]
)  # fmt: skip
def test_what_is_no_slip_stays(word: str) -> None:
    assert respell(word) == word


def test_every_syllable_of_the_list_is_its_own_usual_spelling() -> None:
    changed = {
        word: normalise(word) for word in load_lexicon().syllables if normalise(word) != word
    }
    assert changed == {}
