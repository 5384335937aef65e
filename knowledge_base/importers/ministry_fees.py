"""Fees in a ministry's export: one a line, "Phí : 2.000.000 Đồng (thẩm định …)"."""

from __future__ import annotations

import re

from knowledge_base.importers.fees import FREE, fee_kind, parse_fee
from knowledge_base.importers.furniture import clean, one_line
from knowledge_base.importers.rows import Issue
from knowledge_base.model import Channel, Fee, FeeKind

_ATTACHMENT = re.compile(r"^File đính kèm:[^\n]*\n?", re.MULTILINE)
_START = re.compile(r"(?:^|\n)(?P<kind>Lệ phí|Phí)\s*:")
_LINE = re.compile(
    r"\s*(?P<amount>[^()]*?)\s*(?P<currency>Đồng|USD)?\s*(?:\((?P<bracket>.*)\))?\s*\Z", re.DOTALL
)
# "o Đồng" is a zero typed as a letter.
_FREE_WORDS = {"0", "o", "không"}
_KINDS = {"phí": FeeKind.FEE, "lệ phí": FeeKind.CHARGE}


def add_ministry_fees(channel: Channel, cell: str) -> set[Issue]:
    """Append the fees of one cell to ``channel``; return what is doubtful in them."""
    text = _ATTACHMENT.sub("", clean(cell)).strip()
    marks = list(_START.finditer(text))
    if not marks:
        return {Issue.FEE_MISSING}
    issues: set[Issue] = set()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        fee, issue = _fee(mark["kind"], text[mark.end() : end])
        issues |= {issue} if issue else set()
        if fee is not None and fee not in channel.fees:
            channel.fees.append(fee)
    return issues


def _fee(kind_word: str, text: str) -> tuple[Fee | None, Issue | None]:
    kind = _KINDS[kind_word.casefold()]
    found = _LINE.match(text)
    amount = one_line(found["amount"] if found else text)
    bracket = one_line((found["bracket"] if found else "") or "")
    currency = (found["currency"] if found else None) or ""
    if not amount:
        if not bracket:
            return None, Issue.FEE_MISSING
        return Fee(kind=kind, condition=bracket), Issue.FEE_AMOUNT_DOUBTFUL
    if amount.casefold() in _FREE_WORDS:
        cell = parse_fee(FREE, bracket)
    elif re.fullmatch(r"[\d.,]+", amount) and currency:
        cell = parse_fee(f"{amount} {currency}", bracket)
    else:
        words = f"{amount} ({bracket})" if bracket else amount
        return Fee(kind=kind, condition=words), Issue.FEE_AMOUNT_DOUBTFUL
    if cell.fee is None:
        return None, cell.issue
    own = fee_kind(bracket)
    named = kind if own in (FeeKind.UNKNOWN, kind) else own
    return cell.fee.model_copy(update={"kind": named}), cell.issue
