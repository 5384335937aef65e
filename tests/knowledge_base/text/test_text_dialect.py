"""Words of the regions, and the same letters where they mean something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.text import expand, fold, load_abbreviations, normalise

WORDS = sorted({word for short in load_abbreviations().senses for word in short.split()})
ORDINARY = [
    "giấy",
    "tờ",
    "nộp",
    "ở",
    "đâu",
    "phường",
    "5",
    "con",
    "tôi",
    "không",
    "bao",
    "sổ",
    "làm",
    ",",
    "?",
]
LONGEST_FULL = max(
    len(sense.full) for senses in load_abbreviations().senses.values() for sense in senses
)


@pytest.mark.parametrize(
    ("typed", "standard"),
    [
        ("mần cái hộ chiếu", "làm cái hộ chiếu"),
        ("mần răng để đăng ký", "làm sao để đăng ký"),
        ("man rang", "làm sao"),
        ("tốn nhiêu tiền", "tốn bao nhiêu tiền"),
        ("cần giấy tờ gì dị", "cần giấy tờ gì vậy"),
        ("sao dzậy", "sao vậy"),
        ("hổng biết", "không biết"),
        ("được hông", "được không"),
        ("duoc hong", "duoc không"),
        ("ba má tui mất", "cha mẹ tôi mất"),
        ("ba em mất", "cha em mất"),
        ("ổng dìa quê", "ông ấy về quê"),
        ("bả ở bển", "bà ấy ở bên ấy"),
        ("kêu em lên phường", "bảo em lên phường"),
        ("coi dùm em", "xem dùm em"),
        ("giấy khai sanh", "giấy khai sinh"),
        ("khai sanh cho tụi nhỏ", "khai sinh cho các con"),
        ("nộp ở mô rứa", "nộp ở đâu vậy"),
        ("cần giấy chi", "cần giấy gì"),
        ("bữa nay có làm không", "hôm nay có làm không"),
        ("hành chánh công", "hành chính công"),
        ("lãnh lương hưu", "nhận lương hưu"),
        ("thi rớt bằng lái", "thi trượt bằng lái"),
        ("lộp hồ sơ", "nộp hồ sơ"),
        ("Tui hỏi", "Tôi hỏi"),
        ("xỉn mà lái xe", "say rượu mà lái xe"),
        ("vô hộ khẩu", "vào hộ khẩu"),
    ],
)
def test_dialect_becomes_standard(typed: str, standard: str) -> None:
    assert expand(normalise(typed)) == standard


@pytest.mark.parametrize(
    "text",
    [
        "sổ hồng", "so hong", "hoa hong", "bên hông nhà", "ly dị", "dị ứng", "ba con",
        "ba giấy tờ", "thứ ba",
        "má phanh", "coi như xong", "coi thường", "lãnh sự quán", "lãnh đạo", "phường Nhiêu Lộc",
        "bao nhiêu",
        "chi phí", "chi nhánh", "chi trả", "quy mô", "mô hình", "răng hàm mặt", "răng sứ",
        "thiệt hại",
        "phường Tăng Nhơn Phú", "xã Bình Chánh", "biểu mẫu", "ảnh thẻ", "cổ phần", "bả vai",
        "kêu gọi",
        "vô gia cư", "hai ba người", "nhà ba tầng", "nước Lào", "con mô tô", "Đặng Văn A",
    ],
)  # fmt: skip
def test_the_same_letters_meant_otherwise_stay(text: str) -> None:
    assert expand(normalise(text)) == text


@given(st.lists(st.sampled_from(WORDS + ORDINARY), max_size=8))
def test_twice_is_once_and_the_length_is_bounded(words: list[str]) -> None:
    text = normalise(" ".join(words))
    once = expand(text)
    assert expand(once) == once
    assert len(once) <= (len(text) + 1) * (LONGEST_FULL + 2)


@given(
    st.lists(
        st.sampled_from(["k", "ba má", "coi", "mần", "https://x.vn/ko?k=ba", "1.001193",
                         "a.ko@b.vn",
                         "000.00.01.H29-260310-0420", "123/2015/NĐ-CP", "0901234567", "50.000",
                         "CT01"]),
        max_size=6,
    )
)  # fmt: skip
def test_codes_numbers_and_addresses_stay(parts: list[str]) -> None:
    kept = [part for part in parts if any(char.isdigit() or char in "@:" for char in part)]
    read = expand(normalise(" ".join(parts))).split(" ")
    assert [part for part in read if part in kept] == kept


def test_every_context_word_is_folded_and_every_meaning_is_new() -> None:
    same = {
        short for short, senses in load_abbreviations().senses.items()
        if any(sense.full == short for sense in senses)
    }  # fmt: skip
    assert same <= {"ok"}
    assert all(
        word == fold(word)
        for senses in load_abbreviations().senses.values()
        for sense in senses
        for word in sense.near | sense.before | sense.after
    )
