import pytest

from knowledge_base.text import normalise


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("<p>khai sinh</p>", "khai sinh"),
        ("giấy<br/>tờ", "giấy tờ"),
        ('<a href="x">mẫu</a> đơn', "mẫu đơn"),
        ("<script>alert(1)</script>lệ phí", "lệ phí"),
        ("a<!-- ghi chú -->b", "a b"),
        ("cha&nbsp;mẹ &amp; con", "cha mẹ & con"),
        ("gi&#7845;y", "giấy"),
        ("&amp;lt;b&amp;gt;con&amp;lt;/b&amp;gt;", "con"),
        ("ｋｈａｉ　ｓｉｎｈ １２", "khai sinh 12"),
        ("𝐤𝐡𝐚𝐢 𝘴𝘪𝘯𝘩", "khai sinh"),
    ],
)
def test_markup_goes(typed: str, clean: str) -> None:
    assert normalise(typed) == clean


@pytest.mark.parametrize(
    "text",
    ["dưới < 5 triệu", "3 > 2", "a & b", "i <3 you", "https://a.vn/?a=1&copy;=2", "R&D", "&khong;"],
)
def test_signs_of_comparison_and_addresses_stay(text: str) -> None:
    assert normalise(text) == text
