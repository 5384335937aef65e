"""What a message names, without mistakes on what matters: where two readings are possible, both.

Clean for Python 3.10; shared by Rasa's component and whoever needs the same reading.
Addresses in words and personal names are not read.
"""

from knowledge_base.entities.finder import EntityFinder
from knowledge_base.entities.model import Mention
from knowledge_base.entities.numbers import mask
from knowledge_base.entities.personal import MASK, find_personal, hide_personal
from knowledge_base.entities.when import HO_CHI_MINH, now_here

__all__ = [
    "HO_CHI_MINH",
    "MASK",
    "EntityFinder",
    "Mention",
    "find_personal",
    "hide_personal",
    "mask",
    "now_here",
]
