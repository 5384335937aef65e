from contextlib import contextmanager

import pytest

from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation import summarise
from knowledge_base.evaluation.conversations.judge import Reply, missed
from knowledge_base.evaluation.conversations.kind import CONVERSATIONS
from knowledge_base.evaluation.conversations.rows import Conversation, Expectation
from knowledge_base.evaluation.conversations.talking import hold
from knowledge_base.evaluation.jsonl import read_jsonl

ANSWER = Reply(
    status="answered",
    code="1.001193",
    section="fee",
    offered=("1.000894",),
    text="Dạ, *miễn  lệ phí*.\n\nMã 1.001193",
)
CLARIFY = Reply(status="clarified", offered=("1.001193", "1.004884"), text="Anh/chị chọn ạ?")
REFUSAL = Reply(status="declined_out_of_scope", text="Dạ, anh/chị gọi 1022 ạ.")


@pytest.mark.parametrize(
    ("expect", "reply", "wrong"),
    [
        ({}, ANSWER, ()),
        ({"codes": ["1.001193", "x"]}, ANSWER, ()),
        ({"codes": ["1.000894"]}, ANSWER, ("codes",)),
        ({"codes": ["1.004884"]}, CLARIFY, ()),
        ({"codes": ["1.000894"]}, CLARIFY, ("codes",)),
        ({"sections": ["time", "fee"]}, ANSWER, ()),
        ({"sections": ["time"]}, ANSWER, ("sections",)),
        ({"decision": "answer"}, ANSWER, ()),
        ({"decision": "answer"}, ANSWER.model_copy(update={"status": "not_confirmed"}), ()),
        ({"decision": "answer"}, CLARIFY, ("decision",)),
        ({"decision": "decline"}, REFUSAL, ()),
        ({"decision": "decline"}, Reply(status="smalltalk", text="Dạ"), ("decision",)),
        ({"says": ["MIỄN LỆ PHÍ"]}, ANSWER, ()),
        ({"says": ["miễn lệ phí", "1022"]}, ANSWER, ("says",)),
        ({"not_says": ["Mã 1."]}, ANSWER, ("not_says",)),
        ({"not_says": ["Mã 1."]}, REFUSAL, ()),
        ({"intent": "ask_procedure"}, ANSWER, ()),
        ({"intent": "greet", "decision": "clarify"}, ANSWER, ("decision", "intent")),
        ({}, Reply(status="backend.unavailable", failed=True), ("reply",)),
    ],
)
def test_checks_of_one_turn(expect, reply, wrong):
    assert missed(Expectation.model_validate(expect), reply, "ask_procedure") == wrong


def assistant(replies):
    """One that gives the written reply to a text; notes how often it was begun."""
    begun = []

    @contextmanager
    def begin():
        begun.append(True)
        yield lambda text: replies[text]

    return begin, begun


def conversation(name, *turns, **more):
    spoken = [{"user": user, "expect": expect} for user, expect in turns]
    return Conversation.model_validate({"id": name, "turns": spoken} | more)


def test_turns_and_whole_conversations_are_counted():
    begin, begun = assistant({"phí?": ANSWER, "vàng?": REFUSAL, "đất": CLARIFY})
    rows = [
        conversation("1", ("phí?", {"codes": ["1.001193"]}), ("vàng?", {"decision": "decline"})),
        conversation("2", ("đất", {"decision": "answer"}), ("phí?", {}), set="land"),
    ]
    found = summarise(CONVERSATIONS, hold(begin, rows))
    assert len(begun) == 2
    assert found.total["conversations_right"] == 0.5
    assert found.total["turns_right"] == 0.75
    assert found.total["decision_accuracy"] == 0.5
    assert found.total["code_accuracy"] == 1.0
    assert found.total["section_accuracy"] is None
    assert found.total["clarify_rate"] == 0.25
    assert found.total.statistics["turns"] == 4
    assert found.by_set["land"]["turns_right"] == 0.5
    assert found.details["missed"] == {"decision": 1}
    assert found.details["statuses"]["answered"] == 2


def test_a_failed_turn_fails_what_it_was_asked_for():
    begin, _ = assistant({"phí?": Reply(status="backend.unavailable", failed=True)})
    found = summarise(
        CONVERSATIONS, hold(begin, [conversation("1", ("phí?", {"codes": ["1.001193"]}))])
    )
    assert found.total["code_accuracy"] == 0.0
    assert found.total["turns_right"] == 0.0


def test_the_stripped_text_is_sent_and_its_intent_looked_up():
    begin, _ = assistant({"phi?": ANSWER})
    rows = [conversation("1", ("phí?", {"intent": "ask_section"}))]
    (judged,) = hold(begin, rows, intents={"phi?": "ask_section"}, strip_diacritics=True)
    assert (judged.turns[0].asked, judged.turns[0].heard) == ("phi?", "ask_section")
    assert judged.right


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "1", "turns": []}', "line 1: turns"),
        ('{"id": "1", "turns": [{"user": ""}]}', r"line 1: turns\.0\.user"),
        ('{"id": "1", "turns": [{"user": "a", "expect": {"code": "1"}}]}', "expect.code"),
        ('{"id": "1", "turns": [{"user": "a", "expect": {"codes": []}}]}', "expect.codes"),
        ('{"id": "1", "turns": [{"user": "a", "expect": {"decision": "no"}}]}', "decision"),
    ],
)
def test_a_broken_conversation_is_named(tmp_path, line, message):
    path = tmp_path / "conversations.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(InvalidInput, match=message):
        read_jsonl(path, Conversation)
