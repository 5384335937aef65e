"""Sending, where Telegram refuses, is slow, or is away."""

import asyncio
import time

import pytest

from bot.channels.channel import SendFailed, Unreachable
from bot.channels.messages import Card, Choice, Image, Text
from bot.channels.telegram.channel import TelegramChannel
from tests.bot.telegram.tools import CHAT, PERSON, TOKEN, WORDING, Running, settings_for
from tests.fakes.telegram.handle import FakeTelegram

CHOICES = (Choice("Lệ phí", "/find_procedure"), Choice("Cổng", url="https://dichvucong.gov.vn"))
HELLO = [Text("Dạ, em chào anh/chị.")]


def test_messages_arrive_in_order(telegram: FakeTelegram, run: Running):
    async def two_turns(channel: TelegramChannel) -> None:
        telegram.fault("slow", "/sendMessage", seconds=0.3)
        first = asyncio.create_task(channel.send(PERSON, [Text(f"{n}") for n in range(5)]))
        await asyncio.sleep(0.05)
        await channel.send(PERSON, [Text(f"{n}") for n in range(5, 8)])
        await first

    run(two_turns)
    assert telegram.texts(CHAT) == [str(number) for number in range(8)]


@pytest.mark.parametrize(
    ("state", "reason"),
    [({"blocked": True}, "blocked"), ({"deactivated": True}, "deactivated")],
)
def test_a_person_who_cannot_be_reached(
    telegram: FakeTelegram, run: Running, state: dict, reason: str
):
    telegram.chat(CHAT, **state)
    with pytest.raises(Unreachable) as error:
        run(lambda channel: channel.send(PERSON, [*HELLO, *HELLO]))
    assert error.value.reason == reason
    assert len(telegram.calls("sendMessage")) == 1


def test_a_stranger_cannot_be_reached(run: Running):
    with pytest.raises(Unreachable) as error:
        run(lambda channel: channel.send("telegram:99", HELLO))
    assert error.value.reason == "chat_not_found"


@pytest.mark.parametrize("person", ["zalo:1", "telegram:", "telegram:x", "telegram:-5"])
def test_nobody_else_is_written_to(telegram: FakeTelegram, run: Running, person: str):
    with pytest.raises(ValueError, match="not a person"):
        run(lambda channel: channel.send(person, HELLO))
    assert telegram.calls("sendMessage") == []


def test_a_flood_is_waited_for(telegram: FakeTelegram, run: Running):
    telegram.refuse(429, "Too Many Requests: retry after 1", retry_after=1, times=2)
    began = time.monotonic()
    run(lambda channel: channel.send(PERSON, HELLO))
    assert time.monotonic() - began >= 2
    assert len(telegram.texts(CHAT)) == 1


def test_a_flood_is_not_waited_for_without_end(telegram: FakeTelegram, run: Running):
    telegram.refuse(429, "Too Many Requests: retry after 31", retry_after=31, times=99)
    began = time.monotonic()
    with pytest.raises(SendFailed) as error:
        run(lambda channel: channel.send(PERSON, HELLO))
    assert (error.value.reason, error.value.temporary) == ("flood", True)
    assert time.monotonic() - began < 5
    assert len(telegram.requests("/sendMessage")) == 1


def test_refused_buttons_become_a_numbered_list(telegram: FakeTelegram, run: Running):
    telegram.refuse(400, "Bad Request: BUTTON_DATA_INVALID")
    run(lambda channel: channel.send(PERSON, [Text("*Chọn* ạ", CHOICES)]))
    assert telegram.texts(CHAT) == [
        "Chọn ạ\n\n1. Lệ phí\n2. Cổng: https://dichvucong.gov.vn\n\nAnh/chị nhắn số để chọn ạ."
    ]


def test_refused_tags_become_plain_words(telegram: FakeTelegram, run: Running):
    telegram.refuse(400, "Bad Request: can't parse entities")
    run(lambda channel: channel.send(PERSON, [Text("*1* < 2 & 3")]))
    assert telegram.texts(CHAT) == ["1 < 2 & 3"]


def test_refused_twice_is_given_up(telegram: FakeTelegram, run: Running):
    telegram.refuse(400, "Bad Request: something else", times=2)
    with pytest.raises(SendFailed) as error:
        run(lambda channel: channel.send(PERSON, HELLO))
    assert (error.value.reason, error.value.temporary) == ("telegram_400", False)


def test_a_picture_that_cannot_be_had_becomes_its_address(telegram: FakeTelegram, run: Running):
    telegram.refuse(400, "Bad Request: failed to get HTTP URL content", "/sendPhoto", times=2)
    card = Card("Khai sinh", "Miễn phí", "https://example.org/a.jpg", CHOICES)
    run(lambda channel: channel.send(PERSON, [Image("https://example.org/b.jpg", "Sơ đồ"), card]))
    assert telegram.texts(CHAT) == [
        "Sơ đồ\nhttps://example.org/b.jpg",
        "Khai sinh\nMiễn phí\nhttps://example.org/a.jpg",
    ]
    assert telegram.received(CHAT)[1]["reply_markup"]["inline_keyboard"]


@pytest.mark.parametrize("kind", ["status", "drop", "garbage"])
def test_a_fault_on_the_way_is_tried_again(telegram: FakeTelegram, run: Running, kind: str):
    telegram.fault(kind, "/sendMessage", times=2)

    async def send(channel: TelegramChannel) -> int:
        await channel.send(PERSON, HELLO)
        return channel.perhaps_twice

    perhaps_twice = run(send)
    assert len(telegram.texts(CHAT)) == 1
    assert perhaps_twice == (0 if kind == "status" else 2)


def test_a_lost_answer_is_counted(telegram: FakeTelegram, run: Running):
    telegram.fault("drop_after", "/sendMessage")

    async def send(channel: TelegramChannel) -> int:
        await channel.send(PERSON, [*HELLO, Text("hai")])
        return channel.perhaps_twice

    assert run(send) == 1
    assert telegram.texts(CHAT) == [HELLO[0].text, HELLO[0].text, "hai"]


def test_telegram_away_is_left_to_the_inbox(telegram: FakeTelegram, run: Running):
    with pytest.raises(SendFailed) as error:
        run(lambda channel: channel.send(PERSON, HELLO), api_base="http://127.0.0.1:9")
    assert (error.value.reason, error.value.temporary) == ("unreachable", True)
    telegram.fault("status", "/sendMessage", times=9)
    with pytest.raises(SendFailed) as error:
        run(lambda channel: channel.send(PERSON, HELLO))
    assert (error.value.reason, error.value.temporary) == ("server_error", True)
    assert len(telegram.requests("/sendMessage")) == 4


def test_a_refused_token_is_seen_and_never_written(
    telegram: FakeTelegram, run: Running, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("INFO")
    with pytest.raises(SendFailed) as error:
        run(lambda channel: channel.send(PERSON, HELLO), token="1:another")
    assert (error.value.reason, error.value.temporary) == ("token_refused", True)
    assert "the token is refused" in caplog.text
    assert "1:another" not in caplog.text


def test_neither_token_nor_person_nor_words_in_the_log(
    telegram: FakeTelegram, run: Running, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("INFO")
    telegram.fault("drop", "/sendMessage")
    telegram.refuse(400, "Bad Request: BUTTON_DATA_INVALID")
    run(lambda channel: channel.send(PERSON, HELLO))
    assert caplog.records
    for secret in (TOKEN, TOKEN.split(":")[1], str(CHAT), "em chào"):
        assert secret not in caplog.text


def test_the_measure_of_one_chat(telegram: FakeTelegram, run: Running):
    began = time.monotonic()
    run(lambda channel: channel.send(PERSON, [Text(f"{n}") for n in range(5)]))
    # Three at once, then one a second.
    assert 1.9 < time.monotonic() - began < 5


def test_the_measure_of_all_chats(telegram: FakeTelegram, run: Running):
    people = range(9000, 9040)
    for chat in people:
        telegram.chat(chat)

    async def to_all(channel: TelegramChannel) -> float:
        began = time.monotonic()
        await asyncio.gather(*(channel.send(f"telegram:{chat}", HELLO) for chat in people))
        return time.monotonic() - began

    assert run(to_all, per_second=20) >= 0.95
    assert all(len(telegram.texts(chat)) == 1 for chat in people)


def test_starting_needs_no_telegram():
    async def start() -> None:
        channel = TelegramChannel(settings, WORDING)
        await channel.start()
        await channel.show_waiting(PERSON)
        await channel.close()

    settings = settings_for(FakeTelegram("http://127.0.0.1:9"))
    asyncio.run(start())
