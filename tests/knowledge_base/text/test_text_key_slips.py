"""Words typed with the keyboard off, and all that only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.text import load_abbreviations, normalise
from knowledge_base.text.key_slips import correct_keys, find_slip
from knowledge_base.text.keystrokes import read_telex, read_vni
from knowledge_base.text.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("ddang", "đang"), ("dangd", "đang"), ("tieefn", "tiền"), ("tieenf", "tiền"),
        ("hoof", "hồ"),
        ("sow", "sơ"), ("dduwowcj", "được"), ("dduowcj", "được"), ("nuowcs", "nước"),
        ("huowngs", "hướng"),
        ("quyeets", "quyết"), ("thuwowngf", "thường"), ("nhw", "như"), ("twf", "từ"),
        ("muaw", "mưa"),
        ("quaanj", "quận"), ("nawm", "năm"), ("khoaw", "khoă"), ("xaay", "xây"), ("hoaf", "hòa"),
        ("giaays", "giấy"), ("khuyeets", "khuyết"),
    ],
)  # fmt: skip
def test_telex(keys: str, written: str) -> None:
    keyed = read_telex(keys)
    assert keyed is not None
    assert keyed.text == written


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("d9a8ng", "đăng"), ("dang9", "đang"), ("ky1", "ký"), ("tie6n2", "tiền"),
        ("tien62", "tiền"),
        ("ho62", "hồ"), ("so7", "sơ"), ("d9u7o7c5", "được"), ("d9uoc75", "được"),
        ("nu7o7c1", "nước"),
        ("qua6n5", "quận"),
    ],
)  # fmt: skip
def test_vni(keys: str, written: str) -> None:
    keyed = read_vni(keys)
    assert keyed is not None
    assert keyed.text == written


@pytest.mark.parametrize("keys", ["users", "bcs", "tw8", "next5"])
def test_telex_without_sense(keys: str) -> None:
    keyed = read_telex(keys)
    assert keyed is None or keyed.text not in load_lexicon().syllables


@pytest.mark.parametrize("keys", ["a0", "h6", "b9c", "x12"])
def test_vni_without_sense(keys: str) -> None:
    assert read_vni(keys) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddang kys ket hon", "đăng ký ket hon"),
        ("dang9 ky1 ket61 hon6", "đăng ký kết hôn"),
        ("hoof sow", "hồ sơ"),
        ("giaays tow", "giấy tờ"),
        ("tieefn", "tiền"),
        ("Ddang kys tamj truus", "Đăng ký tạm truus"),
        ("DDAWNG KYS", "ĐĂNG KÝ"),
        ("toi muon ddawng kys o phuongf 5", "toi muon đăng ký o phuong 5"),
        ("thur tucj nhaf ddaats", "thủ tục nhà đất"),
        ("đăng kys tạm trú", "đăng ký tạm trú"),
        ("tha6t5 la2 tot61", "thật là tốt"),
    ],
)
def test_slips_are_corrected(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "visa", "tax code", "test facebook", "email tools", "gas", "post office", "class",
        "best west",
        "bus tours", "app", "iPhone max", "VNeID", "bang lai hang b2", "hang a1", "quan1", "q1",
        "phuong5",
        "mau ct01", "to5", "lau2", "m2", "covid19", "u23", "ban.kys@a.vn", "https://a.vn/ddang",
        "www.ddang.vn", "a/ddang/b", "ddang-kys.vn", "H29.12-260101-0001", "1.001193", "CT07",
        "12/2025/NDD-CP",
        "toi muon lam khai sinh", "xe may", "Chris", "Texas",
        "these sets", "mẫu MU1A", "own lots", "ws",
    ],
)  # fmt: skip
def test_other_words_stay(text: str) -> None:
    assert normalise(text) == text


def test_a_number_after_a_noun_needs_proof() -> None:
    assert correct_keys("quan1") == "quan1"
    assert find_slip("kys") is not None


def test_no_abbreviation_is_taken_for_a_slip() -> None:
    taken = {
        short: normalise(short)
        for short in load_abbreviations().senses
        if " " not in short and (slip := find_slip(short)) is not None and slip.alone
    }
    assert taken == {}


def test_no_foreign_word_is_corrected() -> None:
    foreign = sorted(load_lexicon().foreign)
    proof = "ddawng tieefn"
    assert correct_keys(" ".join([*foreign, proof])) == " ".join([*foreign, "đăng tiền"])


def test_no_syllable_of_the_language_is_corrected() -> None:
    lexicon = load_lexicon()
    words = sorted(lexicon.syllables | lexicon.folded)
    assert [word for word in words if find_slip(word)] == []


KEYS = st.text(alphabet="dangkytiehosufrxjw12569 .@/", max_size=30)


@given(st.text() | KEYS)
def test_twice_is_once_and_nothing_grows(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert len(once) <= 2 * len(text)


@given(
    st.lists(
        st.sampled_from(
            ["ddang", "kys", "so62", "kĩ", "nhữg", "https://ddang.vn/kys?x=hoof", "kys.a@ddang.vn",
            "1.001193",
             "000.00.01.H29-260310-0420", "123/2015/NĐ-CP", "0901234567", "CT01", "50.000đ", "H29",
             "www.hoof.vn"]
        ),
        max_size=6,
    )
)  # fmt: skip
def test_codes_numbers_and_addresses_stay(parts: list[str]) -> None:
    kept = [
        part for part in parts if "." in part or "/" in part or part.isupper() or part[0] == "0"
    ]
    assert [part for part in normalise(" ".join(parts)).split(" ") if part in kept] == kept
