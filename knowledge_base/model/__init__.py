"""The typed procedure (thủ tục hành chính) and its parts."""

from knowledge_base.model.procedure import (
    CODE_PATTERN,
    Act,
    Applicant,
    Channel,
    ChannelKind,
    Document,
    Duration,
    DurationUnit,
    Fee,
    FeeKind,
    Form,
    LegalBasis,
    Level,
    Procedure,
    Source,
    Text,
)
from knowledge_base.model.section import Section

__all__ = [
    "CODE_PATTERN",
    "Act",
    "Applicant",
    "Channel",
    "ChannelKind",
    "Document",
    "Duration",
    "DurationUnit",
    "Fee",
    "FeeKind",
    "Form",
    "LegalBasis",
    "Level",
    "Procedure",
    "Section",
    "Source",
    "Text",
]
