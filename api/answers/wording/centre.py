"""Say what is known of the centre, and say so when staff have not confirmed it."""

from __future__ import annotations

from collections.abc import Callable

from api.answers.schemas import CentreQuestion
from api.answers.wording.units import partial_date
from knowledge_base.centre import Centre, DayHours, Department

_WEEKDAYS = {
    1: "thứ Hai",
    2: "thứ Ba",
    3: "thứ Tư",
    4: "thứ Năm",
    5: "thứ Sáu",
    6: "thứ Bảy",
    7: "Chủ nhật",
}


def source_line(centre: Centre) -> str:
    """Where the facts come from and as of when."""
    return f"Nguồn: {centre.source.name} · kiểm tra {partial_date(centre.source.retrieved)}"


def department(item: Department, centre: Centre) -> str:
    """Where a department's dossiers are taken in."""
    zone = f", khu *{item.zone}*" if item.zone else ""
    text = (
        f"Dạ, hồ sơ của *{item.name}* nộp ở *tầng {item.floor}*{zone} của Trung tâm, "
        f"{centre.address}."
    )
    if item.zone is None:
        text += (
            "\nKhu và quầy cụ thể nhân viên chưa xác nhận: "
            "phiếu số thứ tự lấy ở cửa có ghi khu và quầy của anh/chị."
        )
    return text


def all_departments(centre: Centre, asked: bool = False) -> str:
    """Which departments are on which floor; ``asked``: somebody named another one."""
    opening = "Dạ, hồ sơ của các sở, ngành nộp tại Trung tâm theo tầng:"
    if asked:
        opening = (
            "Dạ, em không thấy đơn vị anh/chị hỏi trong danh sách nhận hồ sơ ở Trung tâm. "
            "Các đơn vị có nhận hồ sơ:"
        )
    lines = [opening]
    for floor in centre.building.floors:
        names = ", ".join(item.name for item in centre.departments if item.floor == floor.number)
        lines.append(f"• *Tầng {floor.number}*: {names}")
    lines.append("Phiếu số thứ tự lấy ở cửa có ghi khu và quầy.")
    return "\n".join(lines)


def _overview(centre: Centre) -> str:
    return (
        f"Dạ, *{centre.name}* ở {centre.address}. Đây là nơi nhận hồ sơ của "
        f"{len(centre.departments)} sở, ngành.\n{centre.filing_rule.text}"
    )


def _address(centre: Centre) -> str:
    lines = [f"Dạ, {centre.name}: *{centre.address}*."]
    for way in centre.directions:
        distance = f", đi bộ khoảng {way.distance_m} m" if way.distance_m else ""
        lines.append(f"Đi {way.line}: xuống {way.stop}{distance}.")
    return "\n".join(lines)


def _hours(centre: Centre) -> str:
    if centre.hours is not None:
        return "\n".join(["Dạ, giờ làm việc của Trung tâm:", *_days(centre.hours)])
    text = (
        "Dạ, giờ làm việc của Trung tâm nhân viên chưa xác nhận nên em không dám nói chắc. "
        f"Anh/chị gọi *{centre.hotline.number}* hỏi trước khi đi nhé."
    )
    example = centre.hours_example
    if example is not None:
        text += f"\nĐể tham khảo, {example.place[0].lower()}{example.place[1:]} công bố giờ:\n"
        text += "\n".join(_days(example.weekly))
        saturday = example.saturday_morning
        if saturday is not None:
            text += (
                f"\n• Sáng thứ Bảy: {saturday.centres} trong {saturday.of_centres} nơi, "
                f"về {', '.join(saturday.fields)}"
            )
    return text


def _days(weekly: list[DayHours]) -> list[str]:
    lines = []
    for item in weekly:
        days = [_WEEKDAYS[day] for day in item.days]
        label = f"{days[0]} đến {days[-1]}" if len(days) > 2 else " và ".join(days)
        sessions = ", ".join(f"{part.opens:%H:%M}–{part.closes:%H:%M}" for part in item.sessions)
        lines.append(f"• {label[0].upper()}{label[1:]}: {sessions}")
    return lines


def _bring(centre: Centre) -> str:
    items = "\n".join(f"• {item}" for item in centre.bring)
    return (
        f"Dạ, đi nộp hồ sơ anh/chị mang theo:\n{items}\n"
        "Nói em biết anh/chị làm thủ tục gì, em kể đủ giấy tờ ngay."
    )


def _priority(centre: Centre) -> str:
    groups = ", ".join(item[0].lower() + item[1:] for item in centre.priority.groups)
    rule = centre.priority.rule
    return f"Dạ, *{groups}* được ưu tiên: {rule[0].lower()}{rule[1:]}"


def _steps(centre: Centre) -> str:
    steps = [
        f"{place}. *{step.title}*: {step.text}" for place, step in enumerate(centre.visit_steps, 1)
    ]
    return "\n".join([f"Dạ, đi nộp hồ sơ ở Trung tâm có {len(steps)} bước:", *steps])


def _hotline(centre: Centre) -> str:
    return f"Dạ, anh/chị gọi *{centre.hotline.number}* ({centre.hotline.name})."


def _branches(centre: Centre) -> str:
    areas = ", ".join(item.area for item in centre.branches)
    known = [f"• {item.area}: {item.address}" for item in centre.branches if item.address]
    lines = [
        f"Dạ, Trung tâm có {len(centre.branches)} chi nhánh ({areas}) "
        f"và {centre.area_teams.count} tổ địa bàn."
    ]
    lines += known or [
        f"Địa chỉ từng nơi nhân viên chưa xác nhận, anh/chị gọi {centre.hotline.number} để hỏi."
    ]
    return "\n".join(lines)


WRITERS: dict[CentreQuestion, Callable[[Centre], str]] = {
    CentreQuestion.OVERVIEW: _overview,
    CentreQuestion.ADDRESS: _address,
    CentreQuestion.HOURS: _hours,
    CentreQuestion.DEPARTMENT: lambda centre: all_departments(centre),
    CentreQuestion.BRING: _bring,
    CentreQuestion.PRIORITY: _priority,
    CentreQuestion.STEPS: _steps,
    CentreQuestion.HOTLINE: _hotline,
    CentreQuestion.BRANCHES: _branches,
}
