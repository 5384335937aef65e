"""Put the sections of one row together: the part that both shapes share."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from knowledge_base.importers.act import parse_act
from knowledge_base.importers.applicants import parse_applicants
from knowledge_base.importers.channels import ChannelsResult
from knowledge_base.importers.documents import DocumentsResult
from knowledge_base.importers.legal_basis import BasisResult
from knowledge_base.importers.levels import parse_levels
from knowledge_base.importers.places import doubts_about_place
from knowledge_base.importers.rows import Imported, Issue, ParsedRow, Quarantined, Reason
from knowledge_base.importers.steps import is_cut_from_documents, parse_conditions, parse_steps
from knowledge_base.model import ChannelKind, Procedure, Section, Source


@dataclass(slots=True)
class Draft:
    """One row, its sections parsed and its plain fields cleaned ("" for nothing)."""

    line: int
    raw: dict[str, Any]
    code: str
    name: str
    field: str
    levels: str
    applicants: str
    steps: str
    conditions: str
    authority: str
    where: str
    source: Source
    channels: ChannelsResult
    documents: DocumentsResult
    basis: BasisResult
    results: list[str] = dataclasses.field(default_factory=list)
    summary: str = ""
    remark: str = ""
    doubts: set[Issue] = dataclasses.field(default_factory=set)
    online_address: str | None = None


def assemble(draft: Draft) -> ParsedRow:
    """Make the procedure, or quarantine the row when the model refuses it."""
    issues = draft.channels.issues | draft.documents.issues | draft.basis.issues
    issues |= draft.doubts
    levels, unknown_levels = parse_levels(draft.levels)
    applicants, unknown_applicants = parse_applicants(draft.applicants)
    steps = parse_steps(draft.steps)
    issues |= {Issue.LEVEL_UNREADABLE} if unknown_levels or not levels else set()
    issues |= {Issue.WHO_UNREADABLE} if unknown_applicants or not applicants else set()
    conditions_are_cut = is_cut_from_documents(draft.conditions)
    issues |= {Issue.CONDITIONS_CUT} if conditions_are_cut else set()
    issues |= set() if steps else {Issue.STEPS_MISSING}
    issues |= doubts_about_place(draft.authority, draft.where, levels)
    can_file_online = any(item.kind is ChannelKind.ONLINE for item in draft.channels.channels)
    try:
        procedure = Procedure(
            code=draft.code,
            name=draft.name,
            field=draft.field,
            act=parse_act(draft.name),
            levels=levels,
            applicants=applicants,
            summary=draft.summary or None,
            documents=draft.documents.documents,
            steps=steps,
            channels=draft.channels.channels,
            where=draft.where or None,
            authority=draft.authority or None,
            conditions=[] if conditions_are_cut else parse_conditions(draft.conditions),
            results=draft.results,
            legal_basis=draft.basis.basis,
            forms=draft.documents.forms,
            online_address=draft.online_address if can_file_online else None,
            last_checked=draft.source.retrieved,
            source=draft.source,
            unconfirmed=sections_of(issues),
            notes="\n".join(filter(None, [*draft.documents.remarks, draft.remark])) or None,
        )
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
            for item in error.errors()
        )
        return Quarantined(draft.line, draft.code, Reason.RECORD_INVALID, problems, draft.raw)
    return Imported(procedure, draft.raw, draft.line, tuple(sorted(issues)))


def sections_of(issues: set[Issue]) -> list[Section]:
    """The sections that staff must confirm, once each, in the model's order."""
    doubtful = {issue.section for issue in issues}
    return [section for section in Section if section in doubtful]
