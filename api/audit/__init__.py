"""The audit log: who did what to what, and when. Only ever appended to."""

from api.audit.chain import Actor, Change
from api.audit.log import AuditLog

__all__ = ["Actor", "AuditLog", "Change"]
