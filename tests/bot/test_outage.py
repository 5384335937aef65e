import asyncio

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig


def run(action: str) -> list[Event]:
    # Nothing listens on port 1 of loopback.
    endpoint = EndpointConfig("http://127.0.0.1:1/webhook")
    tracker = DialogueStateTracker.from_events("web:1", [])
    return asyncio.run(
        RemoteAction(action, endpoint).run(
            CollectingOutputChannel(),
            TemplatedNaturalLanguageGenerator({}),
            tracker,
            Domain.empty(),
        )
    )


def test_a_missing_action_server_is_admitted():
    words, status = run("action_answer_procedure")
    assert "1022" in words.text
    assert words.data["buttons"]
    assert status.data["custom"]["status"] == "error_backend"


@pytest.mark.parametrize(("action", "events"), [("validate_department_form", 0)])
def test_a_forms_validation_passes(action: str, events: int):
    assert len(run(action)) == events


def test_closing_a_turn_needs_no_apology():
    (status,) = run("action_close_turn")
    assert status.data["custom"]["status"] == "error_backend"
