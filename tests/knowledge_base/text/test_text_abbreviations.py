from pathlib import Path

import pytest

from knowledge_base.errors import InvalidInput
from knowledge_base.text import expand, load_abbreviations
from knowledge_base.text.abbreviations import build_table


@pytest.mark.parametrize(
    ("typed", "written_out"),
    [
        ("ko biết lm ntn", "không biết làm như thế nào"),
        ("K cần đâu", "Không cần đâu"),
        ("mất CCCD", "mất căn cước công dân"),
        ("e muốn đk kết hôn", "em muốn đăng ký kết hôn"),
        ("cần đk gì", "cần điều kiện gì"),
        ("bn tiền vậy", "bao nhiêu tiền vậy"),
        ("bn ơi", "bạn ơi"),
        ("dc ko", "được không"),
        ("cho xin dc", "cho xin địa chỉ"),
        ("vk ck e", "vợ chồng em"),
        ("ck phí qua stk nào", "chuyển khoản phí qua số tài khoản nào"),
        ("gks, hktt", "giấy khai sinh, hộ khẩu thường trú"),
        ("cccd/cmnd", "căn cước công dân/chứng minh nhân dân"),
        ("a/c cho hỏi", "anh chị cho hỏi"),
        ("ở q1 hay P.12", "ở quận 1 hay Phường 12"),
        ("mấy h mở cửa", "mấy giờ mở cửa"),
        ("cài vneid", "cài VNeID"),
        ("ubnd phường, gpxd", "ủy ban nhân dân phường, giấy phép xây dựng"),
    ],
)
def test_expands(typed: str, written_out: str) -> None:
    assert expand(typed) == written_out


@pytest.mark.parametrize(
    "text",
    [
        "ck",
        "tt",
        "dc",
        "bằng lái hạng C",
        "điểm a khoản 2",
        "phí 500k",
        "500 k",
        "01/2021/TT-BCA",
        "a@vn.vn",
        "dichvucong.gov.vn",
        "https://x.vn/ko",
        "k1",
        "mẫu CT01",
        "đk-kd",
        "nặng 5 kg",
        "kokok",
    ],
)
def test_leaves_what_is_not_clear(text: str) -> None:
    assert expand(text) == text


def test_expanding_twice_changes_nothing_more() -> None:
    once = expand("e ở q1, ko có hktt, xin gks cho con dc ko ạ")
    assert expand(once) == once


def test_every_spelling_of_the_shipped_list_can_be_reached() -> None:
    table = load_abbreviations()
    plain = [
        short
        for short, senses in table.senses.items()
        if senses[-1] == type(senses[-1])(senses[-1].full)
    ]
    assert len(table.senses) > 250
    assert all(expand(short) == plain_full(short) for short in plain)


def plain_full(short: str) -> str:
    return load_abbreviations().senses[short][-1].full


def test_the_first_fitting_sense_wins() -> None:
    table = build_table(
        [
            {"short": ["x"], "full": "một", "near": ["hai"]},
            {"short": ["x"], "full": "khác"},
        ]
    )
    assert expand("x và hai", table) == "một và hai"
    assert expand("x và ba", table) == "khác và ba"


@pytest.mark.parametrize(
    "entry",
    [
        {"short": ["ab"]},
        {"full": "ab"},
        {"short": ["a-b"], "full": "không tới được"},
        {"short": ["ab"], "full": "sai", "near": [True]},
        {"short": ["ab"], "full": "sai", "nearby": ["x"]},
        {"short": "ab", "full": "sai"},
    ],
)
def test_wrong_entries_are_refused(entry: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        build_table([entry])


def test_a_sense_after_the_default_is_refused() -> None:
    with pytest.raises(InvalidInput, match="never be chosen"):
        build_table([{"short": ["ab"], "full": "một"}, {"short": ["ab"], "full": "hai"}])


@pytest.mark.parametrize("content", ["- chỉ là danh sách", "chat: [", "chat: [chữ]"])
def test_unreadable_files_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "abbreviations.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput):
        load_abbreviations(path)
