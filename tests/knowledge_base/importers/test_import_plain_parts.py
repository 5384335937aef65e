"""The small parsers: levels, applicants, act, steps, conditions, results, places."""

from __future__ import annotations

import pytest

from knowledge_base.importers.act import parse_act
from knowledge_base.importers.applicants import parse_applicants
from knowledge_base.importers.levels import parse_levels
from knowledge_base.importers.places import doubts_about_place
from knowledge_base.importers.results import parse_results
from knowledge_base.importers.rows import Issue
from knowledge_base.importers.steps import parse_conditions, parse_steps
from knowledge_base.model import Act, Applicant, Level


def test_levels() -> None:
    assert parse_levels("Cấp Bộ, Cấp tỉnh, Cấp xã, Cơ quan khác, Cấp tỉnh") == (
        [Level.MINISTRY, Level.CITY, Level.WARD, Level.OTHER],
        [],
    )
    assert parse_levels("Cấp huyện, Cấp xã") == ([Level.WARD], ["Cấp huyện"])


def test_applicants_whose_names_have_commas() -> None:
    text = "Cán bộ, công chức, viên chức, Tổ chức (không bao gồm doanh nghiệp, HTX), Doanh nghiệp"
    assert parse_applicants(text) == (
        [Applicant.OFFICIAL, Applicant.ORGANISATION, Applicant.FIRM],
        [],
    )


def test_longer_kinds_are_not_taken_for_shorter_ones() -> None:
    text = "Doanh nghiệp có vốn đầu tư nước ngoài, Tổ chức nước ngoài, Người nước ngoài, Người trời"
    assert parse_applicants(text) == (
        [Applicant.FOREIGN_FIRM, Applicant.FOREIGN_ORGANISATION, Applicant.FOREIGNER],
        ["Người trời"],
    )


@pytest.mark.parametrize(
    ("title", "act"),
    [
        ("Cấp thẻ nuôi ong", Act.ISSUE),
        ("Thủ tục cấp lại thẻ nuôi ong", Act.REISSUE),
        ("Cấp đổi thẻ nuôi ong", Act.EXCHANGE),
        ("Cấp gia hạn thẻ nuôi ong", Act.RENEW),
        ("Gia hạn thẻ đã cấp lại", Act.RENEW),
        ("Cấp bản sao thẻ", Act.COPY),
        ("Cấp, cấp lại thẻ", Act.ISSUE),
        ("Đăng ký cấp lại thẻ", Act.REGISTER),
        ("Đăng ký lại đàn ong", Act.REGISTER),
        ("THỦ TỤC XÓA ĐĂNG KÝ ĐÀN ONG", Act.DELETE),
        ("Giải quyết khiếu nại về ong", Act.COMPLAIN),
        ("Giải quyết hưởng trợ cấp nuôi ong", Act.BENEFIT),
        ("Cải chính tên ong", Act.CORRECT),
        ("Cáp treo chở ong", Act.OTHER),
        ("Cập nhật đàn ong", Act.CHANGE),
        ("Cấp tỉnh quản lý ong", Act.OTHER),
        ("Chuyến ong bay", Act.OTHER),
        ("Nuôi ong và cấp thẻ", Act.OTHER),
        ("", Act.OTHER),
    ],
)
def test_act_is_the_verb_a_title_starts_with(title: str, act: Act) -> None:
    assert parse_act(title) is act


def test_steps_at_their_labels() -> None:
    text = "- Bước 1: Viết đơn.\n+ Ghi rõ tên.\nb) Bước 2. Nộp đơn như tại Bước 1. Bước 3: Chờ."
    assert parse_steps(text) == ["Viết đơn.\n+ Ghi rõ tên.", "Nộp đơn như tại Bước 1.", "Chờ."]


def test_words_before_the_first_step_stay() -> None:
    assert parse_steps("Áp dụng cho mọi nhà.\nBước 1: Viết đơn.") == [
        "Áp dụng cho mọi nhà.",
        "Viết đơn.",
    ]


def test_steps_without_labels_are_lines() -> None:
    assert parse_steps("- Viết đơn\nkèm ảnh\n- Nộp đơn:\n+ tại quầy") == [
        "Viết đơn\nkèm ảnh",
        "Nộp đơn:\n+ tại quầy",
    ]


def test_line_below_a_heading_belongs_to_it() -> None:
    assert parse_steps("a) Nộp:\n- Mang đơn đến quầy\nb) Nhận:\n- Lấy thẻ") == [
        "a) Nộp:\n- Mang đơn đến quầy",
        "b) Nhận:\n- Lấy thẻ",
    ]


def test_conditions() -> None:
    assert parse_conditions("- Có ong\n- Có vườn") == ["Có ong", "Có vườn"]
    assert parse_conditions("Không có.") == []


def test_results_without_codes() -> None:
    text = "Thẻ nuôi ongMã: KQ.G01.000258Thư từ chốiMã: 000.00.00.G15-KQ0187thư hỏi lạiMã: KQ-7"
    assert parse_results(text) == ["Thẻ nuôi ong", "Thư từ chối", "thư hỏi lại"]


def test_results_once_and_without_words_typed_to_try() -> None:
    assert parse_results("Thẻ ongMã: KQ.G01.1dsfasMã: KQ.G01.2Thẻ ongMã: KQ.G01.3") == ["Thẻ ong"]


@pytest.mark.parametrize(
    ("authority", "where", "levels", "issues"),
    [
        ("Sở Ong", "", [Level.CITY], set()),
        ("Sở Ong Thành phố Hà Nội", "", [Level.CITY], {Issue.PLACE_ELSEWHERE}),
        ("Sở Ong Thành phố Hồ Chí Minh", "", [Level.CITY], set()),
        ("Cục Ong", "Số 1, Thành phố Hà Nội", [Level.MINISTRY, Level.CITY], set()),
        ("Hội ong huyện", "", [Level.WARD], {Issue.PLACE_DISTRICT}),
    ],
)
def test_places(authority: str, where: str, levels: list[Level], issues: set[Issue]) -> None:
    assert doubts_about_place(authority, where, levels) == issues
