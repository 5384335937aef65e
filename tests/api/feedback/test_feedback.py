"""One judgement an answer, its person's alone, changeable, sealed, forgotten on demand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.answers.journal import Journal, pseudonym
from api.answers.schemas import Status, Turn
from api.database import make_engine, make_sessions, migrate
from api.feedback.errors import NoSuchAnswer
from api.feedback.people import FeedbackOfPeople
from api.feedback.reasons import load_reasons
from api.feedback.repository import FeedbackRepository
from api.feedback.schemas import Judgement
from api.feedback.service import Feedback
from api.feedback.tables import FeedbackRow
from api.vault.cipher import Cipher
from knowledge_base.errors import InvalidInput, SetupFailed

by_name = partial(pseudonym, b"key")


class Desk:
    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self.sessions = sessions
        journal = Journal(sessions, "key")
        turn = Turn(person="web:1", channel="rest")
        self.answer = journal.note(turn, "procedure", Status.ANSWERED, "1.001193", "fee")
        journal.close()
        self.feedback = Feedback(sessions, Cipher("k"), load_reasons(), by_name)

    def rows(self) -> list[FeedbackRow]:
        with self.sessions() as session:
            return list(session.scalars(FeedbackRepository(session).listed()))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    engine = make_engine(f"sqlite:///{tmp_path / 'motcua.db'}")
    migrate(engine)
    yield Desk(make_sessions(engine))
    engine.dispose()


def test_a_judgement_is_kept_with_what_the_answer_was_about_and_may_change(desk: Desk):
    desk.feedback.give("web:1", Judgement(answer=desk.answer, rating="up"))
    (row,) = desk.rows()
    assert (row.rating, row.code, row.section, row.status) == ("up", "1.001193", "fee", "answered")
    told = Judgement(answer=desk.answer, rating="down", reason="thieu", words="gọi 0900000001 nhé")
    desk.feedback.give("web:1", told)
    (row,) = desk.rows()
    assert (row.rating, row.reason) == ("down", "thieu")
    assert b"0900000001" not in row.sealed
    assert desk.feedback.words(row) == "gọi *******001 nhé"
    desk.feedback.give("web:1", Judgement(answer=desk.answer, rating="up", reason="thieu"))
    (row,) = desk.rows()
    assert (row.rating, row.reason, desk.feedback.words(row)) == ("up", None, "")


def test_answers_of_others_and_unknown_ones_cannot_be_judged(desk: Desk):
    for person, answer in (("web:2", desk.answer), ("web:1", "0" * 32)):
        with pytest.raises(NoSuchAnswer):
            desk.feedback.give(person, Judgement(answer=answer, rating="up"))
    with pytest.raises(InvalidInput):
        desk.feedback.give("web:1", Judgement(answer=desk.answer, rating="down", reason="khong"))
    assert desk.rows() == []


def test_a_thumb_quicker_than_the_journal_is_kept(desk: Desk):
    journal = Journal(desk.sessions, "key")
    quick = Feedback(desk.sessions, Cipher("k"), load_reasons(), by_name, journal.settle)
    answer = journal.note(Turn(person="web:1", channel="rest"), "centre", Status.ANSWERED)
    quick.give("web:1", Judgement(answer=answer, rating="up"))
    assert [row.topic for row in desk.rows()] == ["centre"]
    journal.close()


def test_forgetting(desk: Desk):
    desk.feedback.give("web:1", Judgement(answer=desk.answer, rating="up"))
    people = FeedbackOfPeople(desk.sessions, by_name)
    assert people.forget("web:2") == 0
    assert people.count("web:1") == 1
    assert people.forget("web:1") == 1
    assert desk.rows() == []


def test_reasons_are_at_most_four(tmp_path: Path):
    assert 1 <= len(load_reasons()) <= 4
    broken = tmp_path / "reasons.yml"
    broken.write_text("reasons: []")
    with pytest.raises(SetupFailed):
        load_reasons(broken)
