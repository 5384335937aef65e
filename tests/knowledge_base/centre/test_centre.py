"""The centre's data holds together, and gaps never look like answers."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.centre import Centre, Gap, load_centre
from knowledge_base.errors import SeedError

FILE = Path(__file__).resolve().parents[3] / "data" / "centre" / "centre.yml"


@pytest.fixture(scope="module")
def centre() -> Centre:
    return load_centre(FILE)


@pytest.fixture
def raw() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


def load(raw: dict[str, Any], folder: Path) -> Centre:
    path = folder / "centre.yml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    return load_centre(path)


def test_sixteen_departments_ten_on_floor_one_and_six_on_floor_two(centre: Centre) -> None:
    floors = [department.floor for department in centre.departments]
    assert (floors.count(1), floors.count(2)) == (10, 6)


def test_only_the_two_busiest_departments_have_zones_of_their_own(centre: Centre) -> None:
    own = {department.name for department in centre.departments if department.own_zone}
    assert own == {"Sở Xây dựng", "Sở Nông nghiệp và Môi trường"}


def test_address_reads_as_one_line_without_a_district(centre: Centre) -> None:
    assert str(centre.address) == "43 Nguyễn Văn Bá, phường Thủ Đức, Thành phố Hồ Chí Minh"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("sxd", "so-xay-dung"),
        ("so xay dung", "so-xay-dung"),
        ("STNMT", "so-nong-nghiep-va-moi-truong"),
        ("sở tài nguyên môi trường", "so-nong-nghiep-va-moi-truong"),
        ("so ke hoach dau tu", "so-tai-chinh"),
        ("Sở Lao động - Thương binh & Xã hội", "so-noi-vu"),
        ("Sở Quy hoạch-Kiến trúc", "so-quy-hoach-kien-truc"),
        ("bhxh", "bao-hiem-xa-hoi"),
        ("hepza", "ban-quan-ly-khu-che-xuat-va-cong-nghiep"),
        ("so thong tin truyen thong", "so-khoa-hoc-va-cong-nghe"),
    ],
)
def test_a_department_is_found_by_what_people_call_it(
    centre: Centre, said: str, found: str
) -> None:
    department = centre.department(said)
    assert department is not None
    assert department.id == found


@pytest.mark.parametrize("said", ["", "công an", "sở"])
def test_an_unknown_name_finds_nothing(centre: Centre, said: str) -> None:
    assert centre.department(said) is None


def test_every_name_of_every_department_leads_back_to_it(centre: Centre) -> None:
    for department in centre.departments:
        assert [centre.department(name) for name in department.names()] == [
            department for _ in department.names()
        ]


def test_hours_are_unknown_and_the_example_is_of_another_place(centre: Centre) -> None:
    assert centre.hours is None
    assert centre.is_unconfirmed(Gap.HOURS)
    assert centre.hours_example is not None
    assert "cấp phường" in centre.hours_example.place
    weekdays = centre.hours_example.weekly[0]
    assert weekdays.days == [1, 2, 3, 4, 5]
    assert [(item.opens, item.closes) for item in weekdays.sessions] == [
        (time(7, 30), time(11, 30)),
        (time(13), time(17)),
    ]


def test_branch_addresses_and_zones_are_empty_and_marked(centre: Centre) -> None:
    assert [branch.area for branch in centre.branches] == ["Bình Dương", "Bà Rịa - Vũng Tàu"]
    assert all(branch.address is None for branch in centre.branches)
    assert all(department.zone is None for department in centre.departments)
    assert centre.is_unconfirmed(Gap.BRANCH_ADDRESSES)
    assert centre.is_unconfirmed(Gap.ZONES)


def test_a_visit_has_five_steps_and_filing_is_not_bound_to_residence(centre: Centre) -> None:
    assert len(centre.visit_steps) == 5
    assert not centre.filing_rule.bound_to_residence
    assert centre.hotline.number == "1022"


@pytest.mark.parametrize("gap", ["hours", "zones", "branch_addresses", "area_team_addresses"])
def test_an_empty_fact_that_is_not_marked_is_refused(
    raw: dict[str, Any], tmp_path: Path, gap: str
) -> None:
    raw["unconfirmed"].remove(gap)
    with pytest.raises(SeedError, match=f"empty but not in unconfirmed: {gap}"):
        load(raw, tmp_path)


def test_confirmed_hours_need_no_mark(raw: dict[str, Any], tmp_path: Path) -> None:
    raw["unconfirmed"].remove("hours")
    raw["hours"] = [{"days": [1], "sessions": [{"opens": "08:00", "closes": "12:00"}]}]
    confirmed = load(raw, tmp_path)
    assert confirmed.hours is not None
    assert not confirmed.is_unconfirmed(Gap.HOURS)


def test_a_zone_of_another_floor_is_refused(raw: dict[str, Any], tmp_path: Path) -> None:
    raw["departments"][0]["zone"] = "B1"
    with pytest.raises(SeedError, match="zone B1 is not on floor 1"):
        load(raw, tmp_path)


def test_a_floor_that_does_not_exist_is_refused(raw: dict[str, Any], tmp_path: Path) -> None:
    raw["departments"][0]["floor"] = 3
    with pytest.raises(SeedError, match="there is no floor 3"):
        load(raw, tmp_path)


def test_a_name_of_two_departments_is_refused(raw: dict[str, Any], tmp_path: Path) -> None:
    raw["departments"][1]["short_names"].append("Sở Y Tế")
    with pytest.raises(SeedError, match="names both so-an-toan-thuc-pham and so-y-te"):
        load(raw, tmp_path)


def test_a_session_that_closes_before_it_opens_is_refused(
    raw: dict[str, Any], tmp_path: Path
) -> None:
    raw["hours_example"]["weekly"][0]["sessions"][0]["closes"] = "07:00"
    with pytest.raises(SeedError, match="closes before it opens"):
        load(raw, tmp_path)


def test_an_unknown_key_names_itself(raw: dict[str, Any], tmp_path: Path) -> None:
    raw["adress"] = "?"
    with pytest.raises(SeedError, match="adress: Extra inputs"):
        load(raw, tmp_path)


def test_a_missing_file_is_a_seed_error(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="not readable"):
        load_centre(tmp_path / "nothing.yml")
