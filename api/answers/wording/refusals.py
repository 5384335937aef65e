"""Asking back and declining, kindly and with the nearest thing that can be done."""

from __future__ import annotations

from api.answers.wording.procedure import HOTLINE
from knowledge_base.elsewhere import Matter

CLARIFY = (
    "Dạ, anh/chị muốn làm việc nào ạ? Chọn đúng việc thì giấy tờ và lệ phí em nói mới chính xác."
)
UNSURE = (
    "Dạ, em chưa chắc thủ tục nào đúng với câu hỏi này nên không dám trả lời. "
    "Gần nhất em có các việc dưới đây; nếu không phải, anh/chị nói thêm giấy tờ cần làm "
    f"hoặc gọi {HOTLINE}."
)
OUT_OF_SCOPE = (
    "Dạ, em chỉ giúp được về thủ tục hành chính và Trung tâm Phục vụ hành chính công. "
    f"Việc khác của Thành phố, anh/chị gọi {HOTLINE}."
)
EMPTY = "Dạ, anh/chị cần làm giấy tờ gì ạ? Ví dụ: làm khai sinh cho bé, sang tên sổ đỏ."
WHICH_PROCEDURE = (
    "Dạ, anh/chị đang hỏi thủ tục nào ạ? Cho em biết giấy tờ cần làm, ví dụ: khai sinh, "
    "đăng ký kết hôn, giấy phép xây dựng."
)
UNKNOWN_CODE = (
    "Dạ, em không có thủ tục nào mang mã này. Anh/chị xem lại mã giúp em, "
    f"hoặc nói tên giấy tờ cần làm; cần người hướng dẫn thì gọi {HOTLINE}."
)
WITHDRAWN = (
    "Dạ, thủ tục này nay không còn áp dụng nên em không trả lời theo bản cũ nữa. "
    f"Anh/chị gọi {HOTLINE} để được hướng dẫn theo quy định mới."
)


def elsewhere(matter: Matter) -> str:
    """Say that our records do not hold ``matter``, and who does it where that is sure."""
    opening = f"Dạ, em không có thủ tục *{matter.name}* trong dữ liệu đã công bố"
    if not matter.who:
        return (
            f"{opening} nên không dám hướng dẫn. Anh/chị gọi {HOTLINE} để được chỉ đúng nơi làm ạ."
        )
    return (
        f"{opening}. Việc này thường do {matter.who} giải quyết, theo {matter.basis}; "
        f"anh/chị hỏi nơi đó, hoặc gọi {HOTLINE} để được hướng dẫn ạ."
    )
