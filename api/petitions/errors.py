"""Errors of petitions.

::

    WrongState    petition.wrong_state
    NoPicture     petition.no_picture
"""

from __future__ import annotations

from knowledge_base.errors import InvalidInput, NotFound


class WrongState(InvalidInput):
    """The petition stands otherwise than the act supposes: somebody else was quicker."""

    code = "petition.wrong_state"
    http_status = 409
    message_vi = "Phản ánh này vừa được người khác xử lý. Anh/chị xem lại rồi làm tiếp."


class NoPicture(NotFound):
    """There is no such picture, or it was deleted."""

    code = "petition.no_picture"
    message_vi = "Ảnh này không còn."
