"""Answers about a procedure: the whole in short, or the asked sections."""

from __future__ import annotations

from api.answers.wording.sections import (
    SECTION_NAMES,
    documents_in_short,
    has_section,
    section_lines,
)
from knowledge_base.model import ChannelKind, Procedure, Section

HOTLINE = "1022"
ALL_PAPERS = "Xem đủ giấy tờ"
_NOT_CONFIRMED = (
    "Phần này nhân viên chưa xác nhận, anh/chị gọi {hotline} hỏi lại cho chắc trước khi đi."
)
_LONGEST_LINE = 200
_LONGEST_NAME = 120
# Shown first as buttons: what people ask most.
BUTTONS = {
    Section.DOCUMENTS: "Giấy tờ",
    Section.FEE: "Lệ phí",
    Section.TIME: "Bao lâu có",
    Section.WHERE: "Nơi làm",
    Section.ONLINE: "Nộp trực tuyến",
    Section.STEPS: "Các bước",
    Section.FORM: "Tờ khai",
    Section.CONDITIONS: "Điều kiện",
}


def plain_name(procedure: Procedure) -> str:
    """The official name without the word "thủ tục" in front; the longest ones are cut."""
    name = shorten(procedure.name.removeprefix("Thủ tục ").strip(), _LONGEST_NAME)
    return name[0].lower() + name[1:] if name[:2] != name[:2].upper() else name


def shorten(text: str, longest: int) -> str:
    """``text`` cut at a word, with an ellipsis, when it is longer than ``longest``."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def whole(procedure: Procedure, opening: str = "Dạ, ") -> str:
    """What, where, how long, how much: one short message."""
    lines = [_sentence(opening, f"về *{plain_name(procedure)}*:")]
    if procedure.summary:
        lines.append(procedure.summary)
    lines += [
        f"• Nơi làm: {_brief_place(procedure)}",
        f"• Thời gian: {_brief(procedure, Section.TIME)}",
        f"• Phí, lệ phí: {_brief(procedure, Section.FEE)}",
    ]
    if procedure.documents:
        lines.append(f"• Giấy tờ: {_papers(procedure)}, bấm *Giấy tờ* để xem")
    return "\n".join(lines)


def one_section(procedure: Procedure, section: Section, opening: str = "Dạ, ") -> tuple[str, bool]:
    """A message on one section, and whether its facts are confirmed."""
    lines = section_lines(procedure, section)
    if not lines:
        return _sentence(opening, _nothing_published(procedure, section)), False
    if section is Section.DOCUMENTS:
        lines, left = documents_in_short(procedure)
        if left:
            lines.append(f"Còn {left} giấy tờ khác tùy trường hợp: bấm *{ALL_PAPERS}*.")
    return _with_doubt(procedure, section, lines, opening)


def all_documents(procedure: Procedure) -> tuple[str, bool]:
    """Every paper of a procedure, and whether the list is confirmed."""
    lines = section_lines(procedure, Section.DOCUMENTS)
    if not lines:
        return one_section(procedure, Section.DOCUMENTS)
    return _with_doubt(procedure, Section.DOCUMENTS, lines, "Dạ, ")


def hides_documents(procedure: Procedure) -> bool:
    """Whether the short answer on papers leaves some for later."""
    return documents_in_short(procedure)[1] > 0


def _with_doubt(
    procedure: Procedure, section: Section, lines: list[str], opening: str
) -> tuple[str, bool]:
    confirmed = section not in procedure.unconfirmed
    title = f"*{SECTION_NAMES[section]}* khi làm {plain_name(procedure)}:"
    text = "\n".join([_sentence(opening, title), *lines])
    if not confirmed:
        text += "\n" + _NOT_CONFIRMED.format(hotline=HOTLINE)
    return text, confirmed


def _sentence(opening: str, text: str) -> str:
    """``text`` after ``opening``, with a capital where nothing stands before it."""
    if opening:
        return opening + text
    letter = next(place for place, character in enumerate(text) if character.isalpha())
    return text[:letter] + text[letter].upper() + text[letter + 1 :]


def next_sections(procedure: Procedure, told: list[Section]) -> list[Section]:
    """Up to four sections to offer as buttons after ``told``."""
    return [
        section for section in BUTTONS if section not in told and has_section(procedure, section)
    ][:4]


def _nothing_published(procedure: Procedure, section: Section) -> str:
    name = SECTION_NAMES[section]
    if section is Section.CONDITIONS and section not in procedure.unconfirmed:
        return (
            f"nguồn công bố không ghi điều kiện riêng khi làm {plain_name(procedure)}. "
            f"Trường hợp của anh/chị có gì khác thường thì gọi {HOTLINE} hỏi trước nhé."
        )
    return (
        f"phần *{name}* của {plain_name(procedure)} chưa được nhân viên xác nhận "
        f"nên em không dám trả lời. Anh/chị gọi {HOTLINE} để được hướng dẫn chính xác."
    )


def _brief(procedure: Procedure, section: Section) -> str:
    lines = section_lines(procedure, section)
    if not lines:
        return "nhân viên chưa xác nhận"
    text = "; ".join(line[0].lower() + line[1:] for line in lines)
    return _doubted(shorten(text, _LONGEST_LINE), procedure, section)


def _brief_place(procedure: Procedure) -> str:
    place = procedure.where or procedure.authority
    if not place:
        return "nhân viên chưa xác nhận"
    text = shorten(place.rstrip(" ."), _LONGEST_LINE)
    if procedure.channel(ChannelKind.ONLINE) and "trực tuyến" not in text:
        text += ", hoặc nộp trực tuyến"
    return _doubted(text, procedure, Section.WHERE)


def _doubted(text: str, procedure: Procedure, section: Section) -> str:
    return f"{text} (chưa xác nhận)" if section in procedure.unconfirmed else text


def _papers(procedure: Procedure) -> str:
    always = sum(1 for item in procedure.documents if not item.condition and not item.group)
    some = len(procedure.documents) - always
    if not always:
        return f"{some} loại tùy trường hợp"
    return f"{always} loại" + (f", thêm {some} loại tùy trường hợp" if some else "")
