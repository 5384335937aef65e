import pytest

from actions.received import ActionReceive
from tests.actions.conftest import Typed

KINDS = ["image", "file", "voice", "video", "sticker", "location", "contact"]
KINDS += ["file_lost", "file_too_large", "file_refused", "file_too_many"]


@pytest.mark.parametrize("what", KINDS)
def test_what_was_sent_is_named_and_the_next_step_told(run, what):
    said = run(ActionReceive(), Typed(f'/receive{{"what":"{what}"}}', "receive", {"what": what}))
    (text,) = said.texts
    assert text.startswith("Dạ")
    assert said.buttons
    assert said.status["status"] == "not_available"


def test_each_kind_has_its_own_words(run):
    told = {
        run(ActionReceive(), Typed("/receive", "receive", {"what": what})).texts[0]
        for what in KINDS
    }
    assert len(told) == len(KINDS)


def test_a_kind_of_a_later_version_is_answered_too(run):
    said = run(ActionReceive(), Typed("/receive", "receive", {"what": "hologram"}))
    assert said.texts


def test_a_new_follower_is_greeted(run):
    said = run(ActionReceive(), Typed("/receive", "receive", {"what": "follow"}))
    assert said.status["status"] == "smalltalk"
    assert any(item.get("response") == "utter_greet" for item in said.messages)
