"""One section of a procedure as a short message."""

from __future__ import annotations

from collections.abc import Callable

from api.answers.wording.units import duration, fee
from knowledge_base.model import Channel, ChannelKind, Document, Procedure, Section

SECTION_NAMES = {
    Section.WHOLE: "thông tin chung",
    Section.DOCUMENTS: "giấy tờ cần có",
    Section.FEE: "phí, lệ phí",
    Section.TIME: "thời gian giải quyết",
    Section.WHERE: "nơi làm",
    Section.STEPS: "các bước",
    Section.WHO: "ai được làm",
    Section.CONDITIONS: "điều kiện",
    Section.RESULT: "kết quả nhận được",
    Section.BASIS: "căn cứ pháp lý",
    Section.ONLINE: "nộp trực tuyến",
    Section.FORM: "tờ khai, mẫu đơn",
}
CHANNEL_NAMES = {
    ChannelKind.COUNTER: "Tại quầy",
    ChannelKind.ONLINE: "Trực tuyến",
    ChannelKind.POST: "Qua bưu chính",
}
_APPLICANTS = {
    "cong_dan": "công dân Việt Nam",
    "nguoi_viet_o_nuoc_ngoai": "người Việt Nam định cư ở nước ngoài",
    "nguoi_nuoc_ngoai": "người nước ngoài",
    "ho_kinh_doanh": "hộ kinh doanh",
    "doanh_nghiep": "doanh nghiệp",
    "doanh_nghiep_von_nuoc_ngoai": "doanh nghiệp có vốn nước ngoài",
    "hop_tac_xa": "hợp tác xã",
    "to_chuc": "tổ chức",
    "to_chuc_nuoc_ngoai": "tổ chức nước ngoài",
    "can_bo": "cán bộ, công chức, viên chức",
}
_MOST_ITEMS = 12
_SHORT_ITEMS = 3
_SHORT_LENGTH = 480


def section_lines(procedure: Procedure, section: Section) -> list[str]:
    """The published facts of one section, one a line; empty when nothing is published."""
    return _WRITERS[section](procedure)


def has_section(procedure: Procedure, section: Section) -> bool:
    """Whether anything is published on the section."""
    return bool(section_lines(procedure, section))


def document_line(item: Document) -> str:
    """A required paper with its counts and when it is needed."""
    counts = []
    if item.originals:
        counts.append(f"{item.originals} bản chính")
    if item.copies:
        counts.append(f"{item.copies} bản sao")
    if item.show_only:
        counts.append("chỉ xuất trình")
    text = item.name.rstrip(" .;")
    if counts:
        text += f" ({', '.join(counts)})"
    when = [part for part in (item.group, item.condition) if part]
    return f"{text} – {'; '.join(when)}" if when else text


def documents_in_short(procedure: Procedure) -> tuple[list[str], int]:
    """The papers that fit on one small screen, and how many are left for later."""
    lines = _documents(procedure)
    shown, length = 0, 0
    for line in lines:
        length += len(line)
        if shown >= _SHORT_ITEMS and length > _SHORT_LENGTH:
            break
        shown += 1
    # A single paper left over is told rather than hidden behind a button.
    if len(lines) - shown <= 1:
        shown = len(lines)
    return lines[:shown], len(lines) - shown


def _documents(procedure: Procedure) -> list[str]:
    # What everybody needs comes before what only some cases need.
    papers = sorted(procedure.documents, key=lambda item: bool(item.condition or item.group))
    return [f"{place}. {document_line(item)}" for place, item in enumerate(papers, 1)]


def _fees(procedure: Procedure) -> list[str]:
    return _by_channel(procedure, lambda channel: [fee(item) for item in channel.fees])


def _times(procedure: Procedure) -> list[str]:
    return _by_channel(procedure, lambda channel: [duration(item) for item in channel.times])


def _by_channel(procedure: Procedure, facts: Callable[[Channel], list[str]]) -> list[str]:
    """Facts by channel; said once when all channels agree."""
    by_channel = {
        CHANNEL_NAMES[channel.kind]: "; ".join(
            dict.fromkeys(fact for fact in facts(channel) if fact)
        )
        for channel in procedure.channels
    }
    told = {name: text for name, text in by_channel.items() if text}
    if not told:
        return []
    if len(set(told.values())) == 1:
        text = next(iter(told.values()))
        return [text[0].upper() + text[1:]]
    return [f"{name}: {text}" for name, text in told.items()]


def _where(procedure: Procedure) -> list[str]:
    place = procedure.where or procedure.authority
    lines = [f"Nơi nhận: {place.rstrip(' .')}"] if place else []
    if procedure.where and procedure.authority and procedure.authority not in procedure.where:
        lines.append(f"Cơ quan giải quyết: {procedure.authority.rstrip(' .')}")
    kinds = [CHANNEL_NAMES[channel.kind].lower() for channel in procedure.channels]
    if kinds:
        lines.append(f"Cách nộp: {', '.join(dict.fromkeys(kinds))}")
    return lines


def _who(procedure: Procedure) -> list[str]:
    if not procedure.applicants:
        return []
    names = ", ".join(_APPLICANTS[item.value] for item in procedure.applicants)
    return [names[0].upper() + names[1:]]


def _basis(procedure: Procedure) -> list[str]:
    return _numbered(
        [
            f"{item.title} ({item.number})" if item.title else item.number
            for item in procedure.legal_basis
        ],
        "văn bản khác",
    )


def _online(procedure: Procedure) -> list[str]:
    channel = procedure.channel(ChannelKind.ONLINE)
    if channel is None:
        if not procedure.channels:
            return []
        return ["Nguồn chưa ghi hình thức nộp trực tuyến cho thủ tục này."]
    lines = ["Nộp trực tuyến được."]
    if procedure.online_address:
        lines.append(f"Địa chỉ: {procedure.online_address} (đăng nhập bằng VNeID)")
    times = "; ".join(duration(item) for item in channel.times)
    fees = "; ".join(text for text in (fee(item) for item in channel.fees) if text)
    if times:
        lines.append(f"Thời gian: {times}")
    if fees:
        lines.append(f"Phí, lệ phí: {fees}")
    return lines


def _forms(procedure: Procedure) -> list[str]:
    listed = [
        " – ".join(part for part in (item.name, item.number, item.link) if part)
        for item in procedure.forms
    ]
    named = [item.form for item in procedure.documents if item.form]
    known = " ".join(listed)
    return _numbered(
        listed + [name for name in dict.fromkeys(named) if name not in known], "mẫu khác"
    )


def _numbered(lines: list[str], rest: str) -> list[str]:
    numbered = [f"{place}. {line}" for place, line in enumerate(lines[:_MOST_ITEMS], 1)]
    if len(lines) > _MOST_ITEMS:
        numbered.append(
            f"… và {len(lines) - _MOST_ITEMS} {rest}; xem đủ trên Cổng Dịch vụ công quốc gia."
        )
    return numbered


_WRITERS: dict[Section, Callable[[Procedure], list[str]]] = {
    Section.WHOLE: lambda procedure: [],
    Section.DOCUMENTS: _documents,
    Section.FEE: _fees,
    Section.TIME: _times,
    Section.WHERE: _where,
    Section.STEPS: lambda procedure: _numbered(procedure.steps, "bước"),
    Section.WHO: _who,
    Section.CONDITIONS: lambda procedure: [
        f"• {line}" for line in procedure.conditions[:_MOST_ITEMS]
    ],
    Section.RESULT: lambda procedure: [f"• {line}" for line in procedure.results],
    Section.BASIS: _basis,
    Section.ONLINE: _online,
    Section.FORM: _forms,
}
