"""Errors of privacy, beside those of ``knowledge_base.errors``."""

from __future__ import annotations

from knowledge_base.errors import InvalidInput


class ConsentMissing(InvalidInput):
    """Something would be kept that the person has not agreed to."""

    code = "privacy.consent_missing"
    http_status = 409
    message_vi = "Việc này cần anh/chị đồng ý trước."


class UnknownPurpose(InvalidInput):
    """``data/privacy/purposes.yml`` has no such purpose, or another text by now."""

    code = "privacy.unknown_purpose"
