"""A file in, procedures and quarantined rows out: both shapes, reasons, dates, duplicates."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.errors import ImportFailed
from knowledge_base.importers import Imported, Issue, ParsedRow, Quarantined, Reason, parse_file
from knowledge_base.model import (
    Act,
    Applicant,
    ChannelKind,
    Duration,
    DurationUnit,
    Level,
    Section,
)

NOTHING = "Không có thông tin"
PAGE = "https://example.org/thu-tuc/1"


def portal(**changes: Any) -> dict[str, Any]:
    return {
        "ma_thu_tuc": "1.900001",
        "detail_url": PAGE,
        "ten_thu_tuc": "Cấp lại thẻ\nnuôi ong",
        "so_quyet_dinh": "7/QĐ-BNO",
        "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
        "linh_vuc": "Nuôi ong",
        "doi_tuong_thuc_hien": "Công dân Việt Nam",
        "co_quan_co_tham_quyen": "",
        "dia_chi_tiep_nhan": "",
        "trinh_tu_thuc_hien": "Bước 1: Viết đơn.\nBước 2: Nộp đơn.",
        "cach_thuc_thuc_hien": "Hình thức nộpThời gianPhí, lệ phíMô tả"
        "Trực tuyến4 Ngày làm việc30,000 Việt Nam Đồng(30.000 đồng/thẻ)",
        "thanh_phan_ho_so": "--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn xinMẫu O1.doc1 bản chính",
        "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật Ong60/2034/QH13",
        "co_quan_thuc_hien": "Sở Ong",
        "yeu_cau_dieu_kien": NOTHING,
        "ket_qua_xu_ly": f"Thẻ nuôi ongMã: KQ.G01.1Từ khóa{NOTHING}Mô tả{NOTHING}"
        "Chọn cơ quan thực hiện-- Chọn --Nộp hồ sơ",
    } | changes


def ministry(**changes: Any) -> dict[str, Any]:
    return {
        "thu_tuc_id": "1.900002",
        "metadata": {
            "mã_thủ_tục": "1.900002",
            "tên_thủ_tục": "Đăng ký đàn ong",
            "số_quyết_định": "Quyết định số 9/QĐ-BQP",
            "cấp_thực_hiện": "Cấp Xã",
            "lĩnh_vực": "Nuôi ong",
        },
        "content": {
            "trình_tự_thực_hiện": "Bước 1: Viết đơn. Bước 2: Nộp đơn.",
            "đối_tượng_thực_hiện": "Công dân Việt Nam",
            "cơ_quan_thực_hiện": "Hội ong",
            "địa_chỉ_tiếp_nhận_hs": NOTHING,
            "kết_quả_thực_hiện": "Sổ ong",
            "yêu_cầu_điều_kiện_thực_hiện": "Không",
            "mô_tả": NOTHING,
        },
        "tables": {
            "hinh_thuc_nop": [
                {
                    "hinh_thuc": "Trực tiếp",
                    "thoi_han_giai_quyet": "02 Giờ",
                    "phi_le_phi": "Phí : 0 Đồng",
                    "mo_ta": "",
                }
            ],
            "thanh_phan_ho_so": [
                {
                    "ten_giay_to": "- Đơn xin;",
                    "so_luong": "O1.doc\nO2.doc",
                    "ghi_chu": "Bản chính: 1\nBản sao: 0",
                },
                {
                    "ten_giay_to": "Ảnh tổ",
                    "so_luong": "",
                    "ghi_chu": "Bản chính: 0\nBản sao: 0",
                },
            ],
            "can_cu_phap_ly": [{"so_ky_hieu": "số 60/2034/QH13", "trich_yeu": "Luật Ong"}],
        },
    } | changes


def read(folder: Path, *rows: dict[str, Any], name: str = "rows.jsonl") -> list[ParsedRow]:
    path = folder / name
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(text, encoding="utf-8")
    return list(parse_file(path))


def imported(folder: Path, row: dict[str, Any], name: str = "rows.jsonl") -> Imported:
    (parsed,) = read(folder, row, name=name)
    assert isinstance(parsed, Imported), parsed
    return parsed


def test_portal_row_becomes_a_procedure(tmp_path: Path) -> None:
    row = imported(tmp_path, portal())
    procedure = row.procedure
    assert (procedure.code, procedure.name) == ("1.900001", "Cấp lại thẻ nuôi ong")
    assert procedure.act is Act.REISSUE
    assert procedure.levels == [Level.CITY, Level.WARD]
    assert procedure.applicants == [Applicant.CITIZEN]
    assert procedure.steps == ["Viết đơn.", "Nộp đơn."]
    assert procedure.results == ["Thẻ nuôi ong"]
    assert procedure.conditions == []
    assert [basis.number for basis in procedure.legal_basis] == ["60/2034/QH13"]
    (document,) = procedure.documents
    assert (document.name, document.originals, document.form) == ("Đơn xin", 1, "Mẫu O1")
    (channel,) = procedure.channels
    assert channel.times == [Duration(value=4, unit=DurationUnit.WORKING_DAY)]
    assert (channel.fees[0].amount, channel.fees[0].unit) == (30000, "thẻ")
    assert (procedure.source.url, procedure.source.decision) == (PAGE, "7/QĐ-BNO")
    assert procedure.online_address == PAGE
    assert procedure.unconfirmed == []
    assert row.issues == ()


def test_raw_row_is_kept_as_it_came(tmp_path: Path) -> None:
    source = portal(cot_la="giữ nguyên")
    assert imported(tmp_path, source).raw == source


def test_ministry_row_becomes_a_procedure(tmp_path: Path) -> None:
    procedure = imported(tmp_path, ministry()).procedure
    assert (procedure.code, procedure.act) == ("1.900002", Act.REGISTER)
    assert procedure.source.name == "Bộ Quốc phòng"
    assert procedure.source.decision == "9/QĐ-BQP"
    assert procedure.steps == ["Viết đơn.", "Nộp đơn."]
    assert [(item.name, item.originals, item.copies) for item in procedure.documents] == [
        ("Đơn xin", 1, 0),
        ("Ảnh tổ", None, None),
    ]
    assert [form.file for form in procedure.forms] == ["O1.doc", "O2.doc"]
    (channel,) = procedure.channels
    assert channel.kind is ChannelKind.COUNTER
    assert channel.times == [Duration(value=2, unit=DurationUnit.HOUR)]
    assert channel.fees[0].amount == 0
    assert procedure.unconfirmed == []
    assert procedure.online_address is None


def test_page_without_a_form_to_file_is_no_place_to_file_online(tmp_path: Path) -> None:
    row = portal(ket_qua_xu_ly=f"Thẻ nuôi ongMã: KQ.1Từ khóa{NOTHING}Mô tả{NOTHING}")
    assert imported(tmp_path, row).procedure.online_address is None


@pytest.mark.parametrize(
    ("change", "issue", "section"),
    [
        ({"thanh_phan_ho_so": "--"}, Issue.DOCUMENTS_MISSING, Section.DOCUMENTS),
        ({"cach_thuc_thuc_hien": ""}, Issue.TIME_MISSING, Section.TIME),
        ({"cach_thuc_thuc_hien": ""}, Issue.FEE_MISSING, Section.FEE),
        ({"trinh_tu_thuc_hien": NOTHING}, Issue.STEPS_MISSING, Section.STEPS),
        ({"can_cu_phap_ly": "Luật Ong"}, Issue.BASIS_UNREADABLE, Section.BASIS),
        (
            {"yeu_cau_dieu_kien": "thủ tục.1 bản chínhĐơn1 bản chính"},
            Issue.CONDITIONS_CUT,
            Section.CONDITIONS,
        ),
        ({"ket_qua_xu_ly": "cũ.1 bản chínhĐơn"}, Issue.RESULTS_CUT, Section.RESULT),
        ({"doi_tuong_thuc_hien": "Người trời"}, Issue.WHO_UNREADABLE, Section.WHO),
        ({"cap_thuc_hien": "Cấp trời"}, Issue.LEVEL_UNREADABLE, Section.WHERE),
        ({"co_quan_thuc_hien": "Hội ong huyện"}, Issue.PLACE_DISTRICT, Section.WHERE),
    ],
)
def test_doubt_makes_its_section_unconfirmed(
    tmp_path: Path, change: dict[str, str], issue: Issue, section: Section
) -> None:
    row = imported(tmp_path, portal(**change))
    assert issue in row.issues
    assert section in row.procedure.unconfirmed


@pytest.mark.parametrize(
    ("row", "reason", "code"),
    [
        ({"ma": 1}, Reason.SHAPE_UNKNOWN, None),
        (portal(ma_thu_tuc=""), Reason.CODE_MISSING, None),
        (portal(ma_thu_tuc=None), Reason.CODE_MISSING, None),
        (portal(ma_thu_tuc="1.12345"), Reason.CODE_MALFORMED, "1.12345"),
        (portal(ma_thu_tuc="١.٩٠٠٠٠١"), Reason.CODE_MALFORMED, "١.٩٠٠٠٠١"),
        (portal(ten_thu_tuc=NOTHING), Reason.NAME_MISSING, "1.900001"),
        (portal(linh_vuc=" "), Reason.FIELD_MISSING, "1.900001"),
        (portal(trinh_tu_thuc_hien=["a"]), Reason.FIELD_NOT_TEXT, None),
        (ministry(metadata={"mã_thủ_tục": "1.900009"}), Reason.CODE_MISMATCH, "1.900002"),
        (ministry(tables=[]), Reason.FIELD_NOT_TEXT, "1.900002"),
        (ministry(tables={"hinh_thuc_nop": ["a"]}), Reason.FIELD_NOT_TEXT, "1.900002"),
    ],
)
def test_rows_that_cannot_be_trusted_are_quarantined(
    tmp_path: Path, row: dict[str, Any], reason: Reason, code: str | None
) -> None:
    (parsed,) = read(tmp_path, row)
    assert isinstance(parsed, Quarantined)
    assert (parsed.line, parsed.reason_code, parsed.code) == (1, reason, code)
    assert parsed.raw == row
    assert parsed.detail


def test_second_row_of_a_code_is_quarantined(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, portal(), portal(linh_vuc="Khác"), ministry())
    assert isinstance(first, Imported)
    assert isinstance(second, Quarantined)
    assert (second.reason_code, second.line, second.code) == (Reason.CODE_DUPLICATE, 2, "1.900001")
    assert "line 1" in second.detail
    assert isinstance(third, Imported)


def test_broken_line_is_quarantined_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(portal()).encode() + b"\n{oops\n"))
    _, broken = parse_file(path)
    assert isinstance(broken, Quarantined)
    assert (broken.line, broken.reason_code) == (2, Reason.JSON_BROKEN)


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("portal_2031.jsonl", None, "2031"),
        ("2030_to_2031.jsonl", None, "2031"),
        ("portal.jsonl", None, None),
        ("id-1202655.jsonl", None, None),
        ("portal_2031.jsonl", "2032-05-06", "2032-05-06"),
        ("portal_2031.jsonl", "2032-05", "2032-05"),
    ],
)
def test_date_of_the_crawl(
    tmp_path: Path, name: str, given: str | None, expected: str | None
) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(portal()), encoding="utf-8")
    (row,) = parse_file(path, given)
    assert isinstance(row, Imported)
    assert row.procedure.source.retrieved == expected
    assert row.procedure.last_checked == expected


@pytest.mark.parametrize("retrieved", ["32", "2032-13", "2032-5-6", "hôm qua", ""])
def test_date_that_is_none_is_refused_at_once(tmp_path: Path, retrieved: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ImportFailed):
        parse_file(path, retrieved)


def test_missing_file_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed):
        parse_file(tmp_path / "nothing.jsonl")
