"""Rows of the national portal (Cổng Dịch vụ công quốc gia): 22 flat text fields."""

from __future__ import annotations

from typing import Any

from knowledge_base.importers.assemble import Draft, assemble
from knowledge_base.importers.channels import parse_portal_channels
from knowledge_base.importers.documents import parse_portal_documents
from knowledge_base.importers.fields import RowRefusedError, code_of, required, text_of
from knowledge_base.importers.furniture import clean, normalise, one_line, split_footer
from knowledge_base.importers.legal_basis import parse_portal_basis
from knowledge_base.importers.results import parse_results
from knowledge_base.importers.rows import Issue, ParsedRow, Reason
from knowledge_base.importers.steps import is_cut_from_documents
from knowledge_base.model import Source

SOURCE_NAME = "Cổng Dịch vụ công quốc gia"
_LONGEST_ADDRESS = 500


def is_portal_row(row: dict[str, Any]) -> bool:
    """Whether a row has the portal's shape."""
    return "ma_thu_tuc" in row and "ten_thu_tuc" in row


def parse_portal_row(row: dict[str, Any], line: int, retrieved: str | None) -> ParsedRow:
    """Read one row.

    Args:
        row: the JSON object.
        line: its line in the file, from 1.
        retrieved: year, month or day of the crawl ("2026"), or ``None``.
    """
    try:
        return assemble(_draft(row, line, retrieved))
    except RowRefusedError as refusal:
        return refusal.quarantined(line, row)


def _draft(row: dict[str, Any], line: int, retrieved: str | None) -> Draft:
    code = code_of(text_of(row, "ma_thu_tuc"))
    address = one_line(text_of(row, "detail_url"))
    results, footer = split_footer(normalise(text_of(row, "ket_qua_xu_ly")))
    conditions, other_footer = split_footer(normalise(text_of(row, "yeu_cau_dieu_kien")))
    basis, _ = split_footer(normalise(text_of(row, "can_cu_phap_ly")))
    results_are_cut = is_cut_from_documents(results)
    address = address if _is_address(address) else ""
    can_file_there = footer.can_file_online or other_footer.can_file_online
    authority = one_line(text_of(row, "co_quan_co_tham_quyen"))
    return Draft(
        line=line,
        raw=row,
        code=code,
        name=required(text_of(row, "ten_thu_tuc"), Reason.NAME_MISSING, "name", code),
        field=required(text_of(row, "linh_vuc"), Reason.FIELD_MISSING, "field", code),
        levels=text_of(row, "cap_thuc_hien"),
        applicants=text_of(row, "doi_tuong_thuc_hien"),
        steps=text_of(row, "trinh_tu_thuc_hien"),
        conditions=conditions,
        authority=one_line(text_of(row, "co_quan_thuc_hien")) or authority,
        where=clean(text_of(row, "dia_chi_tiep_nhan")),
        source=Source(
            name=SOURCE_NAME,
            url=address or None,
            decision=one_line(text_of(row, "so_quyet_dinh")) or None,
            retrieved=retrieved,
        ),
        channels=parse_portal_channels(text_of(row, "cach_thuc_thuc_hien")),
        documents=parse_portal_documents(text_of(row, "thanh_phan_ho_so")),
        basis=parse_portal_basis(basis),
        results=[] if results_are_cut else parse_results(results),
        doubts={Issue.RESULTS_CUT} if results_are_cut else set(),
        remark=footer.description or other_footer.description,
        # The page has a form to file with: there one files online.
        online_address=(address or None) if can_file_there else None,
    )


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and len(text) <= _LONGEST_ADDRESS
