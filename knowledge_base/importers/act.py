"""What the administration does (hành vi hành chính), told from the verb a title starts with.

The match is exact in accents: "cấp" is not "cập", "đổi" is not "đối". Of two verbs that
start at the same place the longer one decides: "Cấp lại thẻ" is a re-issue, "Cấp thẻ" an
issue. A title that names several acts counts as the first of them.
"""

from __future__ import annotations

import re

from knowledge_base.importers.furniture import one_line
from knowledge_base.model import Act

_VERBS: dict[str, Act] = {
    "đăng ký": Act.REGISTER,
    "ghi vào sổ": Act.REGISTER,
    "cấp lại": Act.REISSUE,
    "cấp đổi": Act.EXCHANGE,
    "đổi giấy": Act.EXCHANGE,
    "đổi thẻ": Act.EXCHANGE,
    "cấp gia hạn": Act.RENEW,
    "gia hạn": Act.RENEW,
    "cấp bản sao": Act.COPY,
    "cấp trích lục": Act.COPY,
    "trích lục": Act.COPY,
    "cấp điều chỉnh": Act.CHANGE,
    "cấp sửa đổi": Act.CHANGE,
    "cấp bổ sung": Act.CHANGE,
    "điều chỉnh": Act.CHANGE,
    "sửa đổi": Act.CHANGE,
    "bổ sung": Act.CHANGE,
    "thay đổi": Act.CHANGE,
    "cập nhật": Act.CHANGE,
    "cải chính": Act.CORRECT,
    "đính chính": Act.CORRECT,
    "hiệu đính": Act.CORRECT,
    "thu hồi": Act.REVOKE,
    "tước": Act.REVOKE,
    "xóa": Act.DELETE,
    "xoá": Act.DELETE,
    "hủy": Act.DELETE,
    "huỷ": Act.DELETE,
    "chấm dứt": Act.TERMINATE,
    "giải thể": Act.TERMINATE,
    "tạm ngừng": Act.SUSPEND,
    "tạm dừng": Act.SUSPEND,
    "tạm đình chỉ": Act.SUSPEND,
    "đình chỉ": Act.SUSPEND,
    "xác nhận": Act.CONFIRM,
    "cấp giấy xác nhận": Act.CONFIRM,
    "chứng thực": Act.CERTIFY,
    "thông báo": Act.NOTIFY,
    "trình báo": Act.NOTIFY,
    "khai báo": Act.DECLARE,
    "kê khai": Act.DECLARE,
    "khai thuế": Act.DECLARE,
    "khai quyết toán": Act.DECLARE,
    "khai lệ phí": Act.DECLARE,
    "khai bổ sung": Act.DECLARE,
    "phê duyệt": Act.APPROVE,
    "chấp thuận": Act.APPROVE,
    "phê chuẩn": Act.APPROVE,
    "thẩm định": Act.APPRAISE,
    "công nhận": Act.RECOGNISE,
    "hưởng": Act.BENEFIT,
    "trợ cấp": Act.BENEFIT,
    "hỗ trợ": Act.BENEFIT,
    "chế độ": Act.BENEFIT,
    "chuyển": Act.TRANSFER,
    "hoàn thuế": Act.REFUND,
    "hoàn trả": Act.REFUND,
    "hoàn phí": Act.REFUND,
    "khiếu nại": Act.COMPLAIN,
    "tố cáo": Act.COMPLAIN,
    "cấp": Act.ISSUE,
}
# "cấp" is also the word for a level of government: "cấp tỉnh", "cấp Bộ".
_LEVEL_WORD = r"(?!\s+(?:xã|tỉnh|huyện|bộ|trung ương|trung đoàn|sư đoàn|quân|có thẩm quyền)\b)"
_VERB = re.compile(
    r"(?<!\w)("
    + "|".join(sorted((re.escape(verb) for verb in _VERBS), key=len, reverse=True))
    + r")(?!\w)"
    + _LEVEL_WORD,
    re.IGNORECASE,
)
# Words before the verb that say nothing about the act.
_PREFIX = re.compile(
    r"(?:(?:thủ tục|tthc|đề nghị|yêu cầu|giải quyết|thực hiện|tiếp nhận|xét|xử lý|việc|về|hồ sơ)"
    r"(?!\w)[\s:,-]*)*",
    re.IGNORECASE,
)


def parse_act(title: str) -> Act:
    """The act a title starts with, or :attr:`Act.OTHER` when it starts with no known verb."""
    name = one_line(title)
    prefix = _PREFIX.match(name)
    found = _VERB.match(name, prefix.end() if prefix else 0)
    return _VERBS[found[1].casefold()] if found else Act.OTHER
