"""Page furniture goes, the text stays."""

from __future__ import annotations

import unicodedata

import pytest

from knowledge_base.importers.furniture import clean, one_line, says_nothing, split_footer

FORM = "Chọn cơ quan thực hiệnTỉnh/ Thành phố-- Chọn --Nộp hồ sơ"


def test_accents_are_composed_and_odd_spaces_are_spaces() -> None:
    text = unicodedata.normalize("NFD", "Giấy\u00a0mẫu\u2003\tmới\u200e")
    assert clean(text) == "Giấy mẫu mới"


def test_lines_stay_and_blank_ones_go() -> None:
    assert clean(" một \r\n\r\n  hai\u2028ba ") == "một\nhai\nba"
    assert one_line("một\nhai") == "một hai"


def test_bullets_of_word_processors_become_dashes() -> None:
    assert clean("\uf0a7 việc") == "- việc"


@pytest.mark.parametrize(
    "text", ["", "Không có thông tin", "Không", "không.", "Không có", "Không quy định.", "--"]
)
def test_words_for_nothing(text: str) -> None:
    assert says_nothing(clean(text))


@pytest.mark.parametrize("text", ["Không quá ba người", "Không thu lại", "Có"])
def test_words_that_say_something(text: str) -> None:
    assert not says_nothing(clean(text))


def test_footer_with_a_form_to_file() -> None:
    nothing = "Không có thông tin"
    body, footer = split_footer(f"Thẻ mẫuMã: KQ.1Từ khóa{nothing}Mô tả{nothing}{FORM}")
    assert body == "Thẻ mẫuMã: KQ.1"
    assert footer.can_file_online
    assert footer.description == ""


def test_footer_with_a_description_and_no_form() -> None:
    body, footer = split_footer("Thẻ mẫuTừ khóathẻMô tảCó hạn ba năm.")
    assert (body, footer.description, footer.can_file_online) == (
        "Thẻ mẫu",
        "Có hạn ba năm.",
        False,
    )


def test_text_without_footer_is_untouched() -> None:
    assert split_footer("Mô tả mẫu vật")[0] == "Mô tả mẫu vật"
