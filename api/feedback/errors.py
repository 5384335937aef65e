"""Errors of feedback.

::

    NoSuchAnswer    feedback.no_answer
"""

from __future__ import annotations

from knowledge_base.errors import NotFound


class NoSuchAnswer(NotFound):
    """No answer of this person has that reference."""

    code = "feedback.no_answer"
    message_vi = "Câu trả lời này không còn để đánh giá."
