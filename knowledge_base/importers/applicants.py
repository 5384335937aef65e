"""Who may apply (đối tượng thực hiện) from the portal's fixed list of kinds."""

from __future__ import annotations

import re

from knowledge_base.importers.furniture import one_line
from knowledge_base.model import Applicant

# Two kinds have commas in their names: they are taken out before the list is split.
_KINDS = {
    "tổ chức (không bao gồm doanh nghiệp, htx)": Applicant.ORGANISATION,
    "cán bộ, công chức, viên chức": Applicant.OFFICIAL,
    "doanh nghiệp có vốn đầu tư nước ngoài": Applicant.FOREIGN_FIRM,
    "người việt nam định cư ở nước ngoài": Applicant.OVERSEAS_VIETNAMESE,
    "người nước ngoài cư trú tại việt nam": Applicant.FOREIGNER,
    "doanh nghiệp việt nam": Applicant.FIRM,
    # A member of the Party is a Vietnamese citizen.
    "đảng viên": Applicant.CITIZEN,
    "tổ chức đảng": Applicant.ORGANISATION,
    "tổ chức nước ngoài": Applicant.FOREIGN_ORGANISATION,
    "công dân việt nam": Applicant.CITIZEN,
    "hộ kinh doanh": Applicant.HOUSEHOLD_BUSINESS,
    "người nước ngoài": Applicant.FOREIGNER,
    "doanh nghiệp": Applicant.FIRM,
    "hợp tác xã": Applicant.COOPERATIVE,
    "tổ chức": Applicant.ORGANISATION,
}
_KIND = re.compile(
    r"\s*(" + "|".join(re.escape(kind) for kind in _KINDS) + r")\s*(?:,|\Z)", re.IGNORECASE
)


def parse_applicants(text: str) -> tuple[list[Applicant], list[str]]:
    """Read the kinds of applicants in the order of the source, once each.

    Returns:
        The applicants, and the words that name no known kind.
    """
    text = one_line(text)
    applicants: list[Applicant] = []
    unknown: list[str] = []
    place = 0
    while place < len(text):
        found = _KIND.match(text, place)
        if found is None:
            end = text.find(",", place)
            end = len(text) if end < 0 else end
            word = text[place:end].strip()
            unknown += [word] if word else []
            place = end + 1
            continue
        applicant = _KINDS[found[1].casefold()]
        if applicant not in applicants:
            applicants.append(applicant)
        place = found.end()
    return applicants, unknown
