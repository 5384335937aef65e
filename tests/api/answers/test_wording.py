"""What citizens read, worded from facts and never beyond them."""

import pytest

from api.answers.wording import units
from api.answers.wording.procedure import next_sections, one_section, whole
from api.answers.wording.sections import section_lines
from api.answers.wording.source import source_line
from knowledge_base.model import (
    Channel,
    ChannelKind,
    Document,
    Duration,
    DurationUnit,
    Fee,
    FeeKind,
    LegalBasis,
    Procedure,
    Section,
    Source,
)


def procedure(**changes) -> Procedure:
    facts = {
        "code": "1.000001",
        "name": "Thủ tục cấp giấy thử",
        "field": "Thử nghiệm",
        "source": Source(name="kiểm thử"),
        "last_checked": "2026-06",
        "legal_basis": [
            LegalBasis(number="08/2025/TT-BTP", title="Thông tư thử"),
            LegalBasis(number="60/2014/QH13", title="Luật thử"),
        ],
    }
    return Procedure.model_validate(facts | changes)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (Duration(value=3, unit=DurationUnit.WORKING_DAY), "3 ngày làm việc"),
        (Duration(value=0.5, unit=DurationUnit.DAY), "0,5 ngày"),
        (Duration(value=0, unit=DurationUnit.DAY), "giải quyết ngay"),
        (Duration(value=1), "nguồn ghi là 1 nhưng không ghi đơn vị"),
        (Duration(note="Ngay khi nhận"), "Ngay khi nhận"),
    ],
)
def test_a_time_keeps_its_unit_and_never_gets_an_assumed_one(item, text):
    assert units.duration(item) == text


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (Fee(amount=8000, unit="bản", kind=FeeKind.FEE), "phí 8.000 đồng/bản"),
        (Fee(amount=0), "miễn phí"),
        (Fee(amount=0, condition="Đúng hạn"), "miễn phí (Đúng hạn)"),
        (Fee(condition="Hội đồng nhân dân quy định"), "Hội đồng nhân dân quy định"),
        (Fee(), "mức thu chưa có trong nguồn"),
        (Fee(amount=1500000, exemption="hộ nghèo"), "1.500.000 đồng (miễn: hộ nghèo)"),
    ],
)
def test_a_fee_is_readable_and_a_missing_amount_is_not_free(item, text):
    assert units.fee(item) == text


def test_the_source_line_names_code_law_and_date():
    assert (
        source_line(procedure()) == "Mã 1.000001 · Luật thử (60/2014/QH13) · kiểm tra tháng 06/2026"
    )


def test_the_source_line_is_honest_about_gaps():
    line = source_line(procedure(legal_basis=[], last_checked=None))
    assert line == "Mã 1.000001 · nguồn chưa ghi căn cứ pháp lý · nhân viên chưa kiểm tra"


def test_an_empty_section_is_refused_not_invented():
    text, confirmed = one_section(procedure(unconfirmed=[Section.FEE]), Section.FEE)
    assert not confirmed
    assert "chưa được nhân viên xác nhận" in text
    assert "1022" in text


def test_an_unconfirmed_fact_is_told_with_its_doubt():
    doubtful = procedure(
        channels=[Channel(kind=ChannelKind.COUNTER, times=[Duration(value=1)])],
        unconfirmed=[Section.TIME],
    )
    text, confirmed = one_section(doubtful, Section.TIME)
    assert not confirmed
    assert "không ghi đơn vị" in text
    assert "chưa xác nhận" in text


def test_channels_that_agree_are_said_once():
    same = Fee(amount=0)
    agreed = procedure(
        channels=[
            Channel(kind=ChannelKind.COUNTER, fees=[same]),
            Channel(kind=ChannelKind.ONLINE, fees=[same]),
        ]
    )
    assert section_lines(agreed, Section.FEE) == ["Miễn phí"]


def test_channels_that_differ_are_told_apart():
    different = procedure(
        channels=[
            Channel(kind=ChannelKind.COUNTER, fees=[Fee(amount=20000)]),
            Channel(kind=ChannelKind.ONLINE, fees=[Fee(amount=10000)]),
        ]
    )
    assert section_lines(different, Section.FEE) == [
        "Tại quầy: 20.000 đồng",
        "Trực tuyến: 10.000 đồng",
    ]


def test_papers_for_everybody_come_before_papers_for_some():
    papers = procedure(
        documents=[
            Document(name="Giấy ủy quyền", condition="khi nhờ người khác"),
            Document(name="Tờ khai", originals=1),
        ]
    )
    assert section_lines(papers, Section.DOCUMENTS) == [
        "1. Tờ khai (1 bản chính)",
        "2. Giấy ủy quyền – khi nhờ người khác",
    ]


def test_the_whole_is_short_and_offers_only_what_is_there():
    known = procedure(documents=[Document(name="Tờ khai")], summary="Cấp giấy thử.")
    text = whole(known)
    assert len(text) <= 600
    assert text.startswith("Dạ, về *cấp giấy thử*")
    assert "nhân viên chưa xác nhận" in text
    assert next_sections(known, [Section.WHOLE]) == [Section.DOCUMENTS]
