"""Amounts of money in Vietnamese texts: "70.000 đồng", "2,000,000 Việt Nam Đồng", "05 USD"."""

from __future__ import annotations

import re

# Thousands are grouped by dots or commas, sometimes not at all.
GROUPED = r"\d{1,3}(?:[.,]\d{3})+|\d+"
DONG = r"(?:Việt Nam Đồng|VNĐ|VND|đồng|đ)(?!\w)"
_AMOUNT_IN_DONG = re.compile(rf"(?<![\d.,/])({GROUPED})\s*{DONG}", re.IGNORECASE)
# "8.000.000/lần" names no currency, but nothing else is grouped like this.
_BARE_AMOUNT = re.compile(r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{3})+)(?![\d.,]*\d)")
_PER_UNIT = r"\s*/\s*(?:0?1\s+)?([^\W\d_][^;:.,()/\n]{1,60})"
_UNIT_ALONE = re.compile(r"\W{0,3}(?:đồng\s*)?/\s*([^\W\d_][^;:.,()/\n]{1,60})", re.IGNORECASE)
# No fee of the state is below this; smaller figures are a thousandth cut short ("20 VNĐ").
SMALLEST_FEE = 1000


def parse_amount(text: str) -> int | None:
    """An amount in đồng from its digits ("10,000", "10.000", "10000"), or ``None``."""
    if not re.fullmatch(GROUPED, text) or len(text) > 20:
        return None
    return int(re.sub(r"[.,]", "", text))


def amounts_in(text: str) -> set[int]:
    """All amounts in đồng that a text names, those without a currency word included."""
    digits = [found[1] for found in _AMOUNT_IN_DONG.finditer(text)]
    digits += [found[1] for found in _BARE_AMOUNT.finditer(text)]
    return {amount for item in digits if (amount := parse_amount(item)) is not None}


def unit_of(amount: int, text: str) -> str | None:
    """What an amount is paid per: "hồ sơ" in "70.000 đồng/hồ sơ", ``None`` when not said."""
    bare = _UNIT_ALONE.match(text)
    if bare is not None:
        return bare[1].strip()
    for found in re.finditer(
        rf"(?<![\d.,/])({GROUPED})\s*(?:{DONG})?{_PER_UNIT}", text, re.IGNORECASE
    ):
        if parse_amount(found[1]) == amount:
            return found[2].strip()
    return None


def is_only(amount: int, unit: str, text: str) -> bool:
    """Whether a text says no more than the amount and its unit: "70.000 đồng/hồ sơ"."""
    pattern = rf"\W*({GROUPED})?\s*(?:{DONG})?\s*/\s*(?:0?1\s+)?{re.escape(unit)}\W*"
    found = re.fullmatch(pattern, text, re.IGNORECASE)
    return found is not None and (found[1] is None or parse_amount(found[1]) == amount)
