"""Differences between a curated record and an import, field by field."""

from __future__ import annotations

from typing import Any

from knowledge_base.importers import Difference, differences
from knowledge_base.model import Procedure, Section


def procedure(**changes: Any) -> Procedure:
    record = {
        "code": "1.900001",
        "name": "Cấp thẻ nuôi ong",
        "field": "Nuôi ong",
        "levels": ["xa", "tinh"],
        "documents": [{"name": "Đơn xin"}],
        "channels": [
            {
                "kind": "truc_tiep",
                "times": [{"value": 3, "unit": "ngay"}],
                "fees": [{"amount": 5000}],
            }
        ],
        "legal_basis": [{"number": "06/2034/QH13"}],
        "source": {"name": "Sổ ong"},
    }
    return Procedure.model_validate(record | changes)


def by_field(found: list[Difference]) -> dict[str, tuple[str, str]]:
    return {item.field: (item.curated, item.imported) for item in found}


def test_equal_records_have_none() -> None:
    assert differences(procedure(), procedure()) == []


def test_order_and_spelling_are_no_difference() -> None:
    other = procedure(levels=["tinh", "xa"], legal_basis=[{"number": "6/2034/qh13"}])
    assert differences(procedure(), other) == []


def test_unit_of_a_time_is_a_difference() -> None:
    channel = {"kind": "truc_tiep", "times": [{"value": 3}], "fees": [{}]}
    assert by_field(differences(procedure(), procedure(channels=[channel]))) == {
        "channels.truc_tiep.times": ("3 ngay", "3 (no unit)"),
        "channels.truc_tiep.fees": ("5000", "(no amount)"),
    }


def test_channel_on_one_side_only_is_told_once() -> None:
    found = differences(procedure(), procedure(channels=[]))
    assert by_field(found) == {"channels": ("truc_tiep", "")}
    assert found[0].section is Section.WHERE


def test_sections_come_in_the_models_order() -> None:
    other = procedure(name="Khác", documents=[], legal_basis=[], steps=["Chờ"])
    sections = [item.section for item in differences(procedure(), other)]
    assert sections == sorted(sections, key=list(Section).index)
    assert {Section.WHOLE, Section.DOCUMENTS, Section.STEPS, Section.BASIS} == set(sections)


def test_long_sides_are_cut() -> None:
    other = procedure(name="ong " * 2000)
    (item,) = differences(procedure(), other)
    assert len(item.imported) <= 2000
