"""What a citizen is told when a person is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from api.handover.files import HandoverFiles, filled
from api.handover.hours import in_words

# Fewer waits than these say nothing of the next one.
_FEWEST_WAITS = 5
_ROUNDED_TO_MINUTES = 5


@dataclass(frozen=True)
class Prospect:
    """How it stands for who has just asked.

    Attributes:
        number: of the request.
        on_duty: whether somebody is there now.
        ahead: how many people have waited longer.
        wait_minutes: the usual wait, measured; ``None`` where too little was.
        promised_at: by when somebody answers; ``None`` where nobody can tell.
        matter: key of a sensitive matter.
    """

    number: str
    on_duty: bool
    ahead: int
    wait_minutes: int | None
    promised_at: datetime | None
    matter: str | None


class Wording:
    """Puts it into the words of ``files``; ``hotline`` is the city's number."""

    def __init__(self, files: HandoverFiles, hotline: str) -> None:
        self._files = files
        self._texts = files.texts
        self._hotline = hotline

    def opened(self, prospect: Prospect) -> list[str]:
        """Messages for a new request."""
        lines = self._on_duty(prospect) if prospect.on_duty else self._off_duty(prospect)
        matter = self._files.matters.get(prospect.matter or "")
        first = [matter.words()] if matter else []
        return [*first, "\n".join(lines)]

    def known(self, number: str, officer: str | None) -> list[str]:
        """Messages for a request that is open already; ``officer``: who has it, by name."""
        text = self._texts.already_taken if officer else self._texts.already_waiting
        return [filled(text, number=number, officer=officer)]

    def _on_duty(self, prospect: Prospect) -> list[str]:
        texts = self._texts
        lines = [filled(texts.on_duty, number=prospect.number)]
        place = texts.people_ahead if prospect.ahead else texts.next_in_line
        lines.append(filled(place, ahead=prospect.ahead))
        if prospect.wait_minutes is not None:
            lines.append(filled(texts.usual_wait, minutes=prospect.wait_minutes))
        return [*lines, texts.write_on]

    def _off_duty(self, prospect: Prospect) -> list[str]:
        texts = self._texts
        lines = [filled(texts.off_duty, number=prospect.number)]
        if prospect.promised_at is not None:
            lines.append(filled(texts.promised, time=in_words(prospect.promised_at)))
        else:
            lines.append(filled(texts.hours_unconfirmed, hotline=self._hotline))
        return [*lines, texts.ask_meanwhile]


def usual_wait(seconds: Sequence[float]) -> int | None:
    """Minutes that half of the people waited at most, rounded up; ``None``: too few of them."""
    if len(seconds) < _FEWEST_WAITS:
        return None
    steps = -(-median(seconds) // (60 * _ROUNDED_TO_MINUTES))
    return max(1, int(steps)) * _ROUNDED_TO_MINUTES
