from pathlib import Path

import pytest

from knowledge_base.entities.departments import (
    DepartmentFinder,
    Name,
    centre_names,
    load_department_finder,
)
from knowledge_base.entities.reading import Reading
from knowledge_base.errors import InvalidInput

ENVIRONMENT = "Sở Nông nghiệp và Môi trường"


def find(text: str):
    return load_department_finder().find(Reading.of(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sở xây dựng tầng mấy", "Sở Xây dựng"), ("so xay dung o dau", "Sở Xây dựng"),
        ("SXD khu nào", "Sở Xây dựng"),
        ("sở gtvt", "Sở Xây dựng"), ("sở giao thông vận tải", "Sở Xây dựng"),
        ("stp ở đâu", "Sở Tư pháp"),
        ("bên tư pháp", "Sở Tư pháp"), ("quầy sở tài nguyên và môi trường", ENVIRONMENT),
        ("Sở TN&MT", ENVIRONMENT),
        ("stnmt", ENVIRONMENT), ("bên tài nguyên môi trường", ENVIRONMENT),
        ("sở kế hoạch đầu tư", "Sở Tài chính"),
        ("sở thông tin truyền thông", "Sở Khoa học và Công nghệ"), ("sở lao động", "Sở Nội vụ"),
        ("sở quy hoạch - kiến trúc", "Sở Quy hoạch - Kiến trúc"),
        ("so quy hoach kien truc", "Sở Quy hoạch - Kiến trúc"),
        ("hepza tầng mấy", "Ban Quản lý các khu chế xuất và công nghiệp"),
        ("qua bhxh", "Bảo hiểm xã hội Thành phố"),
    ],
)  # fmt: skip
def test_departments_by_any_name(text: str, name: str) -> None:
    assert [(item.kind, item.value, item.doubts) for item in find(text)] == [
        ("department", name, ())
    ]


@pytest.mark.parametrize(
    "text", ["giấy phép xây dựng", "lý lịch tư pháp", "hồ sơ xây dựng", "ho so xay dung", "y tế"]
)
def test_a_field_alone_is_a_doubt(text: str) -> None:
    (found,) = find(text)
    assert found.doubts == ("field",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bên công an", "Công an Thành phố Hồ Chí Minh"), ("công an phường", "Công an phường, xã"),
        ("bên thuế", "Thuế Thành phố Hồ Chí Minh"), ("chi cục thuế", "Thuế Thành phố Hồ Chí Minh"),
        ("tòa án", "Tòa án nhân dân"), ("sở ngoại vụ", "Sở Ngoại vụ"),
    ],
)  # fmt: skip
def test_bodies_outside_the_centre(text: str, name: str) -> None:
    assert [(item.kind, item.value) for item in find(text)] == [("agency", name)]


@pytest.mark.parametrize(
    "text", ["thuế thu nhập", "mã số thuế", "cấp lại", "sơ yếu lý lịch", "hồ sơ", "số 5"]
)
def test_other_words_are_none(text: str) -> None:
    assert find(text) == []


def test_takes_the_longest_name() -> None:
    text = "em lên sở nông nghiệp và môi trường"
    (found,) = find(text)
    assert text[found.start : found.end] == "sở nông nghiệp và môi trường"


def test_every_name_of_the_centre_leads_to_its_department() -> None:
    folder = Path(__file__).resolve().parents[3] / "data" / "centre"
    wrong = [
        name.spelling for name in centre_names(folder / "centre.yml")
        if [item.value for item in find(name.spelling)] != [name.official]
    ]  # fmt: skip
    assert wrong == []


def test_refuses_a_name_of_two_departments() -> None:
    with pytest.raises(InvalidInput, match="two departments"):
        DepartmentFinder(
            [Name("y tế", "department", "Sở Y tế"), Name("Y TE", "department", "Sở Xây dựng")]
        )


def test_refuses_an_empty_list() -> None:
    with pytest.raises(InvalidInput, match="no departments"):
        DepartmentFinder([])
