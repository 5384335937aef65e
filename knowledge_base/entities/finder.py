"""Find everything that matters in a message: codes, numbers, wards, departments, times."""

from __future__ import annotations

from datetime import datetime

from knowledge_base.entities.codes import find_dossier_codes, find_procedure_codes
from knowledge_base.entities.dates import find_when
from knowledge_base.entities.departments import DepartmentFinder, load_department_finder
from knowledge_base.entities.model import Mention
from knowledge_base.entities.numbers import find_numbers
from knowledge_base.entities.reading import Reading
from knowledge_base.entities.wards import WardFinder, load_ward_finder


class EntityFinder:
    """Finds mentions; nothing in it changes, so threads may share it.

    Args:
        wards: default: over the shipped tables.
        departments: default: over the centre's data.

    Raises:
        InvalidInput: shipped data are needed and cannot be read.
    """

    def __init__(
        self, wards: WardFinder | None = None, departments: DepartmentFinder | None = None
    ) -> None:
        self._wards = wards or load_ward_finder()
        self._departments = departments or load_department_finder()

    def find(self, text: str, now: datetime) -> list[Mention]:
        """Return what ``text`` names, in order; no two mentions share a letter.

        Args:
            text: a normalised message, as typed otherwise (neither expanded nor restored).
            now: the present; ``when.now_here()`` in the product.
        """
        reading = Reading.of(text)
        # What is written most exactly comes first and keeps its letters.
        by_exactness = [
            *find_dossier_codes(reading.text),
            *find_procedure_codes(reading.text),
            *find_numbers(reading),
            *self._wards.find(reading),
            *(found.as_mention() for found in find_when(reading, now)),
            *self._departments.find(reading),
        ]
        kept: list[Mention] = []
        for mention in by_exactness:
            if not any(mention.overlaps(other) for other in kept):
                kept.append(mention)
        return sorted(kept, key=lambda mention: mention.start)
