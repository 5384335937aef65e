"""Each message does the right thing to the draft, whatever was asked."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend
from actions.feedback import ActionFeedback, thumb_in
from actions.petitions.beginning import ActionBeginPetition
from actions.petitions.draft import MOST_PHOTOS, Draft, Stage
from actions.petitions.form import ValidatePetitionForm
from actions.petitions.sending import ActionAfterPetition, ActionPetitionStep
from actions.petitions.status import number_in
from actions.petitions.words import FILE, BrokenDialogue, _load
from api.client import MotcuaApi
from tests.actions.conftest import Typed
from tests.fakes.answers_api import TOKEN, FakeAnswersApi

CATEGORIES = [{"id": "thai-do", "name": "Thái độ"}, {"id": "khac", "name": "Việc khác"}]
STORY = "cán bộ nói chuyện cộc lốc với tôi"
SLOTS = (
    "petition_text",
    "petition_category",
    "petition_place",
    "contact_phone",
    "petition_confirm",
)


def draft(**changes: Any) -> dict[str, Any]:
    kind = {"id": "phan-anh", "name": "Phản ánh"}
    made = Draft(key="k" * 32, kind=kind, categories=CATEGORIES)
    return made.changed(**changes).slot()["petition_draft"]


def take(
    fake: FakeAnswersApi, asked: str, text: str, intent: str = "nlu_fallback", **more: Any
) -> tuple[dict[str, Any], list[str]]:
    """What a message does to the slots, and what is said at once."""
    kept = more.pop("draft", None) or draft()
    metadata = more.pop("metadata", {})
    entities = [{"entity": k, "value": v} for k, v in more.pop("entities", {}).items()]
    slots = {"requested_slot": asked, "petition_draft": kept, **more.pop("slots", {}), asked: text}
    message = {"text": text, "intent": {"name": intent}, "entities": entities}
    events = [
        {"event": "bot", "text": "?", "data": {"buttons": more.pop("buttons", [])}},
        {"event": "user", "text": text, "metadata": metadata, "timestamp": 1.0},
        {"event": "slot", "name": asked, "value": text},
    ]
    tracker = Tracker("web:1", slots, message, events, False, None, {}, "action_listen")
    domain = {"forms": {"petition_form": {"required_slots": list(SLOTS)}}}

    async def once() -> tuple[dict[str, Any], list[str]]:
        dispatcher = CollectingDispatcher()
        backend.use(MotcuaApi("http://api", TOKEN, 0.5, transport=httpx.ASGITransport(app=fake)))
        try:
            set_slots = await ValidatePetitionForm().run(dispatcher, tracker, domain)
        finally:
            await backend.close()
        said = [item["text"] for item in dispatcher.messages if item["text"]]
        return {event["name"]: event["value"] for event in set_slots}, said

    return asyncio.run(once())


def stage(slots: dict[str, Any]) -> str:
    return str(slots["petition_draft"]["stage"])


def test_a_story_is_kept_and_what_it_names_is_not_asked(fake: FakeAnswersApi):
    vault = {"vault": [{"kind": "phone", "reference": "r1"}]}
    text = "thái độ ở phường Thử, số [•••]"
    slots, _ = take(fake, "petition_text", text, "complain", metadata=vault)
    assert slots["petition_text"] == text
    assert slots["petition_draft"]["text_references"] == ["r1"]
    assert (slots["petition_category"], slots["petition_place"]) == ("thai-do", "Phường Thử")


@pytest.mark.parametrize("asked", SLOTS)
@pytest.mark.parametrize("word", ["thôi", "HỦY", "thoi em", "hủy bỏ"])
def test_a_word_leaves_at_every_question(fake: FakeAnswersApi, asked: str, word: str):
    # At the phone the text is a mask, and the vault has the word.
    hidden = asked == "contact_phone"
    vault = {"vault": [{"kind": "answer", "reference": word}]} if hidden else {}
    slots, _ = take(fake, asked, "[•••]" if hidden else word, metadata=vault)
    assert stage(slots) == Stage.CANCELLED
    assert slots["requested_slot"] is None


@pytest.mark.parametrize("asked", ["petition_place", "contact_phone"])
def test_optional_questions_can_be_skipped_by_button_word_and_number(
    fake: FakeAnswersApi, asked: str
):
    skip = '/petition_step{"step":"skip"}'
    tapped, _ = take(fake, asked, skip, "petition_step", entities={"step": "skip"})
    assert tapped[asked] == "-"
    buttons = [{"title": "Bỏ qua", "payload": skip}]
    for typed in ("bo qua", "1", "số 1", "không"):
        vault = (
            {"vault": [{"kind": "answer", "reference": typed}]} if asked == "contact_phone" else {}
        )
        text = "[•••]" if asked == "contact_phone" else typed
        slots, _ = take(fake, asked, text, metadata=vault, buttons=buttons)
        assert slots[asked] == "-", typed


def test_the_text_cannot_be_skipped(fake: FakeAnswersApi):
    slots, _ = take(fake, "petition_text", "/x", "petition_step", entities={"step": "skip"})
    assert slots["petition_text"] is None
    slots, _ = take(fake, "petition_text", "👍")
    assert slots["petition_text"] is None


def test_a_phone_is_a_reference_and_anything_else_is_asked_again(fake: FakeAnswersApi):
    number = "0900 000 001"
    vault = {"vault": [{"kind": "answer", "reference": number}]}
    slots, _ = take(fake, "contact_phone", "[•••]", metadata=vault)
    assert slots["contact_phone"] == number  # the stand-in's references are the values themselves
    vault = {"vault": [{"kind": "answer", "reference": "mai nha"}]}
    slots, said = take(fake, "contact_phone", "[•••]", metadata=vault)
    assert slots["contact_phone"] is None
    assert "Bỏ qua" in said[0]


def test_a_shared_contact_is_the_phone(fake: FakeAnswersApi):
    vault = {"vault": [{"kind": "phone", "reference": "c1"}]}
    slots, _ = take(
        fake, "contact_phone", "/receive{}", "receive", entities={"what": "contact"}, metadata=vault
    )
    assert slots["contact_phone"] == "c1"


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(fake: FakeAnswersApi):
    slots, said = take(fake, "petition_place", "khai sinh cần giấy tờ gì", "ask_procedure")
    assert any("giấy tờ" in text for text in said)
    assert slots["petition_place"] is None
    assert slots["procedure_code"] == "1.001193"


def test_a_statement_about_papers_is_no_question(fake: FakeAnswersApi):
    text = "nộp giấy khai sinh bị trả ba lần"
    slots, _ = take(fake, "petition_text", text, "ask_procedure")
    assert slots["petition_text"] == text


def test_pictures_are_kept_up_to_the_most(fake: FakeAnswersApi):
    image = {"entities": {"what": "image"}, "metadata": {"data": {"media": "m1"}}}
    slots, said = take(fake, "petition_confirm", "/receive{}", "receive", **image)
    assert slots["petition_draft"]["photos"] == ["m1"]
    assert slots["petition_confirm"] is None
    full = draft(photos=["m"] * MOST_PHOTOS)
    slots, said = take(fake, "petition_confirm", "/receive{}", "receive", draft=full, **image)
    assert "petition_draft" not in slots
    assert str(MOST_PHOTOS) in said[0]
    lost = {"entities": {"what": "image"}, "metadata": {}}
    _, said = take(fake, "petition_confirm", "/receive{}", "receive", **lost)
    assert "chưa nhận được" in said[0]


@pytest.mark.parametrize(
    "part", ["petition_text", "petition_category", "petition_place", "contact_phone"]
)
def test_a_part_can_be_changed(fake: FakeAnswersApi, part: str):
    slots, _ = take(fake, "petition_confirm", "sửa")
    assert slots["petition_draft"]["editing"] is True
    slots, _ = take(fake, "petition_confirm", "/x", "petition_step", entities={"part": part})
    assert slots[part] is None
    assert slots["petition_draft"]["editing"] is False


def test_other_buttons_lead_out_and_a_person_does(fake: FakeAnswersApi):
    slots, _ = take(fake, "petition_place", "/find_procedure", "find_procedure")
    assert stage(slots) == Stage.LEFT
    slots, _ = take(fake, "petition_text", "gặp nhân viên", "talk_to_human")
    assert stage(slots) == Stage.LEFT


FILLED = {
    "petition_text": STORY,
    "petition_category": "thai-do",
    "petition_place": "-",
    "contact_phone": "r9",
    "petition_confirm": "send",
}


def test_it_is_sent_with_all_that_was_said_and_the_slots_are_emptied(run, fake: FakeAnswersApi):
    slots = FILLED | {"petition_draft": draft(stage=Stage.CONFIRMED, photos=["m1"])}
    said = run(ActionAfterPetition(), Typed("Gửi", slots=slots))
    assert "PA-2026-000001" in said.texts[0]
    assert said.status["status"] == "recorded"
    (sent,) = fake.asked("petitions")
    assert (sent["text"], sent["place"], sent["phone"], sent["photos"]) == (STORY, "", "r9", ["m1"])
    assert sent["key"] == "k" * 32
    assert [said.slots[name] for name in SLOTS] == [None] * 5
    assert said.slots["petition_draft"]["number"] == "PA-2026-000001"


def test_what_could_not_be_sent_is_kept_and_sent_once_under_the_same_key(run, fake: FakeAnswersApi):
    fake.fail_with = 503
    slots = FILLED | {"petition_draft": draft(stage=Stage.CONFIRMED)}
    said = run(ActionAfterPetition(), Typed("Gửi", slots=slots))
    assert "chưa gửi được" in said.texts[0]
    assert said.buttons[0]["title"] == "Gửi"
    fake.fail_with = None
    step = Typed("/petition_step{}", "petition_step", {"step": "send"}, slots=said.slots)
    again = run(ActionPetitionStep(), step)
    assert "PA-2026-000001" in again.texts[0]
    assert {sent["key"] for sent in fake.asked("petitions")} == {"k" * 32}
    third = run(
        ActionPetitionStep(),
        Typed("/petition_step{}", "petition_step", {"step": "send"}, slots=again.slots),
    )
    assert "đã ghi nhận rồi" in third.texts[0]
    assert len(fake.asked("petitions")) == 2


def test_beginning_when_the_api_is_down_says_so_and_opens_nothing(run, fake: FakeAnswersApi):
    fake.fail_with = 503
    said = run(ActionBeginPetition(), Typed("tôi muốn phản ánh", "petition"))
    assert said.status["status"] == "error_backend"
    assert said.slots["petition_draft"]["stage"] == Stage.LEFT


def test_numbers_are_read_however_they_are_typed():
    for text in (
        "PA-2026-000123",
        "pa 2026 000123 tới đâu",
        "số PA2026000123 nha",
        "PA–2026–000123",
    ):
        assert number_in(text) == "PA-2026-000123"
    assert number_in("PA-26-123") is None


def test_thumbs(run, fake: FakeAnswersApi):
    assert [thumb_in(text) for text in ("👍", "👎🏻", "👍👎", "ok")] == ["up", "down", None, None]
    run(ActionFeedback(), Typed("sai rồi", "feedback_negative"))
    # Nothing was answered before: nothing to judge.
    assert fake.asked("feedback") == []


def test_a_broken_dialogue_file_is_a_typed_error(tmp_path):
    broken = tmp_path / "dialogue.yml"
    broken.write_text(FILE.read_text("utf-8").replace("  skip: [bỏ", "  skipped: [bỏ"), "utf-8")
    with pytest.raises(BrokenDialogue):
        _load(broken)
