"""Fees (phí, lệ phí) of one table row: what the cell says and what its brackets say.

The brackets win over the word "Miễn phí": one free row in seven goes on to name who sets
the fee, or the fee itself. Such a fee has no amount and staff must confirm it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge_base.importers.furniture import clean, one_line, says_nothing
from knowledge_base.importers.money import SMALLEST_FEE, amounts_in, is_only, parse_amount, unit_of
from knowledge_base.importers.rows import Issue
from knowledge_base.model import Fee, FeeKind

FREE = "Miễn phí"

# Words that take "Miễn phí" back: an amount, a rule, or another body that sets the fee.
_CONTRADICTION = re.compile(
    r"quy định|(?<!\w)theo(?!\w)|mức (?:thu|phí|lệ phí)|áp dụng|quyết định|thông tư|nghị quyết"
    r"|nghị định|trả phí|chi trả|(?:nộp|chịu) (?:các )?chi phí|(?<!\w)giá(?!\w)|hướng dẫn"
    r"|\d(?:[.,]\d{3})+|\d{4,}(?!/)|\d\s*(?:đồng|đ|triệu|nghìn|USD)(?!\w)",
    re.IGNORECASE,
)
# Words that only say "free" once more, with or without the rule they rest on.
_FREE_AGAIN = re.compile(
    r"[\s\-+]*(?:không(?: được)? (?:thu|mất|phải nộp|có|quy định)(?: (?:phí|lệ phí|phí, lệ phí))?"
    r"|không được quy định tại biểu phí[^.;]*"
    r"|miễn(?: thu)?(?: phí| lệ phí)?(?:\s*\([^()]*\))?)\W*\Z",
    re.IGNORECASE,
)
# What one pays for only when one asks for it, such as a copy, is not this fee.
_ON_REQUEST = re.compile(r"[^.;]*\(nếu (?:có |người )?yêu cầu\)[^.;]*", re.IGNORECASE)
# Who does not pay, said inside the brackets. Only at the start of a sentence: the title of a
# circular may speak of "miễn một số khoản".
_EXEMPTION = re.compile(
    r"(?:^|[.;()]|\s[-+*])\s*"
    r"((?:được )?(?:miễn|không thu) (?:nộp |thu )?(?:phí|lệ phí|các khoản phí)[^.;()]*?"
    r"(?:cho|đối với)(?!\w)[^.;]*)",
    re.IGNORECASE,
)
_CHARGE = re.compile(r"(?<!\w)lệ phí(?!\w)", re.IGNORECASE)
_FEE = re.compile(r"(?<!\w)(?<!lệ )phí(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeeCell:
    """A parsed cell with its brackets."""

    fee: Fee | None
    issue: Issue | None = None


def parse_fee(cell: str, bracket: str = "") -> FeeCell:
    """Read one fee.

    Args:
        cell: "Miễn phí", "2,000,000 Việt Nam Đồng", "3 USD" or "Không có thông tin".
        bracket: the text in the brackets behind it, without them.
    """
    text = one_line(cell)
    words = one_line(_without_outer_brackets(bracket))
    if says_nothing(text):
        return FeeCell(None, Issue.FEE_MISSING)
    if text.casefold() == FREE.casefold():
        return _free(words)
    digits, _, currency = text.partition(" ")
    if "USD" in currency.upper() or "ĐÔ LA" in currency.upper():
        condition = f"{text} ({words})" if words else text
        return FeeCell(Fee(kind=fee_kind(words), condition=condition), Issue.FEE_FOREIGN_CURRENCY)
    amount = parse_amount(digits)
    return _paid(amount, text, words)


def fee_kind(words: str) -> FeeKind:
    """Phí or lệ phí, as the words name one of them and not the other."""
    is_charge, is_fee = bool(_CHARGE.search(words)), bool(_FEE.search(words))
    if is_charge == is_fee:
        return FeeKind.UNKNOWN
    return FeeKind.CHARGE if is_charge else FeeKind.FEE


def _free(words: str) -> FeeCell:
    if not words or _FREE_AGAIN.match(words):
        return FeeCell(Fee(amount=0, kind=fee_kind(words)))
    if not _CONTRADICTION.search(_ON_REQUEST.sub("", words)):
        return FeeCell(Fee(amount=0, kind=fee_kind(words), condition=words))
    rest, exemption = _split_exemption(words)
    fee = Fee(kind=fee_kind(words), condition=rest, exemption=exemption)
    return FeeCell(fee, Issue.FEE_FREE_CONTRADICTED)


def _paid(amount: int | None, text: str, words: str) -> FeeCell:
    named = amounts_in(words)
    if amount is None or 0 < amount < SMALLEST_FEE:
        # The figure is cut short: it is repeated only where the brackets say nothing.
        return _doubtful(words or f"Nguồn ghi {text}", words)
    if named and amount not in named and amount != sum(named):
        return _doubtful(f"{text} ({words})", words)
    unit = unit_of(amount, words)
    if unit and is_only(amount, unit, words):
        return FeeCell(Fee(amount=amount, unit=unit))
    rest, exemption = _split_exemption(words)
    return FeeCell(
        Fee(amount=amount, unit=unit, kind=fee_kind(words), condition=rest, exemption=exemption)
    )


def _doubtful(condition: str, words: str) -> FeeCell:
    exemption = _split_exemption(words)[1]
    fee = Fee(kind=fee_kind(words), condition=condition, exemption=exemption)
    return FeeCell(fee, Issue.FEE_AMOUNT_DOUBTFUL)


def _split_exemption(words: str) -> tuple[str | None, str | None]:
    """The words without the sentence on who does not pay, and that sentence."""
    found = _EXEMPTION.search(words)
    if found is None:
        return words or None, None
    rest = one_line(words[: found.start(1)] + words[found.end(1) :]).strip(" .;-+*")
    return rest or None, one_line(found[1])


def _without_outer_brackets(text: str) -> str:
    text = clean(text)
    while text.startswith("(") and text.endswith(")") and _is_one_group(text):
        text = text[1:-1].strip()
    return text


def _is_one_group(text: str) -> bool:
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place == len(text) - 1
    return False
