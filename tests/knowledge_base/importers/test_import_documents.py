"""The flattened table of documents: counts, groups, forms, remarks."""

from __future__ import annotations

import pytest

from knowledge_base.importers.documents import parse_portal_documents
from knowledge_base.importers.forms import form_number, split_files
from knowledge_base.importers.rows import Issue

HEADER = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"


def counts(text: str) -> list[tuple[str, int | None, int | None]]:
    documents = parse_portal_documents(text).documents
    return [(item.name, item.originals, item.copies) for item in documents]


def test_names_with_their_counts() -> None:
    text = f"--{HEADER}Đơn xin nuôi ong1 bản chính- Ảnh tổ ong;0 bản chính,2 bản sao"
    assert counts(text) == [("Đơn xin nuôi ong", 1, None), ("Ảnh tổ ong", 0, 2)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Đơn theo Mẫu số 181 bản chính", ("Đơn theo Mẫu số 18", 1, None)),
        ("Sổ in ngày 01/02/20301 bản chính,1 bản sao", ("Sổ in ngày 01/02/2030", 1, 1)),
        ("Bản đồ tỷ lệ 1:10.0001 bản chính", ("Bản đồ tỷ lệ 1:10.000", 1, None)),
        ("Giấy phép: 01 bản chính; kèm sơ đồ3 bản chính", None),
        ("Nộp 02 bản chính tờ khai2 bản chính", ("Nộp 02 bản chính tờ khai", 2, None)),
        ("Hóa đơn: 01 bản chính1 bản chính", ("Hóa đơn: 01 bản chính", 1, None)),
        ("Phiếu (01 bản chính) còn hạn1 bản chính", ("Phiếu (01 bản chính) còn hạn", 1, None)),
        ("01 bản chính văn bản xin phép1 bản chính", ("01 bản chính văn bản xin phép", 1, None)),
    ],
)
def test_counts_are_told_from_words_and_digits_of_the_name(
    cell: str, expected: tuple[str, int, int | None] | None
) -> None:
    expected = expected or ("Giấy phép: 01 bản chính; kèm sơ đồ", 3, None)
    assert counts(f"--{HEADER}{cell}Sổ cuối1 bản chính") == [expected, ("Sổ cuối", 1, None)]


def test_headings_become_groups() -> None:
    text = (
        f"a) Trường hợp nuôi mới:{HEADER}Đơn xin nuôi1 bản chính"
        f"* Trường hợp nuôi lại:{HEADER}Giấy cũ1 bản chính--{HEADER}Ảnh1 bản chính"
    )
    groups = [item.group for item in parse_portal_documents(text).documents]
    assert groups == ["a) Trường hợp nuôi mới", "Trường hợp nuôi lại", None]


@pytest.mark.parametrize(
    "heading", ["--", "Bao gồm:", "- Thành phần hồ sơ:", "Hồ sơ gồm:", "* Giấy tờ phải nộp:"]
)
def test_headings_that_say_nothing_are_no_groups(heading: str) -> None:
    (document,) = parse_portal_documents(f"{heading}{HEADER}Đơn xin1 bản chính").documents
    assert document.group is None


@pytest.mark.parametrize(
    ("heading", "name", "shown"),
    [
        ("* Giấy tờ phải xuất trình:", "Thẻ của người nuôi", True),
        ("--", "Xuất trình thẻ của người nuôi", True),
        ("Gồm bản sao và xuất trình bản chính:", "Thẻ của người nuôi", False),
        ("--", "Thẻ (xuất trình nếu hỏi)", False),
    ],
)
def test_papers_that_are_only_shown(heading: str, name: str, shown: bool) -> None:
    (document,) = parse_portal_documents(f"{heading}{HEADER}{name}1 bản chính").documents
    assert document.show_only is shown


def test_remarks_are_no_documents() -> None:
    result = parse_portal_documents(
        f"--{HEADER}Đơn xin1 bản chínhTrường hợp gửi qua mạng thì chụp rõ.0 bản chính"
        f"Giấy tờ chứng minh như sau:0 bản chính* Lưu ý:{HEADER}Nhớ ghi tên1 bản chính"
    )
    assert [item.name for item in result.documents] == ["Đơn xin"]
    assert result.remarks == [
        "Trường hợp gửi qua mạng thì chụp rõ.",
        "Giấy tờ chứng minh như sau",
        "Nhớ ghi tên",
    ]


def test_paper_without_counts_stays_a_document_with_unknown_counts() -> None:
    assert counts(f"--{HEADER}Sổ theo dõi đàn ong0 bản chính") == [
        ("Sổ theo dõi đàn ong", None, None)
    ]


def test_if_any_becomes_a_condition_of_a_single_paper_only() -> None:
    result = parse_portal_documents(
        f"--{HEADER}Giấy ủy quyền (nếu có).1 bản chính+ Tờ trình; + Báo cáo (nếu có)1 bản chính"
    )
    assert [(item.name, item.condition) for item in result.documents] == [
        ("Giấy ủy quyền", "Nếu có"),
        ("Tờ trình; + Báo cáo (nếu có)", None),
    ]


def test_text_cut_out_of_the_steps_is_no_document() -> None:
    result = parse_portal_documents(") nộp cho cơ quan.\nBước 2. Cơ quan nhận.")
    assert result.documents == []
    assert result.issues == {
        Issue.DOCUMENTS_MISSING,
        Issue.DOCUMENTS_UNREADABLE,
        Issue.STEPS_CUT,
    }


@pytest.mark.parametrize("text", ["", "--", "----", "KQ.G04.000001", "Không có"])
def test_nothing_is_missing_and_not_unreadable(text: str) -> None:
    assert parse_portal_documents(text).issues == {Issue.DOCUMENTS_MISSING}


@pytest.mark.parametrize(
    ("cell", "name", "files"),
    [
        (
            "Đơn xin nuôi (Mẫu X2)Mẫu X2 Đơn xin.doc",
            "Đơn xin nuôi (Mẫu X2)",
            ("Mẫu X2 Đơn xin.doc",),
        ),
        ("Đơn theo luậtM01.docxM02.pdf", "Đơn theo luật", ("M01.docx", "M02.pdf")),
        ("Đơn theo 1/2030/NĐ-CPMau03.docx", "Đơn theo 1/2030/NĐ-CP", ("Mau03.docx",)),
        ("Đơn xin;phụ lục 2.rar", "Đơn xin;", ("phụ lục 2.rar",)),
        ("Đơn theo mẫumẫu số 2.docx", "Đơn theo mẫu", ("mẫu số 2.docx",)),
        ("Đơn xin nuôi", "Đơn xin nuôi", ()),
        ("Tệp .docx của người nuôi", "Tệp .docx của người nuôi", ()),
    ],
)
def test_form_files_are_parted_from_the_name(cell: str, name: str, files: tuple[str, ...]) -> None:
    named = split_files(cell)
    assert (named.name, named.files) == (name, files)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tờ khai (Mẫu DC09 ban hành)", "DC09"),
        ("Đơn theo Mẫu số 03a", "03a"),
        ("Mau so 12.QLT", "12.QLT"),
        ("Mẫu TP-CC-06", "TP-CC-06"),
        ("Mẫu I.1.8.a", "I.1.8.a"),
        ("Mẫu số 02-Sơ yếu", "02"),
        ("theo mẫu quy định", None),
    ],
)
def test_form_numbers(text: str, number: str | None) -> None:
    assert form_number(text) == number


def test_document_and_procedure_know_the_form() -> None:
    result = parse_portal_documents(
        f"--{HEADER}Đơn xin (Mẫu X2 của Bộ)Mẫu X2 Đơn xin.doc1 bản chính"
        "Đơn lại (Mẫu X2 của Bộ)Mẫu X2 Đơn xin.doc1 bản chính"
    )
    assert [item.form for item in result.documents] == ["Mẫu X2", "Mẫu X2"]
    assert [(form.name, form.number, form.file) for form in result.forms] == [
        ("Mẫu X2 Đơn xin", "X2", "Mẫu X2 Đơn xin.doc")
    ]
