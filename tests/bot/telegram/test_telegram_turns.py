"""A whole turn: Telegram's webhook in, our answer out."""

import asyncio

import httpx
import pytest

from bot.channels.channel import Refused
from bot.channels.inbound import Inbound, Kind
from bot.channels.messages import Choice, Text
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.rasa import TelegramInput
from tests.bot.telegram.tools import CHAT, PERSON, SECRET, TOKEN, WORDING, Running, request
from tests.fakes.receiver import Receiver
from tests.fakes.telegram import updates
from tests.fakes.telegram.handle import FakeTelegram

HEADER = "x-telegram-bot-api-secret-token"


def taken(channel: TelegramChannel, webhook: Receiver) -> "list[Inbound]":
    """What the channel reads in all that came."""
    found = []
    for call in webhook.calls:
        came = request(call.body, call.headers.get(HEADER))
        channel.verify(came)
        found += channel.read(came)
    webhook.forget()
    return found


def test_a_button_is_pressed_and_its_spinner_stops(
    telegram: FakeTelegram, webhook: Receiver, run: Running
):
    payload = '/choose{"code":"1.001193","section":"fees"}'

    async def turn(channel: TelegramChannel) -> None:
        await channel.send(PERSON, [Text("Chọn ạ", (Choice("Lệ phí", payload),))])

    async def next_week(channel: TelegramChannel) -> "list[Inbound]":
        return taken(channel, webhook)

    run(turn)
    telegram.press(CHAT, "Lệ phí")
    assert len(telegram.unanswered()) == 1
    # Another process than the one that sent the button.
    (event,) = run(next_week)
    assert (event.kind, event.text, event.person) == (Kind.BUTTON, payload, PERSON)
    assert telegram.unanswered() == []


def test_a_tap_that_cannot_be_read_is_told_so(
    telegram: FakeTelegram, webhook: Receiver, run: Running
):
    async def work(channel: TelegramChannel) -> "list[Inbound]":
        await channel.send(PERSON, [Text("Chọn ạ", (Choice("Lệ phí", "/find_procedure"),))])
        telegram.press(CHAT, "Lệ phí")
        return taken(TelegramChannel(channel._settings, WORDING), webhook)

    assert len(run(work)) == 1
    telegram.deliver(updates.callback(telegram.received(CHAT)[0]["message"], "~xxxxxxxx/restart"))

    async def old(channel: TelegramChannel) -> "list[Inbound]":
        return taken(channel, webhook)

    assert run(old) == []
    (fields,) = telegram.calls("answerCallbackQuery")
    assert fields["text"] == WORDING.texts.old_button


def test_an_answer_that_comes_too_late_harms_nobody(
    telegram: FakeTelegram, webhook: Receiver, run: Running
):
    shown = {"message_id": 3, "date": 1_780_000_000, "chat": updates.private_chat(CHAT)}
    telegram.deliver(updates.callback(shown, "Lệ phí"))
    telegram.turn_clock(3600)

    async def late(channel: TelegramChannel) -> "list[Inbound]":
        return taken(channel, webhook)

    assert [event.text for event in run(late)] == ["Lệ phí"]
    assert len(telegram.calls("answerCallbackQuery")) == 1


def test_five_copies_have_one_key(telegram: FakeTelegram, webhook: Receiver, run: Running):
    telegram.says(CHAT, "làm khai sinh", copies=5, order="together")
    telegram.says(CHAT, "cần gì")

    async def work(channel: TelegramChannel) -> "list[Inbound]":
        return taken(channel, webhook)

    found = run(work)
    assert len(found) == 6
    assert len({event.key for event in found}) == 2
    assert {event.text for event in found} == {"làm khai sinh", "cần gì"}


@pytest.mark.parametrize("secret", ["wrong", "missing"])
def test_a_sender_without_the_secret(
    telegram: FakeTelegram, webhook: Receiver, run: Running, secret: str
):
    telegram.says(CHAT, "alo", secret=secret)

    async def work(channel: TelegramChannel) -> "list[Inbound]":
        return taken(channel, webhook)

    with pytest.raises(Refused) as error:
        run(work)
    assert error.value.status == 403


def test_a_group_is_told_politely(telegram: FakeTelegram, webhook: Receiver, run: Running):
    update = updates.unblocked(CHAT)
    change = update["my_chat_member"]
    change["chat"] = {"id": -70, "type": "group", "title": "Nhóm thử"}
    change["old_chat_member"] = {**change["old_chat_member"], "status": "left"}
    telegram.deliver(update, updates.group_text(-70, CHAT, "/start@motcua_thu_bot"))

    async def work(channel: TelegramChannel) -> "list[Inbound]":
        return taken(channel, webhook)

    assert run(work) == []
    assert telegram.texts(-70) == [WORDING.texts.private_only]


def test_typing_is_shown_and_waits_for_nothing(telegram: FakeTelegram, run: Running):
    async def work(channel: TelegramChannel) -> None:
        telegram.fault("slow", "/sendChatAction", seconds=1)
        await asyncio.wait_for(channel.show_waiting(PERSON), 0.2)

    run(work)
    assert telegram.calls("sendChatAction") == [{"chat_id": str(CHAT), "action": "typing"}]


def test_the_class_that_rasa_loads(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_SECRET_TOKEN", SECRET)
    made = TelegramInput.from_credentials(None)
    assert (made.name(), made.url_prefix()) == ("telegram", "telegram")
    assert made.get_output_channel().name() == "telegram"
    routes = {route.uri for route in made.blueprint(lambda message: None)._future_routes}
    assert routes == {"/webhook"}


def test_the_fake_is_not_asked_who_we_are(telegram: FakeTelegram, run: Running):
    run(lambda channel: channel.send(PERSON, [Text("a")]))
    assert telegram.calls("getMe") == []
    assert httpx.get(f"{telegram.address}/__control/ready", trust_env=False).is_success
