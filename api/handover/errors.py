"""Errors of hand-overs.

::

    InvalidInput
    ├── TakenByAnother      handover.taken
    ├── NotYours            handover.not_yours
    └── Over                handover.closed
"""

from __future__ import annotations

from knowledge_base.errors import InvalidInput


class TakenByAnother(InvalidInput):
    """Another officer was first; ``reason_vi`` says who."""

    code = "handover.taken"
    http_status = 409
    message_vi = "Yêu cầu này đã có cán bộ khác nhận."

    def __init__(self, officer: str) -> None:
        super().__init__(f"taken by {officer}")
        self.reason_vi = f"Yêu cầu này đã có cán bộ {officer} nhận trước."


class NotYours(InvalidInput):
    """Only who has taken the request may do this."""

    code = "handover.not_yours"
    http_status = 409
    message_vi = "Anh/chị cần nhận yêu cầu này trước."


class Over(InvalidInput):
    """The request is closed."""

    code = "handover.closed"
    http_status = 409
    message_vi = "Yêu cầu này đã kết thúc."
