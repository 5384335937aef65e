"""Each kind of message in each way of sending choices, held by golden files."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.channels.base.writing import plain
from bot.channels.messages import (
    Card,
    Choice,
    ContactRequest,
    File,
    Image,
    LocationRequest,
    Message,
    Text,
)
from bot.channels.zalo.buttons import Buttons
from bot.channels.zalo.payloads import Payloads
from bot.channels.zalo.renderer import Renderer
from bot.channels.zalo.settings import ButtonMode
from bot.channels.zalo.writing import pieces, shortened
from tests.bot.zalo.support import PERSON, SECRET, USER, WORDING, Running

GOLDEN = Path(__file__).parent / "golden"
FEE = Choice("Lệ phí", '/choose{"code":"1.001193","section":"fee"}')
WORDS = Choice("Làm thẻ căn cước", "Làm thẻ căn cước")
PORTAL = Choice("Mở Cổng Dịch vụ công", url="https://example.invalid/dvc")
CALL = Choice("Gọi 1022", url="tel:1022")
MANY = tuple(Choice(f"Thủ tục {n}", f'/choose{{"code":"1.00000{n}"}}') for n in range(1, 8))
MESSAGES: "dict[str, Message]" = {
    "text": Text("Dạ, lệ phí là *miễn phí*."),
    "choices": Text("Anh/chị cần *phần nào*?", (FEE, WORDS, PORTAL, CALL)),
    "many_choices": Text("Anh/chị chọn thủ tục:", MANY),
    "only_choices": Text("", (FEE,)),
    "only_addresses": Text("Xem thêm:", (PORTAL,)),
    "card": Card(
        "Đăng ký khai sinh", "Mã 1.001193", "https://example.invalid/a.png", (FEE, PORTAL)
    ),
    "bare_card": Card("Đăng ký khai sinh"),
    "image": Image("https://example.invalid/map.jpg", "Sơ đồ *quầy*"),
    "file": File("https://example.invalid/to-khai.docx", "Tờ khai", "Mẫu tờ khai đây ạ."),
    "location_request": LocationRequest("Anh/chị đang ở đâu ạ?"),
    "contact_request": ContactRequest("Số điện thoại dùng để giữ lịch hẹn ạ."),
}
MODES = tuple(ButtonMode)


def renderer(mode: ButtonMode, wording=WORDING) -> Renderer:
    return Renderer(mode, Buttons(Payloads(SECRET), wording.texts), wording)


def rendered(mode: ButtonMode, message: Message) -> "list[dict]":
    return [asdict(item) for item in renderer(mode).render([message])]


def test_a_golden_file_each():
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(MESSAGES)


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("mode", MODES)
def test_golden(name: str, mode: ButtonMode):
    golden = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert rendered(mode, MESSAGES[name]) == golden[mode.value]


@pytest.mark.parametrize("name", set(MESSAGES) - {"file"})
@pytest.mark.parametrize("mode", MODES)
def test_zalo_takes_all_of_it_and_refuses_nothing(run: Running, name: str, mode: ButtonMode):
    run.zalo.set(button_mode=mode.value if mode is not ButtonMode.TEXT else "none")
    run(lambda channel: channel.send(PERSON, [MESSAGES[name]]), button_mode=mode)
    received = [item["message"] for item in run.zalo.received(USER)]
    assert received == [item["message"] for item in rendered(mode, MESSAGES[name])]


def test_without_a_picture_the_words_ask_for_the_number():
    from dataclasses import replace

    bare = renderer(ButtonMode.BUTTONS, replace(WORDING, contact_image_url=""))
    (piece,) = bare.render([MESSAGES["contact_request"]])
    assert piece.message == {"text": "Số điện thoại dùng để giữ lịch hẹn ạ."}


def test_a_choice_that_is_no_button_is_still_offered():
    long = Text("Chọn:", (Choice("Dài", "/choose" + "x" * 1000), FEE))
    (piece,) = renderer(ButtonMode.BUTTONS).render([long])
    assert piece.message == {"text": "Chọn:\n\n1. Dài\n2. Lệ phí\n\nNhắn số để chọn."}


def test_a_long_text_keeps_its_buttons_at_the_end():
    first, last = renderer(ButtonMode.BUTTONS).render([Text("Câu này dài. " * 200, (FEE,))])
    assert set(first.message) == {"text"}
    assert len(first.message["text"]) <= 2000
    assert last.message["attachment"]["payload"]["buttons"][0]["title"] == "Lệ phí"


def test_decomposed_letters_are_composed():
    assert plain("Ho\u0302\u0300 so\u031b") == "Hồ sơ"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("*đậm*", "đậm"),
        ("Mất *2 ngày* và *50.000 đồng*.", "Mất 2 ngày và 50.000 đồng."),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("2*3*4", "2*3*4"),
        ("* mục một\n* mục hai", "* mục một\n* mục hai"),
    ],
)
def test_only_marks_of_bold_words_are_dropped(given: str, shown: str):
    assert plain(given) == shown


@pytest.mark.parametrize(
    ("joint", "text"),
    [
        ("\n\n", "\n\n".join(f"Đoạn {n}. Một câu. Hai\ncâu." for n in range(200))),
        ("\n", "\n".join(f"Dòng {n}. Một câu nữa." for n in range(200))),
        (" ", " ".join(f"Câu số {n} có vài từ." for n in range(200))),
    ],
)
def test_a_text_is_cut_where_it_hurts_least(joint: str, text: str):
    cut = pieces(text)
    assert len(cut) > 1
    assert all(1000 <= len(part) <= 2000 for part in cut[:-1])
    assert joint.join(cut) == text


def test_a_text_without_any_place_to_cut():
    assert pieces("ạ" * 4001) == ["ạ" * 2000, "ạ" * 2000, "ạ"]
    assert pieces("ạ" * 2000) == ["ạ" * 2000]
    assert pieces("  ") == []


def test_titles_are_short():
    assert shortened("từ " * 60, 100).endswith("…")
    assert len(shortened("từ " * 60, 100)) <= 100
