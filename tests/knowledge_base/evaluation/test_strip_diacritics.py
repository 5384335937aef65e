import unicodedata

import pytest

from knowledge_base.evaluation.strip import strip_diacritics


@pytest.mark.parametrize(
    ("written", "stripped"),
    [
        ("Đăng ký khai sinh ở Quận Bình Thạnh", "Dang ky khai sinh o Quan Binh Thanh"),
        ("CT01, 1.001193 – 8h30?", "CT01, 1.001193 – 8h30?"),
        ("ƯỚC ươm ữ Ỹ", "UOC uom u Y"),
        ("", ""),
    ],
)
def test_strips_marks_and_keeps_case(written, stripped):
    assert strip_diacritics(written) == stripped
    assert strip_diacritics(unicodedata.normalize("NFD", written)) == stripped
