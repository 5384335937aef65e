"""The procedure record: every fact that motcua may tell a citizen.

An empty field means "not published" when its section is not listed in
``Procedure.unconfirmed``, and "staff have not confirmed it" when it is listed
there. A guess is never stored.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from knowledge_base.model.section import Section

CODE_PATTERN = r"^\d\.\d{6}$"
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class Act(StrEnum):
    """What the administration does (hành vi hành chính) with the paper or right."""

    REGISTER = "dang_ky"
    ISSUE = "cap_moi"
    REISSUE = "cap_lai"
    EXCHANGE = "cap_doi"
    RENEW = "gia_han"
    CHANGE = "thay_doi"
    CORRECT = "cai_chinh"
    REVOKE = "thu_hoi"
    DELETE = "xoa"
    TERMINATE = "cham_dut"
    SUSPEND = "tam_ngung"
    CONFIRM = "xac_nhan"
    CERTIFY = "chung_thuc"
    COPY = "cap_ban_sao"
    NOTIFY = "thong_bao"
    DECLARE = "khai_bao"
    APPROVE = "phe_duyet"
    APPRAISE = "tham_dinh"
    RECOGNISE = "cong_nhan"
    BENEFIT = "huong_tro_cap"
    TRANSFER = "chuyen"
    REFUND = "hoan_tra"
    COMPLAIN = "khieu_nai"
    OTHER = "khac"


class Level(StrEnum):
    """Level of government that settles the dossier (cấp thực hiện)."""

    WARD = "xa"
    CITY = "tinh"
    MINISTRY = "bo"
    OTHER = "khac"


class Applicant(StrEnum):
    """Who may apply (đối tượng thực hiện)."""

    CITIZEN = "cong_dan"
    OVERSEAS_VIETNAMESE = "nguoi_viet_o_nuoc_ngoai"
    FOREIGNER = "nguoi_nuoc_ngoai"
    HOUSEHOLD_BUSINESS = "ho_kinh_doanh"
    FIRM = "doanh_nghiep"
    FOREIGN_FIRM = "doanh_nghiep_von_nuoc_ngoai"
    COOPERATIVE = "hop_tac_xa"
    ORGANISATION = "to_chuc"
    FOREIGN_ORGANISATION = "to_chuc_nuoc_ngoai"
    OFFICIAL = "can_bo"


class ChannelKind(StrEnum):
    """How a dossier is filed (hình thức nộp)."""

    COUNTER = "truc_tiep"
    ONLINE = "truc_tuyen"
    POST = "buu_chinh"


class DurationUnit(StrEnum):
    """Unit of a processing time; working days and days are never mixed up."""

    WORKING_DAY = "ngay_lam_viec"
    DAY = "ngay"
    HOUR = "gio"
    WORKING_HOUR = "gio_lam_viec"
    MONTH = "thang"
    YEAR = "nam"


class FeeKind(StrEnum):
    """Phí pays for a service, lệ phí is a charge of the state (Luật Phí và lệ phí 97/2015/QH13)."""

    FEE = "phi"
    CHARGE = "le_phi"
    UNKNOWN = "khong_ro"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Document(_Part):
    """One item of the required documents (thành phần hồ sơ).

    ``originals`` and ``copies`` are counts; ``None`` means that the source does
    not say. ``show_only`` means shown at the counter, not handed in (xuất trình).
    ``condition`` says when the item is needed; ``None`` means always.
    ``group`` keeps the case under which the source lists it.
    """

    name: Text
    originals: int | None = Field(default=None, ge=0)
    copies: int | None = Field(default=None, ge=0)
    show_only: bool = False
    form: Text | None = None
    condition: Text | None = None
    group: Text | None = None


class Duration(_Part):
    """A processing time (thời hạn giải quyết): ``value`` in ``unit``, or only a ``note``.

    ``unit`` is ``None`` where the source gives a bare number: then the time is
    shown as unconfirmed, never with an assumed unit. ``value`` 0 means at once.
    """

    value: float | None = Field(default=None, ge=0)
    unit: DurationUnit | None = None
    note: Text | None = None


class Fee(_Part):
    """A fee: ``amount`` in đồng per ``unit``; ``None`` when another body sets it.

    ``amount`` 0 means free of charge. ``condition`` says when this fee applies,
    ``exemption`` who does not pay.
    """

    amount: int | None = Field(default=None, ge=0)
    unit: Text | None = None
    kind: FeeKind = FeeKind.UNKNOWN
    name: Text | None = None
    condition: Text | None = None
    exemption: Text | None = None


class Channel(_Part):
    """One way to file, with its own times and fees."""

    kind: ChannelKind
    times: list[Duration] = []
    fees: list[Fee] = []
    note: Text | None = None


class LegalBasis(_Part):
    """A legal document (căn cứ pháp lý): number, title, date in force where known."""

    number: Text
    title: Text | None = None
    in_force: date | None = None


class Form(_Part):
    """A form to fill in (mẫu đơn, tờ khai)."""

    name: Text
    number: Text | None = None
    file: Text | None = None
    link: Text | None = None


class Source(_Part):
    """Where the record comes from and as of when (``retrieved``: year, month or day)."""

    name: Text
    url: Text | None = None
    decision: Text | None = None
    retrieved: PartialDate | None = None


class Procedure(_Part):
    """An administrative procedure as published.

    ``name`` is the official name. ``questions`` are everyday questions that staff
    attached. ``last_checked`` is the day a person, or failing that the crawl, last
    saw the facts. ``unconfirmed`` lists the sections that staff must still confirm.
    """

    code: Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
    name: Text
    everyday_names: list[Text] = []
    questions: list[Text] = []
    field: Text
    act: Act = Act.OTHER
    levels: list[Level] = []
    applicants: list[Applicant] = []
    summary: Text | None = None
    documents: list[Document] = []
    steps: list[Text] = []
    channels: list[Channel] = []
    where: Text | None = None
    authority: Text | None = None
    conditions: list[Text] = []
    results: list[Text] = []
    legal_basis: list[LegalBasis] = []
    forms: list[Form] = []
    online_address: Text | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    last_checked: PartialDate | None = None
    source: Source
    unconfirmed: list[Section] = []
    notes: Text | None = None

    @field_validator("legal_basis")
    @classmethod
    def _one_entry_a_number(cls, value: list[LegalBasis]) -> list[LegalBasis]:
        numbers = [re.sub(r"\s+", "", item.number).upper() for item in value]
        if len(set(numbers)) != len(numbers):
            raise ValueError("legal_basis names a document twice")
        return value

    def channel(self, kind: ChannelKind) -> Channel | None:
        """The channel of that kind, or ``None`` when one cannot file that way."""
        return next((item for item in self.channels if item.kind is kind), None)

    def is_in_force(self, today: date) -> bool:
        """Whether the procedure may be answered on ``today``."""
        started = self.effective_from is None or self.effective_from <= today
        ended = self.effective_to is not None and self.effective_to < today
        return started and not ended
