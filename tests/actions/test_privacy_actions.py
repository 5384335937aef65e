"""What people ask about their own data, against the real routes on a real database."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend
from actions.choices import ActionChoose
from actions.consent import AGREE, REFUSE, ask_consent, choice
from actions.phone_form import (
    CODE,
    CONSENT,
    MOVED_ON,
    PHONE,
    STOP,
    STOPPED,
    ActionAfterPhone,
    ActionAskPhone,
    ActionAskPhoneConsent,
    ActionAskVerifier,
    ValidatePhoneForm,
)
from actions.privacy import DELETE_NO, DELETE_YES, WITHDRAW, ActionPrivacy
from actions.privacy_choices import ActionPrivacyChoice
from actions.privacy_notice import SLOT
from actions.privacy_words import words
from actions.turn import Turn
from api.client import MotcuaApi
from tests.actions.conftest import Said
from tests.fakes.privacy_desk import TOKEN, PrivacyDesk, RasaConversationsServer

FORM = {"forms": {"phone_form": {"required_slots": [CONSENT, PHONE, CODE]}}, "slots": {}}


@dataclass
class Person:
    """Somebody who writes; slots and the bot's buttons are kept from turn to turn."""

    app: Any
    name: str = "telegram:97"
    slots: dict[str, Any] = field(default_factory=lambda: {SLOT: words("notice", "version")})
    buttons: list[dict[str, str]] = field(default_factory=list)

    def does(
        self,
        action: Any,
        text: str = "",
        intent: str = "ask_procedure",
        vault: dict[str, str] | None = None,
        **entities: str,
    ) -> Said:
        """``text`` is typed unless it begins with a stroke; ``vault``: kind → reference."""
        kept = [{"kind": kind, "reference": name} for kind, name in (vault or {}).items()]
        found = [{"entity": name, "value": value} for name, value in entities.items()]
        message = {"text": text, "intent": {"name": intent}, "entities": found}
        events = [
            {"event": "bot", "text": "Dạ", "data": {"buttons": self.buttons}},
            {
                "event": "user",
                "text": text,
                "timestamp": 1.0,
                "input_channel": self.name.partition(":")[0],
                "metadata": {"vault": kept},
            },
        ]
        tracker = Tracker(
            self.name, dict(self.slots), message, events, False, None, {}, "action_listen"
        )
        return self._run(action, tracker)

    def _run(self, action: Any, tracker: Tracker) -> Said:
        async def once() -> Said:
            dispatcher = CollectingDispatcher()
            transport = httpx.ASGITransport(app=self.app)
            backend.use(MotcuaApi("http://api", TOKEN, 5, transport=transport))
            try:
                events = await action.run(dispatcher, tracker, FORM)
            finally:
                await backend.close()
            return Said(dispatcher.messages, list(events))

        said = asyncio.run(once())
        self.slots.update(said.slots)
        self.buttons = said.buttons or self.buttons
        return said

    def presses(self, action: Any, title: str) -> Said:
        """A button of the message before."""
        import json

        payload = next(item["payload"] for item in self.buttons if item["title"] == title)
        intent, _, values = payload.removeprefix("/").partition("{")
        entities = json.loads("{" + values) if values else {}
        return self.does(action, payload, intent, **entities)


@pytest.fixture
def rasa() -> Iterator[RasaConversationsServer]:
    with RasaConversationsServer() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path, rasa: RasaConversationsServer) -> Iterator[PrivacyDesk]:
    made = PrivacyDesk(tmp_path, rasa_port=rasa.port, sms="sandbox")
    yield made
    made.close()


@pytest.fixture
def person(desk: PrivacyDesk) -> Person:
    return Person(desk.app())


@pytest.fixture
def someone(desk: PrivacyDesk) -> Callable[[str], Person]:
    return lambda name: Person(desk.app(), name)


def test_what_is_kept_is_told_place_by_place(person: Person, rasa: RasaConversationsServer):
    rasa.events[person.name] = 4
    said = person.does(ActionPrivacy(), "dữ liệu của tôi", "view_my_data")
    assert "Cuộc trò chuyện" in said.texts[0]
    assert "4 mục, giữ 90 ngày" in said.texts[0]
    assert "/delete_my_data" in [button["payload"] for button in said.buttons]
    assert said.status["status"] == "answered"


def test_what_cannot_be_counted_is_said_so(person: Person, rasa: RasaConversationsServer):
    rasa.away = True
    said = person.does(ActionPrivacy(), "dữ liệu của tôi", "view_my_data")
    assert "chưa đếm được" in said.texts[0]


def test_a_deletion_is_asked_back_and_gives_a_receipt(person: Person, desk: PrivacyDesk):
    asked = person.does(ActionPrivacy(), "xóa dữ liệu của tôi", "delete_my_data")
    assert desk.privacy.requests.find("XD-2026-000001") is None
    assert [button["payload"] for button in asked.buttons] == [
        choice(DELETE_YES),
        choice(DELETE_NO),
    ]
    said = person.presses(ActionPrivacyChoice(), "Xóa hết")
    assert "XD-2026-000001" in said.texts[0]
    found = person.does(ActionPrivacy(), "tra XD-2026-000001", "privacy_receipt")
    assert "đang được xóa" in found.texts[0]


def test_said_twice_is_meant(person: Person, desk: PrivacyDesk):
    person.does(ActionPrivacy(), "xóa dữ liệu của tôi", "delete_my_data")
    said = person.does(ActionPrivacy(), "xóa dữ liệu của tôi", "delete_my_data")
    assert "XD-2026-000001" in said.texts[0]


def test_the_number_of_the_button_is_typed(person: Person):
    person.does(ActionPrivacy(), "xóa dữ liệu của tôi", "delete_my_data")
    assert "XD-2026-000001" in person.does(ActionChoose(), "số 1", "choose").texts[0]


def test_who_thinks_better_of_it_keeps_all(person: Person, desk: PrivacyDesk):
    person.does(ActionPrivacy(), "xóa dữ liệu của tôi", "delete_my_data")
    said = person.presses(ActionPrivacyChoice(), "Không xóa")
    assert "không xóa" in said.texts[0]
    assert desk.privacy.requests.find("XD-2026-000001") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [("tra biên nhận", "số biên nhận"), ("XD-2026-000999", "không tìm thấy")],
)
def test_a_receipt_that_is_not_there_is_told_so(person: Person, text: str, told: str):
    assert told in person.does(ActionPrivacy(), text, "privacy_receipt").texts[0]


def test_consent_is_taken_back_purpose_by_purpose(person: Person, desk: PrivacyDesk):
    nothing = person.does(ActionPrivacy(), "rút lại đồng ý", "withdraw_consent")
    assert "không có gì" in nothing.texts[0]
    desk.agree(person.name)
    desk.agree(person.name, "appointment")
    asked = person.does(ActionPrivacy(), "rút lại đồng ý", "withdraw_consent")
    assert len(asked.buttons) == 3
    done = person.presses(ActionPrivacyChoice(), asked.buttons[0]["title"])
    assert "đã rút lại" in done.texts[0]
    assert len(desk.privacy.consents.standing(person.name)) == 1
    last = person.does(ActionPrivacy(), "rút lại đồng ý", "withdraw_consent")
    assert "đã rút lại" in last.texts[0]
    assert desk.privacy.consents.standing(person.name) == {}
    assert choice(WITHDRAW) in [button["payload"] for button in asked.buttons]


class AskAppointment:
    """What a later feature does before it keeps something."""

    async def run(self, dispatcher: Any, tracker: Tracker, domain: Any) -> list[Any]:
        return await ask_consent(Turn.of(tracker), dispatcher, "appointment", "view_my_data")


def test_consent_is_asked_with_two_buttons_and_goes_on(person: Person, desk: PrivacyDesk):
    asked = person.does(AskAppointment())
    assert [button["title"] for button in asked.buttons] == ["Đồng ý", "Không đồng ý"]
    said = person.presses(ActionPrivacyChoice(), "Đồng ý")
    assert desk.privacy.consents.has(person.name, "appointment")
    # It went on with what it was asked for.
    assert any("đang giữ" in text for text in said.texts)


def test_a_refusal_keeps_nothing(person: Person, desk: PrivacyDesk):
    person.does(AskAppointment())
    person.presses(ActionPrivacyChoice(), "Không đồng ý")
    assert not desk.privacy.consents.has(person.name, "appointment")


def test_an_old_text_cannot_be_agreed_to(person: Person, desk: PrivacyDesk):
    old = {"choice": AGREE, "about": "appointment:0"}
    said = person.does(ActionPrivacyChoice(), choice(AGREE), "privacy_choice", **old)
    assert "đã thay đổi" in said.texts[0]
    assert not desk.privacy.consents.has(person.name, "appointment")


@pytest.mark.parametrize("values", [{}, {"choice": "nothing"}, {"choice": AGREE}])
def test_a_button_that_says_nothing_is_asked_back(person: Person, values: dict[str, str]):
    said = person.does(ActionPrivacyChoice(), "/privacy_choice", "privacy_choice", **values)
    assert said.status["status"] == "clarified"


def agree_to_the_phone(person: Person) -> None:
    started = person.does(ValidatePhoneForm(), "liên kết số điện thoại", "link_phone")
    assert started.slots[CONSENT] is None
    person.does(ActionAskPhoneConsent())
    person.slots["requested_slot"] = CONSENT
    person.presses(ValidatePhoneForm(), "Đồng ý")
    assert person.slots[CONSENT] == "done"
    person.slots["requested_slot"] = PHONE


def test_a_shared_contact_proves_the_phone(person: Person, desk: PrivacyDesk):
    agree_to_the_phone(person)
    asked = person.does(ActionAskPhone())
    assert asked.messages[0]["custom"]["type"] == "request_contact"
    reference = desk.put_away(person.name, "0912345678", "phone")
    said = person.does(
        ValidatePhoneForm(), "/receive", "receive", {"phone": reference}, what="contact"
    )
    assert person.slots[PHONE] == person.slots[CODE] == "done"
    assert "đã xác nhận" in said.texts[0]
    assert desk.privacy.phones.phone_of(person.name) == "+84912345678"


def test_a_typed_number_and_its_code_prove_the_phone(
    someone: Callable[[str], Person], desk: PrivacyDesk
):
    first, second = someone("web:1"), someone("web:2")
    for person in (first, second):
        agree_to_the_phone(person)
        number = desk.put_away(person.name, "0912 345 678")
        person.does(ValidatePhoneForm(), "[•••]", "nlu_fallback", {"answer": number})
        assert person.slots[PHONE] == "done"
        person.slots["requested_slot"] = CODE
        assert person.does(ActionAskVerifier()).buttons[0]["title"] == "Thôi"
        wrong = desk.put_away(person.name, "không phải mã")
        said = person.does(ValidatePhoneForm(), "[•••]", "nlu_fallback", {"answer": wrong})
        assert "chưa đúng" in said.texts[0]
        assert person.slots[CODE] is None
        code = desk.put_away(person.name, desk.last_code())
        said = person.does(ValidatePhoneForm(), "[•••]", "nlu_fallback", {"answer": code})
        assert person.slots[CODE] == "done"
    assert "trang web" in said.texts[0]
    emptied = second.does(ActionAfterPhone()).slots
    assert emptied == {CONSENT: None, PHONE: None, CODE: None}


def test_a_number_that_is_none_is_asked_again(person: Person, desk: PrivacyDesk):
    agree_to_the_phone(person)
    typed = desk.put_away(person.name, "thôi khỏi")
    said = person.does(ValidatePhoneForm(), "[•••]", "nlu_fallback", {"answer": typed})
    assert "chưa đọc được" in said.texts[0]
    assert said.slots[PHONE] is None


def test_there_is_a_way_out_at_every_step(person: Person):
    agree_to_the_phone(person)
    person.does(ActionAskPhone())
    said = person.presses(ValidatePhoneForm(), "Thôi")
    assert person.slots[PHONE] == STOPPED
    assert "dừng" in said.texts[0]
    assert said.slots["requested_slot"] is None


def test_a_refusal_of_the_phone_ends_it(person: Person, desk: PrivacyDesk):
    person.does(ValidatePhoneForm(), "liên kết", "link_phone")
    person.does(ActionAskPhoneConsent())
    person.slots["requested_slot"] = CONSENT
    person.does(ValidatePhoneForm(), "dạ không ạ", "nlu_fallback")
    assert person.slots[CONSENT] == STOPPED
    assert not desk.privacy.consents.has(person.name, "contact_phone")


def test_another_question_is_answered_and_the_form_let_go(person: Person):
    person.does(ValidatePhoneForm(), "liên kết", "link_phone")
    person.slots["requested_slot"] = CONSENT
    person.does(ValidatePhoneForm(), "dữ liệu của tôi", "view_my_data")
    assert person.slots[CONSENT] == MOVED_ON
    said = person.does(ActionAfterPhone(), "dữ liệu của tôi", "view_my_data")
    assert "dữ liệu" in said.texts[0]
    assert person.slots[CONSENT] is None


def test_who_agreed_before_is_not_asked_again(person: Person, desk: PrivacyDesk):
    desk.agree(person.name)
    person.does(ValidatePhoneForm(), "liên kết", "link_phone")
    assert person.slots[CONSENT] == "done"


def test_what_cannot_be_done_is_said_before_anything_is_asked(
    tmp_path: Path, rasa: RasaConversationsServer
):
    desk = PrivacyDesk(tmp_path, rasa_port=rasa.port)
    person = Person(desk.app(), "web:1")
    said = person.does(ValidatePhoneForm(), "liên kết số điện thoại", "link_phone")
    assert "chưa gửi được mã" in said.texts[0]
    assert person.slots[CONSENT] == STOPPED
    desk.close()


def test_truth_values_of_yaml_are_no_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from actions import privacy_words

    path = tmp_path / "words.yml"
    path.write_text("phone:\n  off: x\n")
    monkeypatch.setattr(privacy_words, "_FILE", path)
    privacy_words._load.cache_clear()
    with pytest.raises(privacy_words.WordsMissing, match="phone"):
        words("phone", "off")
    privacy_words._load.cache_clear()


def test_the_buttons_are_among_those_that_browsers_may_send():
    from api.chat.commands import button_message

    for payload in (
        choice(AGREE, "appointment", "1"),
        choice(STOP),
        choice(REFUSE),
    ):
        assert button_message(payload) == payload
