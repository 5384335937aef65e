"""The small line under every answer: code, legal basis, when checked."""

from __future__ import annotations

from api.answers.wording.units import partial_date
from knowledge_base.model import LegalBasis, Procedure

_LONGEST_TITLE = 60


def source_line(procedure: Procedure) -> str:
    """``Mã 1.001193 · Luật Hộ tịch (60/2014/QH13) · kiểm tra năm 2026``."""
    basis = _chief(procedure.legal_basis)
    checked = procedure.last_checked
    return " · ".join(
        (
            f"Mã {procedure.code}",
            _basis(basis) if basis else "nguồn chưa ghi căn cứ pháp lý",
            f"kiểm tra {partial_date(checked)}" if checked else "nhân viên chưa kiểm tra",
        )
    )


def _chief(items: list[LegalBasis]) -> LegalBasis | None:
    """The law before the decree, the decree before the circular."""

    def rank(item: LegalBasis) -> int:
        marks = ("/QH", "/NĐ-CP", "/NQ", "/QĐ-TTG", "/TT")
        number = item.number.upper()
        return next((place for place, mark in enumerate(marks) if mark in number), len(marks))

    return min(items, key=rank, default=None)


def _basis(item: LegalBasis) -> str:
    if item.title and len(item.title) <= _LONGEST_TITLE:
        return item.title if item.number in item.title else f"{item.title} ({item.number})"
    return item.number
