"""Money, times and dates as people read them."""

from __future__ import annotations

from knowledge_base.model import Duration, DurationUnit, Fee, FeeKind

_UNITS = {
    DurationUnit.WORKING_DAY: "ngày làm việc",
    DurationUnit.DAY: "ngày",
    DurationUnit.HOUR: "giờ",
    DurationUnit.WORKING_HOUR: "giờ làm việc",
    DurationUnit.MONTH: "tháng",
    DurationUnit.YEAR: "năm",
}


def money(amount: int) -> str:
    """``8000`` → ``8.000 đồng``."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def number(value: float) -> str:
    """``1.0`` → ``1``, ``0.5`` → ``0,5``."""
    return f"{value:g}".replace(".", ",")


def duration(item: Duration) -> str:
    """A processing time, honest about a missing unit."""
    if item.value is None:
        return item.note or "nguồn không ghi"
    if item.unit is None:
        return f"nguồn ghi là {number(item.value)} nhưng không ghi đơn vị"
    text = "giải quyết ngay" if item.value == 0 else f"{number(item.value)} {_UNITS[item.unit]}"
    return f"{text} ({_lower_first(item.note)})" if item.note else text


def fee(item: Fee) -> str:
    """A fee with its condition and exemption; empty when the source says nothing at all."""
    amount = _amount(item)
    if item.amount is None and item.name and item.condition:
        return f"{_lower_first(item.name)}: {_lower_first(item.condition)}"
    details = [item.condition] if item.condition else []
    if item.exemption:
        details.append(f"miễn: {item.exemption}")
    if amount and details:
        return f"{amount} ({'; '.join(details)})"
    return amount or "; ".join(details)


def _amount(item: Fee) -> str:
    if item.amount is None:
        return "" if item.condition else "mức thu chưa có trong nguồn"
    if item.amount == 0:
        return "miễn phí"
    unit = f"/{item.unit.removeprefix('đồng/')}" if item.unit else ""
    label = item.name or {FeeKind.FEE: "phí", FeeKind.CHARGE: "lệ phí"}.get(item.kind, "")
    return f"{_lower_first(label)} {money(item.amount)}{unit}".strip()


def partial_date(value: str) -> str:
    """``2026-06-08`` → ``ngày 08/06/2026``; ``2026`` → ``năm 2026``."""
    parts = value.split("-")
    label = {1: "năm", 2: "tháng", 3: "ngày"}[len(parts)]
    return f"{label} {'/'.join(reversed(parts))}"


def _lower_first(text: str | None) -> str:
    # "UBND" and the like keep their capitals.
    if not text or text[:2].isupper():
        return text or ""
    return text[0].lower() + text[1:]
