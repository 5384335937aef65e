"""What a message says of a petition is read and not asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.petitions.catalogue import Catalogue
from api.settings import ROOT
from api.staff.places import Places
from knowledge_base.centre import load_centre
from knowledge_base.errors import SetupFailed

FILE = ROOT / "data" / "petitions" / "categories.yml"


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.of(load_centre(ROOT / "data" / "centre" / "centre.yml"))


@pytest.fixture(scope="module")
def catalogue(places: Places) -> Catalogue:
    return Catalogue.load(FILE, places)


@pytest.mark.parametrize(
    ("text", "kind", "category", "tells"),
    [
        ("tôi muốn phản ánh anh cán bộ quầy 5 nói chuyện khó chịu", "phan-anh", "thai-do", True),
        ("toi muon phan anh anh can bo noi chuyen kho chiu", "phan-anh", "thai-do", True),
        ("hồ sơ đất của tôi trễ hẹn 2 tháng", "phan-anh", "tre-han", True),
        ("góp ý trung tâm nên có thêm ghế", "kien-nghi", None, True),
        ("khen cô Hạnh quầy 12 rất tận tình", "khen", "thai-do", True),
        ("cán bộ vòi tiền mới chịu làm", "phan-anh", "le-phi", True),
        ("tôi muốn phản ánh", "phan-anh", None, False),
        ("gửi góp ý ở đâu em ơi", "kien-nghi", None, False),
        ("", "phan-anh", None, False),
    ],
)
def test_kind_category_and_whether_it_tells(
    catalogue: Catalogue, text: str, kind: str, category: str | None, tells: bool
):
    read = catalogue.read(text)
    assert read.kind.id == kind
    assert (read.category.id if read.category else None) == category
    assert read.tells is tells


def test_a_place_that_is_surely_named(catalogue: Catalogue):
    assert catalogue.read("cán bộ phường An Lạc quát dân").place == "Phường An Lạc"
    assert catalogue.read("cán bộ phường Tân Định quát dân").place == "phường Tân Định"
    assert catalogue.read("quầy Sở Tư pháp chờ lâu quá").place == "Sở Tư pháp"
    assert catalogue.read("chờ lâu quá").place is None


def test_formal_complaints_are_told_where_they_go_and_that_it_is_unconfirmed(catalogue: Catalogue):
    said = catalogue.read("tôi muốn khiếu nại quyết định của phường").formal
    assert said is not None
    assert "02/2011/QH13" in said
    assert "chưa xác nhận" in said
    assert "25/2018/QH14" in (catalogue.read("to cao can bo an hoi lo").formal or "")
    assert catalogue.read("phản ánh thái độ").formal is None


@pytest.mark.parametrize("change", ["department: so-khong-co", "colour: red"])
def test_a_broken_catalogue_is_refused(tmp_path: Path, places: Places, change: str):
    text = FILE.read_text(encoding="utf-8").replace("  name: Hồ sơ trễ hạn", f"  {change}", 1)
    broken = tmp_path / "categories.yml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(SetupFailed):
        Catalogue.load(broken, places)
