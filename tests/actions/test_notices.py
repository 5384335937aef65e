"""What the outbox tells, unasked."""

from actions.notices import ActionNotify
from tests.actions.conftest import Typed


def test_the_words_are_said_as_they_are(run):
    said = run(ActionNotify(), Typed("EXTERNAL: notify", "notify", {"words": "Lúc [[time]] ạ"}))
    assert said.texts == ["Lúc [[time]] ạ"]
    assert said.events == []


def test_without_words_nothing_is_said_at_all(run):
    assert run(ActionNotify(), Typed("EXTERNAL: notify", "notify")).messages == []


def test_an_officers_name_stands_beside_the_words(run):
    entities = {"words": "[[text]]", "officer": "[[officer]]", "outbox": "7"}
    (message,) = run(ActionNotify(), Typed("EXTERNAL: notify", "notify", entities)).messages
    assert message["text"] == "[[text]]"
    assert message["custom"] == {"type": "author", "name": "[[officer]]"}
