"""Sending to the fake Zalo: what arrives, and how choices degrade."""

import asyncio
import time

import pytest

from bot.channels.channel import SendFailed, Unreachable
from bot.channels.messages import Card, Choice, ContactRequest, File, Image, Text
from bot.channels.zalo.settings import ButtonMode
from bot.channels.zalo.window import Window
from tests.bot.zalo.support import PERSON, USER, Running, say
from tests.fakes.zalo import events
from tests.fakes.zalo.handle import FakeZalo

CHOICES = (Choice("Lệ phí", '/choose{"section":"fee"}'), Choice("Cổng", url="https://a.invalid"))
QUESTION = Text("Anh/chị cần gì?", CHOICES)
IN_WORDS = "Anh/chị cần gì?\n\n1. Lệ phí\n2. Cổng: https://a.invalid\n\nNhắn số để chọn."


def test_messages_arrive_in_order(run: Running):
    say(run, Text("một"), Text("hai"), Text("ba"))
    assert run.zalo.texts(USER) == ["một", "hai", "ba"]


def test_a_pressed_button_comes_back_as_what_it_stands_for(run: Running, webhook):
    say(run, QUESTION)
    run.zalo.press(USER, "Lệ phí")

    async def read(channel):
        return channel.read(webhook.calls[-1])

    (event,) = run(read)
    assert (event.kind.value, event.text) == ("button", '/choose{"section":"fee"}')


@pytest.mark.parametrize("mode", [ButtonMode.BUTTONS, ButtonMode.LIST])
def test_refused_choices_go_as_numbered_text_at_once_and_from_then_on(
    run: Running, mode: ButtonMode
):
    run.zalo.set(button_mode="none")
    say(run, QUESTION, button_mode=mode)
    shown = run.zalo.texts(USER)
    assert "\n\n".join(shown) == IN_WORDS
    run.zalo.reset()
    again = Running(run.zalo)
    run.zalo.user(USER, following=True, idle_s=60)
    run.zalo.set(button_mode="none")

    async def twice(channel):
        await channel.send(PERSON, [QUESTION])
        before = len(run.zalo.requests("/message/cs"))
        await channel.send(PERSON, [QUESTION])
        return len(run.zalo.requests("/message/cs")) - before

    assert again(twice, button_mode=mode) == 1
    assert run.zalo.texts(USER)[-1] == IN_WORDS


def test_one_refused_field_does_not_end_buttons(run: Running):
    run.zalo.refuse(-201)

    async def twice(channel):
        await channel.send(PERSON, [QUESTION])
        await channel.send(PERSON, [QUESTION])

    run(twice)
    words, shaped = (item["message"] for item in run.zalo.received(USER))
    assert words == {"text": IN_WORDS}
    assert shaped["attachment"]["payload"]["buttons"]


def test_what_is_refused_in_words_too_has_failed_for_good(run: Running):
    with pytest.raises(SendFailed) as failed:
        say(run, QUESTION, person="zalo:404404")
    assert (failed.value.reason, failed.value.temporary) == ("zalo_201", False)


def test_a_picture_or_form_that_is_refused_becomes_words(run: Running):
    run.zalo.refuse(-233)
    say(run, Image("https://a.invalid/a.png", "Sơ đồ"))
    run.zalo.refuse(-201)
    say(run, ContactRequest("Cho em xin số điện thoại ạ."))
    assert run.zalo.texts(USER) == ["Sơ đồ\nhttps://a.invalid/a.png", "Cho em xin số điện thoại ạ."]


def test_the_window_follows_the_last_interaction(run: Running):
    async def window(channel):
        return await channel.window(PERSON)

    seen = []
    for idle_s in (60, 47 * 3600, 49 * 3600, 6 * 86_400, 8 * 86_400):
        run.zalo.user(USER, idle_s=idle_s)
        seen.append(run(window))
    assert seen == [
        Window.FREE,
        Window.FREE,
        Window.BILLED,
        Window.BILLED,
        Window.CLOSED,
    ]
    run.zalo.user(USER, idle_s=None)
    assert run(window) is Window.CLOSED
    with pytest.raises(Unreachable):
        say(run, Text("chào"))


def test_calls_keep_to_their_measure(run: Running):
    async def many(channel):
        began = time.monotonic()
        await asyncio.gather(*(channel.send(PERSON, [Text("a")]) for _ in range(30)))
        return time.monotonic() - began

    # Ten at once, then ten a half second.
    assert run(many, per_second=20) >= 0.45


def test_a_visitor_gets_words_only(run: Running, webhook):
    run.zalo.deliver(events.anonymous_text("anon-1", "c0", "xin chào"))

    async def answer(channel):
        (event,) = channel.read(webhook.calls[-1])
        await channel.send(event.person, [QUESTION, Image("https://a.invalid/a.png")])

    run(answer)
    assert run.zalo.texts("anon-1") == [IN_WORDS, "https://a.invalid/a.png"]


def test_no_secret_and_no_person_is_shown(run: Running, caplog):
    caplog.set_level("INFO", "bot")
    run.zalo.refuse(-233)
    run.zalo.fault("drop_after", "/message/cs", skip=1)
    say(run, QUESTION)
    assert caplog.text
    assert USER not in caplog.text
    assert asyncio.run(run.tokens.token()) not in caplog.text


@pytest.mark.parametrize("person", ["telegram:1", "zalo:", "5550001"])
def test_people_of_other_channels_are_a_programming_error(run: Running, person: str):
    with pytest.raises(ValueError, match="Zalo"):
        say(run, Text("chào"), person=person)


def test_a_card_arrives_as_a_list(run: Running):
    run.zalo.set(button_mode="list")
    card = Card("Khai sinh", "Mã 1.001193", "https://a.invalid/a.png", CHOICES)
    say(run, card, button_mode=ButtonMode.LIST)
    (received,) = run.zalo.received(USER)
    rows = received["message"]["attachment"]["payload"]["elements"]
    assert [row["title"] for row in rows] == ["Khai sinh", "Lệ phí", "Cổng"]


def test_a_channel_without_credentials_is_not_configured(zalo: FakeZalo):
    from bot.channels.zalo.channel import ZaloChannel

    assert not ZaloChannel.from_environment({}).is_configured
    assert not ZaloChannel.from_environment({"ZALO_APP_ID": "1"}).is_configured
    both = {"ZALO_APP_ID": "1", "ZALO_OA_SECRET_KEY": "2"}
    assert ZaloChannel.from_environment(both).is_configured


def test_a_file_that_cannot_be_fetched_becomes_a_link(run: Running):
    say(run, File("http://127.0.0.1:9/to-khai.pdf", "Tờ khai"))
    assert run.zalo.texts(USER) == ["Tờ khai: http://127.0.0.1:9/to-khai.pdf"]
