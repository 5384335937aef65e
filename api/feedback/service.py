"""Keep what a person thinks of an answer: one judgement an answer, theirs alone, changeable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from api.answers.tables import AnswerRow
from api.feedback.errors import NoSuchAnswer
from api.feedback.repository import FeedbackRepository
from api.feedback.schemas import Judgement, Rating, Reason
from api.feedback.tables import FeedbackRow
from api.vault.cipher import Cipher
from knowledge_base.entities import hide_personal
from knowledge_base.errors import InvalidInput, NotFound


class Feedback:
    """All judgements.

    Args:
        sessions: where rows are kept.
        cipher: seals people's words.
        reasons: those that may be given.
        pseudonym: the journal's name for a person.
        settle: lets the journal write what it has noted: a quick thumb comes before.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        cipher: Cipher,
        reasons: Sequence[Reason],
        pseudonym: Callable[[str], str],
        settle: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._cipher = cipher
        self.reasons = {item.id: item.name for item in reasons}
        self._pseudonym = pseudonym
        self._settle = settle
        self._now = now

    def give(self, person: str, judgement: Judgement) -> None:
        """Keep ``judgement`` in the place of what ``person`` told of that answer before.

        Raises:
            NoSuchAnswer: no answer of this person has that reference.
            InvalidInput: an unknown reason.
        """
        if judgement.reason is not None and judgement.reason not in self.reasons:
            raise InvalidInput("no such reason")
        if not self._is_written(judgement.answer):
            self._settle()
        try:
            with self._sessions.begin() as session:
                self._give(FeedbackRepository(session), person, judgement)
        except IntegrityError:
            # Two taps at once: the second changes what the first kept.
            with self._sessions.begin() as session:
                self._give(FeedbackRepository(session), person, judgement)

    def words(self, row: FeedbackRow) -> str:
        """The person's words; empty where there are none or they cannot be read."""
        if not row.sealed:
            return ""
        try:
            return self._cipher.open(row.sealed)
        except NotFound:
            return ""

    def _is_written(self, reference: str) -> bool:
        with self._sessions() as session:
            return FeedbackRepository(session).answer(reference) is not None

    def _give(self, repository: FeedbackRepository, person: str, judgement: Judgement) -> None:
        answer = repository.answer(judgement.answer)
        if answer is None or answer.person != self._pseudonym(person):
            raise NoSuchAnswer(judgement.answer)
        row = repository.find(judgement.answer)
        now = self._now()
        if row is None:
            row = _row_of(answer, now)
            self._judge(row, judgement, now)
            repository.add(row)
        else:
            self._judge(row, judgement, now)

    def _judge(self, row: FeedbackRow, judgement: Judgement, now: datetime) -> None:
        down = judgement.rating is Rating.DOWN
        words = hide_personal(judgement.words.strip()) if down else ""
        row.rating, row.changed_at = judgement.rating.value, now
        row.reason = judgement.reason if down else None
        row.sealed = self._cipher.seal(words) if words else b""


def _row_of(answer: AnswerRow, now: datetime) -> FeedbackRow:
    return FeedbackRow(
        answer=answer.reference,
        person=answer.person,
        channel=answer.channel,
        topic=answer.topic,
        code=answer.code or "",
        section=answer.section,
        status=answer.status,
        created_at=now,
    )
