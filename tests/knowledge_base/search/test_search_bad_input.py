"""Search never fails on a message, whatever it holds, and answers none without a topic."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.cli.engine import open_engine
from api.settings import Settings
from knowledge_base.search import Decision, SearchEngine
from tests.bad_input import ALL, DISFIGURED, TOPICLESS, UNREADABLE

# Ten thousand characters take about 0.7 s on two cores; what grows with their square, minutes.
LONGEST_S = 10
# Dropped by the normaliser: whoever pastes from a page or a PDF sends some.
UNSEEN = "\x00\x07\x1b\x7f\u00ad\u200b\u200d\u200e\u202e\u2060\ufeff"
BIRTH = "làm giấy khai sinh cho con cần giấy tờ gì"
# All are declined when they are said once.
SMALL_TALK = (
    "thời tiết hôm nay thế nào",
    "vui quá",
    "con mèo trèo cây cau",
    "mưa gió bão bùng",
    "a b c",
)

fuzz = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
pieces = st.sampled_from(["khai sinh", "lệ phí", "o dau", "đ", "1.001193", "/", "{{x}}", "'--"])
odd_text = st.lists(st.one_of(pieces, st.text(max_size=20)), max_size=60).map(" ".join)


@pytest.fixture(scope="module")
def engine(small_knowledge) -> SearchEngine:
    return open_engine(Settings(state_dir=small_knowledge.state))


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_it_is_read_in_bounded_time(engine: SearchEngine, text: str):
    started = time.perf_counter()
    outcome = engine.search(text)
    assert time.perf_counter() - started < LONGEST_S
    assert 0 <= outcome.probability <= 1
    assert outcome.sections


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_nobody_can_read_finds_nothing(engine: SearchEngine, text: str):
    outcome = engine.search(text)
    assert outcome.decision is Decision.DECLINE
    assert outcome.results == []


@pytest.mark.parametrize("text", TOPICLESS.values(), ids=TOPICLESS)
def test_what_has_no_topic_is_declined(engine: SearchEngine, text: str):
    assert engine.search(text).decision is Decision.DECLINE


@pytest.mark.parametrize("text", DISFIGURED.values(), ids=DISFIGURED)
def test_a_disfigured_question_is_still_understood(engine: SearchEngine, text: str):
    outcome = engine.search(text)
    assert outcome.results[0].code == "1.001193"
    assert outcome.decision is not Decision.DECLINE


@pytest.mark.parametrize("text", SMALL_TALK)
def test_small_talk_is_declined(engine: SearchEngine, text: str):
    assert engine.search(text).decision is Decision.DECLINE


def test_saying_it_again_makes_it_no_surer(engine: SearchEngine):
    decisions = {text: engine.search(f"{text} " * 100).decision for text in SMALL_TALK}
    assert decisions == dict.fromkeys(SMALL_TALK, Decision.DECLINE)


@fuzz
@given(at=st.integers(0, len(BIRTH)), unseen=st.text(UNSEEN, min_size=1, max_size=5))
def test_what_cannot_be_seen_changes_nothing(engine: SearchEngine, at: int, unseen: str):
    plain = engine.search(BIRTH)
    sown = engine.search(f"{BIRTH[:at]}{unseen}{BIRTH[at:]}")
    assert (sown.decision, sown.results) == (plain.decision, plain.results)
    assert sown.sections == plain.sections


@fuzz
@given(text=odd_text)
def test_no_mixture_breaks_it(engine: SearchEngine, text: str):
    outcome, again = engine.search(text, limit=3), engine.search(text, limit=3)
    assert len(outcome.results) <= 3
    assert 0 <= outcome.probability <= 1
    assert (outcome.decision, outcome.results) == (again.decision, again.results)
