"""Which other forms of a procedure are named, and in which words."""

import pytest

from api.answers.wording.variants import Variant, named_variants, variants_line
from knowledge_base.model import Level, Procedure, Source


def procedure(code: str, name: str = "Thủ tục cấp giấy thử", **changes) -> Procedure:
    facts = {"code": code, "name": name, "field": "Thử", "source": Source(name="kiểm thử")}
    return Procedure.model_validate(facts | changes)


OWN = procedure("1.000001", levels=[Level.WARD], authority="Ủy ban nhân dân cấp xã")


@pytest.mark.parametrize(
    ("other", "title"),
    [
        ({"name": "Thủ tục cấp giấy thử lưu động", "levels": [Level.WARD]}, "Lưu động"),
        ({"levels": [Level.CITY]}, "Làm ở cấp thành phố"),
        ({"levels": [Level.MINISTRY]}, "Làm ở cấp Bộ"),
        ({"levels": [Level.WARD], "authority": "Sở Thử."}, "Do Sở Thử giải quyết"),
    ],
)
def test_a_few_words_tell_a_variant_apart(other, title):
    assert named_variants(OWN, [procedure("1.000002", **other)]) == [Variant("1.000002", title)]


def test_what_nothing_tells_apart_is_not_named():
    same = procedure("1.000002", levels=[Level.WARD], authority="Ủy ban nhân dân cấp xã")
    unknown = procedure("1.000003")
    assert named_variants(OWN, [same, unknown]) == []


def test_two_at_most_and_none_twice():
    others = [procedure(f"1.00000{n}", levels=[Level.CITY]) for n in (2, 3)]
    others += [procedure(f"1.00000{n}", f"Thủ tục cấp giấy thử loại {n}") for n in (4, 5)]
    assert [item.code for item in named_variants(OWN, others)] == ["1.000002", "1.000004"]


def test_the_line_is_short_and_polite():
    line = variants_line([Variant("1.000002", "Lưu động"), Variant("1.000003", "Làm ở cấp Bộ")])
    assert line == (
        "Thủ tục này còn có: *lưu động*; *làm ở cấp Bộ*. "
        "Nếu đúng trường hợp của mình, anh/chị bấm nút đó ạ."
    )
