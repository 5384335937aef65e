"""Wards of today and former ones; the facts are those of data/wards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.entities.reading import Reading
from knowledge_base.entities.ward_table import FOLDER, load_wards
from knowledge_base.entities.wards import load_ward_finder
from knowledge_base.errors import InvalidInput
from knowledge_base.text import fold


def wards(text: str):
    return load_ward_finder().find(Reading.of(text))


def names(mention) -> set[str]:
    return {unit["name"] for unit in mention.value["units"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("phường 5 quận 3", "Phường Bàn Cờ"), ("p5 q3", "Phường Bàn Cờ"),
        ("P.5, Q.3", "Phường Bàn Cờ"),
        ("p.05 quan 03", "Phường Bàn Cờ"), ("phường 5-q3", "Phường Bàn Cờ"),
        ("P.Bến Nghé Q1", "Phường Sài Gòn"), ("bến nghé quận 1", "Phường Sài Gòn"),
        ("phuong ben nghe", "Phường Sài Gòn"), ("phường Tân Định quận 1", "Phường Tân Định"),
        ("phường Xuân Hòa", "Phường Xuân Hòa"), ("phường Xuân Hoà", "Phường Xuân Hòa"),
        ("phường Xuân Hòa quận 3", "Phường Xuân Hòa"), ("phường 5, Gò Vấp", "Phường An Nhơn"),
        ("p5 q.gv", "Phường An Nhơn"), ("phường Hiệp Thành q12", "Phường Tân Thới Hiệp"),
        ("xã Tân Hiệp Hóc Môn", "Xã Hóc Môn"), ("thị trấn Củ Chi", "Xã Tân An Hội"),
        ("đặc khu Côn Đảo", "Đặc khu Côn Đảo"), ("Phường Sài Gòn", "Phường Sài Gòn"),
        ("em ở phường Thủ Đức ạ", "Phường Thủ Đức"), ("Sài Gòn", "Phường Sài Gòn"),
    ],
)  # fmt: skip
def test_one_unit(text: str, name: str) -> None:
    (found,) = wards(text)
    assert (names(found), found.doubts) == ({name}, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xã Tân Kiên", {"Xã Tân Nhựt", "Phường Tân Tạo"}),
        ("phường An Phú quận 2", {"Phường An Khánh", "Phường Bình Trưng"}),
        ("phuong tan dinh", {"Phường Tân Định", "Phường Hòa Lợi"}),
        ("phường Phú Mỹ quận 7", {"Phường Phú Thuận", "Phường Tân Mỹ"}),
        ("p15 tân bình", {"Phường Tân Bình", "Phường Tân Sơn"}),
    ],
)
def test_divided_and_ambiguous_names_give_all(text: str, expected: set[str]) -> None:
    (found,) = wards(text)
    assert names(found) == expected
    assert "several" in found.doubts


def test_a_number_without_district_gives_every_candidate() -> None:
    (found,) = wards("phường 5")
    assert len(names(found)) >= 8
    assert found.doubts == ("several",)


def test_a_ward_that_the_district_had_not() -> None:
    (found,) = wards("phường 7 quận 3")
    assert (names(found), found.doubts) == (set(), ("unknown",))
    (found,) = wards("phường Bến Nghé quận 3")
    assert (names(found), found.doubts) == ({"Phường Sài Gòn"}, ("unknown",))


def test_a_district_alone() -> None:
    (found,) = wards("nhà em quận 3")
    assert names(found) == {"Phường Bàn Cờ", "Phường Nhiêu Lộc", "Phường Xuân Hòa"}
    assert found.doubts == ("district",)


def test_a_wrong_mark_is_a_doubt() -> None:
    (found,) = wards("phường Bén Nghé")
    assert (names(found), found.doubts) == ({"Phường Sài Gòn"}, ("spelling",))


def test_another_type_is_a_doubt() -> None:
    (found,) = wards("xã Bến Thành")
    assert (names(found), found.doubts) == ({"Phường Bến Thành"}, ("type",))


@pytest.mark.parametrize(
    "text",
    [
        "phường nào", "xa nhà quá", "phường tôi ở", "hạng p5/2", "phòng 5", "phương án 5",
        "bmw x5", "phí 5 đồng",
        "hòa bình thế giới", "xả tân kiên", "quận", "p 5.000", "123/2015/NĐ-CP", "hồ sơ 5",
        "tân định làm giấy",
    ],
)  # fmt: skip
def test_other_words_are_no_wards(text: str) -> None:
    assert wards(text) == []


def test_the_facts_are_complete() -> None:
    table = load_wards()
    units = [unit for same in table.units.values() for unit in same]
    assert len(units) == len({unit.code for unit in units}) == 168
    reached = {unit.code for units in table.by_district.values() for unit in units}
    assert reached == {unit.code for unit in units}
    assert (FOLDER / "LICENSE.thanglequoc").is_file()
    assert (FOLDER / "LICENSE.vietnamadminunits").is_file()


def test_every_former_ward_with_its_district_leads_to_what_it_became() -> None:
    wrong = []
    for wards_of_name in load_wards().former.values():
        for ward in wards_of_name:
            for text in (
                f"{ward.type} {ward.name}, {ward.district}",
                fold(f"{ward.type} {ward.name} {ward.district}"),
            ):
                (found,) = wards(text)
                same_fold = {
                    unit.full_name
                    for other in wards_of_name
                    if (other.district, other.type) == (ward.district, ward.type)
                    for unit in other.became
                }
                if not {unit.full_name for unit in ward.became} <= names(found) <= same_fold:
                    wrong.append((text, names(found)))
    assert wrong == []


def test_every_unit_of_today_is_found_by_its_name() -> None:
    for same in load_wards().units.values():
        for unit in same:
            (found,) = wards(f"em ở {unit.full_name}")
            assert unit.full_name in names(found)


@given(st.text(alphabet="pqxã phường quận 0123456789.,tânđịnh", max_size=40))
def test_never_raises_and_stays_within_the_text(text: str) -> None:
    reading = Reading.of(text)
    for found in load_ward_finder().find(reading):
        assert 0 <= found.start < found.end <= len(reading.text)


def test_broken_tables_are_refused(tmp_path) -> None:
    (tmp_path / "units.csv").write_text("code,type,name\n1,Phường,A\n", encoding="utf-8")
    (tmp_path / "former.csv").write_text(
        "district,ward,became\nQuận 1,Phường B,2\n", encoding="utf-8"
    )
    with pytest.raises(InvalidInput):
        load_wards(tmp_path)
