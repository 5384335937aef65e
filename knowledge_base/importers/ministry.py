"""Rows of a ministry's own export: metadata, content and tables as nested objects."""

from __future__ import annotations

import re
from typing import Any

from knowledge_base.importers.assemble import Draft, assemble
from knowledge_base.importers.channels import KINDS, ChannelsResult, TableRow, channels_of
from knowledge_base.importers.documents import (
    DocumentsResult,
    add_document,
    describe,
    form_of,
)
from knowledge_base.importers.fields import RowRefusedError, code_of, required, text_of
from knowledge_base.importers.furniture import clean, one_line, says_nothing
from knowledge_base.importers.legal_basis import BasisResult, number_from
from knowledge_base.importers.ministry_fees import add_ministry_fees
from knowledge_base.importers.rows import Issue, ParsedRow, Reason
from knowledge_base.importers.steps import parse_conditions
from knowledge_base.model import ChannelKind, Document, Source

# The body that publishes is told from its decision's number ("6225/QĐ-BQP").
_PUBLISHERS = {"BQP": "Bộ Quốc phòng"}
_ANY_PUBLISHER = "Tệp chi tiết thủ tục hành chính của cơ quan công bố"
_DECISION = re.compile(r"\d+/QĐ-([A-ZĐ]+)")
_COUNTS = re.compile(r"Bản chính:\s*(\d{1,3})\s*Bản sao:\s*(\d{1,3})", re.IGNORECASE)
_SHOWN = re.compile(r"(?:phải )?xuất trình(?!\w)", re.IGNORECASE)


def is_ministry_row(row: dict[str, Any]) -> bool:
    """Whether a row has the ministry's shape."""
    return "thu_tuc_id" in row and "metadata" in row and "content" in row


def parse_ministry_row(row: dict[str, Any], line: int, retrieved: str | None) -> ParsedRow:
    """Read one row; arguments as in :func:`portal.parse_portal_row`."""
    try:
        return assemble(_draft(row, line, retrieved))
    except RowRefusedError as refusal:
        return refusal.quarantined(line, row)


def _draft(row: dict[str, Any], line: int, retrieved: str | None) -> Draft:
    code = code_of(text_of(row, "thu_tuc_id"))
    metadata, content = _object(row, "metadata", code), _object(row, "content", code)
    tables = _object(row, "tables", code)
    inner = one_line(text_of(metadata, "mã_thủ_tục"))
    if inner and inner != code:
        raise RowRefusedError(
            Reason.CODE_MISMATCH, f"{code} is {inner[:40]!r} in its metadata", code
        )
    decision = one_line(text_of(metadata, "số_quyết_định"))
    return Draft(
        line=line,
        raw=row,
        code=code,
        name=required(text_of(metadata, "tên_thủ_tục"), Reason.NAME_MISSING, "name", code),
        field=required(text_of(metadata, "lĩnh_vực"), Reason.FIELD_MISSING, "field", code),
        levels=text_of(metadata, "cấp_thực_hiện"),
        applicants=text_of(content, "đối_tượng_thực_hiện"),
        steps=text_of(content, "trình_tự_thực_hiện"),
        conditions=text_of(content, "yêu_cầu_điều_kiện_thực_hiện"),
        authority=one_line(text_of(content, "cơ_quan_thực_hiện"))
        or one_line(text_of(content, "cơ_quan_có_thẩm_quyền")),
        where=clean(text_of(content, "địa_chỉ_tiếp_nhận_hs")),
        source=Source(
            name=_publisher(decision),
            decision=re.sub(r"^Quyết định số\s*", "", decision) or None,
            retrieved=retrieved,
        ),
        channels=_channels(_table(tables, "hinh_thuc_nop", code)),
        documents=_documents(_table(tables, "thanh_phan_ho_so", code)),
        basis=_basis(_table(tables, "can_cu_phap_ly", code)),
        results=parse_conditions(text_of(content, "kết_quả_thực_hiện")),
        summary=clean(text_of(content, "mô_tả")),
    )


def _publisher(decision: str) -> str:
    found = _DECISION.search(decision)
    return _PUBLISHERS.get(found[1] if found else "", _ANY_PUBLISHER)


def _object(row: dict[str, Any], key: str, code: str) -> dict[str, Any]:
    value = row.get(key, {})
    if not isinstance(value, dict):
        detail = f"{key} is a {type(value).__name__}, not an object"
        raise RowRefusedError(Reason.FIELD_NOT_TEXT, detail, code)
    return value


def _table(tables: dict[str, Any], key: str, code: str) -> list[dict[str, Any]]:
    value = tables.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise RowRefusedError(Reason.FIELD_NOT_TEXT, f"{key} is no list of objects", code)
    return value


def _channels(table: list[dict[str, Any]]) -> ChannelsResult:
    rows: list[TableRow] = []
    fees: dict[ChannelKind, list[str]] = {}
    unknown = False
    for item in table:
        kind = KINDS.get(one_line(text_of(item, "hinh_thuc")).casefold())
        if kind is None:
            unknown = True
            continue
        time, note = text_of(item, "thoi_han_giai_quyet"), clean(text_of(item, "mo_ta"))
        note = "" if says_nothing(note) else note
        rows.append(TableRow(kind, time, "", "", note))
        fees.setdefault(kind, []).append(text_of(item, "phi_le_phi"))
    result = channels_of(rows)
    # Fees come in a cell of their own grammar; the portal's cells were left empty above.
    result.issues.discard(Issue.FEE_MISSING)
    result.issues |= {Issue.CHANNELS_UNREADABLE} if unknown else set()
    result.issues |= set() if rows else {Issue.TIME_MISSING, Issue.FEE_MISSING}
    for channel in result.channels:
        for cell in fees[channel.kind]:
            result.issues |= add_ministry_fees(channel, cell)
    return result


def _documents(table: list[dict[str, Any]]) -> DocumentsResult:
    result = DocumentsResult()
    for item in table:
        name, condition = describe(text_of(item, "ten_giay_to"))
        if says_nothing(name):
            continue
        lines = clean(text_of(item, "so_luong")).split("\n")
        files = tuple(line for line in lines if line)
        originals, copies = _counts(text_of(item, "ghi_chu"))
        document = Document(
            name=name,
            originals=originals,
            copies=copies,
            show_only=_SHOWN.match(name) is not None,
            form=form_of(name, files),
            condition=condition,
        )
        add_document(result, document, files)
    if not result.documents:
        result.issues.add(Issue.DOCUMENTS_MISSING)
    return result


def _counts(text: str) -> tuple[int | None, int | None]:
    found = _COUNTS.search(clean(text))
    if found is None or (int(found[1]), int(found[2])) == (0, 0):
        return None, None
    return int(found[1]), int(found[2])


def _basis(table: list[dict[str, Any]]) -> BasisResult:
    result = BasisResult()
    for item in table:
        cell, title = text_of(item, "so_ky_hieu"), text_of(item, "trich_yeu")
        result.add(number_from(cell, title), title)
    return result
