"""The fake Telegram reads HTML as Telegram does."""

import pytest

from tests.fakes.telegram.errors import TelegramError
from tests.fakes.telegram.html import parse_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("trơn", "trơn", []),
        ("<b>Lệ phí</b>", "Lệ phí", [("bold", 0, 6)]),
        ("  <b> a</b> ", "a", [("bold", 0, 1)]),
        ("<B>a</b>", "a", [("bold", 0, 1)]),
        ("😀<i>x</i>", "😀x", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b></b>x", "x", []),
        ("1 &lt; 2 &amp; 3 &gt; 2 &quot;&#7879;&#x1EC7;", '1 < 2 & 3 > 2 "ệệ', []),
        ("a & b &copy; > c", "a & b &copy; > c", []),
        ("&#xD800;", "&#xD800;", []),
        ("&#99999999999;", "&#99999999999;", []),
        ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ],
)
def test_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]):
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(item["type"], item["offset"], item["length"]) for item in found] == entities


def test_a_link_keeps_its_address():
    text, (link,) = parse_html('Xem <a href="https://a.invalid/?x=1&amp;y=2">đây</a>')
    assert text == "Xem đây"
    assert link["url"] == "https://a.invalid/?x=1&y=2"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>a", 'find end tag corresponding to start tag "b"'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("ấ</b>", "Unexpected end tag at byte offset 3"),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("ấ<p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a<b", "Unclosed start tag"),
        ("<b>a</b", "Unclosed end tag"),
        ("<span>a</span>", 'must have class "tg-spoiler"'),
        ('<a href="x>y</a>', "Unclosed start tag"),
    ],
)
def test_wrong_tags(source: str, reason: str):
    with pytest.raises(TelegramError) as refused:
        parse_html(source)
    assert refused.value.code == 400
    assert refused.value.description.startswith("Bad Request: can't parse entities: ")
    assert reason in refused.value.description
