"""The real python-telegram-bot talks to the fake Telegram."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from tests.fakes.receiver import Receiver, receiving
from tests.fakes.telegram import updates
from tests.fakes.telegram.handle import FakeTelegram, fake_telegram

CHAT = 8801
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Lệ phí", callback_data="f:1")]])


@pytest.fixture(scope="module")
def telegram_process() -> Iterator[FakeTelegram]:
    with fake_telegram() as telegram:
        yield telegram


@pytest.fixture
def telegram(telegram_process: FakeTelegram) -> FakeTelegram:
    telegram_process.reset()
    telegram_process.chat(CHAT)
    return telegram_process


@pytest.fixture
def webhook() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def with_bot(telegram: FakeTelegram, work: Callable[[Bot], Awaitable[Any]], token: str = "") -> Any:
    async def once() -> Any:
        async with Bot(
            token or telegram.token(),
            base_url=telegram.base_url,
            base_file_url=telegram.base_file_url,
        ) as bot:
            return await work(bot)

    return asyncio.run(once())


def test_the_bot_knows_itself(telegram: FakeTelegram):
    me = with_bot(telegram, lambda bot: bot.get_me())
    assert me.is_bot
    assert me.username == telegram.set()["username"]


def test_a_wrong_token(telegram: FakeTelegram):
    with pytest.raises(InvalidToken):
        with_bot(telegram, lambda bot: bot.get_me(), token="1:wrong")


def test_a_text_with_tags_and_buttons_arrives(telegram: FakeTelegram):
    message = with_bot(
        telegram,
        lambda bot: bot.send_message(
            CHAT, "Dạ, <b>miễn phí</b> &amp; nhanh", parse_mode="HTML", reply_markup=KEYBOARD
        ),
    )
    assert message.text == "Dạ, miễn phí & nhanh"
    assert list(message.parse_entities().values()) == ["miễn phí"]
    assert message.reply_markup == KEYBOARD
    assert telegram.texts(CHAT) == ["Dạ, miễn phí & nhanh"]


@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [
        ("1 < 2", "HTML", r"(?i)can't parse entities"),
        ("<b>a", "HTML", r"(?i)can't parse entities"),
        ("x" * 4097, None, r"(?i)message is too long"),
    ],
)
def test_a_wrong_text_is_refused(telegram: FakeTelegram, text: str, mode: Any, reason: str):
    with pytest.raises(BadRequest, match=reason):
        with_bot(telegram, lambda bot: bot.send_message(CHAT, text, parse_mode=mode))


def test_data_of_a_button_over_64_bytes(telegram: FakeTelegram):
    # The library counts characters, Telegram bytes.
    button = InlineKeyboardButton("Hỏi", callback_data="ế" * 30)
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        with_bot(
            telegram,
            lambda bot: bot.send_message(CHAT, "a", reply_markup=InlineKeyboardMarkup([[button]])),
        )


def test_asking_for_a_contact(telegram: FakeTelegram):
    markup = ReplyKeyboardMarkup([[KeyboardButton("Gửi số", request_contact=True)]])
    with_bot(telegram, lambda bot: bot.send_message(CHAT, "Số?", reply_markup=markup))
    (sent,) = telegram.received(CHAT)
    assert sent["reply_markup"]["keyboard"][0][0]["request_contact"] is True


def test_blocked_unknown_and_flooded(telegram: FakeTelegram):
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        with_bot(telegram, lambda bot: bot.send_message(999, "a"))
    telegram.chat(CHAT, blocked=True)
    with pytest.raises(Forbidden, match="blocked by the user"):
        with_bot(telegram, lambda bot: bot.send_message(CHAT, "a"))
    telegram.chat(CHAT, blocked=False)
    telegram.freeze_clock()
    telegram.set(per_chat_per_second=1)

    async def twice(bot: Bot) -> None:
        await bot.send_message(CHAT, "a")
        await bot.send_message(CHAT, "b")

    with pytest.raises(RetryAfter) as flooded:
        with_bot(telegram, twice)
    assert flooded.value.retry_after == 1
    assert telegram.texts(CHAT) == ["a"]


def test_faults_on_the_way(telegram: FakeTelegram):
    telegram.refuse(429, "Too Many Requests: retry after 7", retry_after=7)
    with pytest.raises(RetryAfter) as flooded:
        with_bot(telegram, lambda bot: bot.send_message(CHAT, "a"))
    assert flooded.value.retry_after == 7
    for kind in ("status", "garbage", "drop", "drop_after"):
        telegram.fault(kind, "/sendMessage")
        with pytest.raises(NetworkError if kind != "garbage" else Exception):
            with_bot(telegram, lambda bot: bot.send_message(CHAT, "b"))
    telegram.fault("slow", "/sendMessage", seconds=0.5)
    with pytest.raises(TimedOut):
        with_bot(telegram, lambda bot: bot.send_message(CHAT, "c", read_timeout=0.1))
    assert telegram.texts(CHAT)[0] == "b"


def test_photo_document_location_and_action(telegram: FakeTelegram):
    picture = bytes(range(256)) * 40 + b"\r\n--\r\n"

    async def work(bot: Bot) -> tuple[bytes, Any, Any]:
        await bot.send_chat_action(CHAT, "typing")
        photo = await bot.send_photo(CHAT, picture, caption="<i>Sơ đồ</i>", parse_mode="HTML")
        document = await bot.send_document(CHAT, photo.photo[-1].file_id, filename="a.pdf")
        await bot.send_document(CHAT, b"%PDF", filename="tờ khai.pdf")
        place = await bot.send_location(CHAT, 10.77, 106.7)
        file = await bot.get_file(document.document.file_id)
        return bytes(await file.download_as_bytearray()), place.location, photo

    content, place, photo = with_bot(telegram, work)
    assert content == picture
    assert (place.latitude, place.longitude) == (10.77, 106.7)
    assert photo.caption == "Sơ đồ"
    methods = [item["method"] for item in telegram.received(CHAT)]
    assert methods == ["sendPhoto", "sendDocument", "sendDocument", "sendLocation"]
    assert telegram.received(CHAT)[2]["message"]["document"]["file_name"] == "tờ khai.pdf"
    assert telegram.calls("sendChatAction") == [{"chat_id": str(CHAT), "action": "typing"}]


def test_a_file_of_a_person_is_fetched(telegram: FakeTelegram, webhook: Receiver):
    file_id = telegram.file("giay.jpg", b"\xff\xd8picture")

    async def fetch(bot: Bot) -> bytes:
        await bot.set_webhook(webhook.url)
        telegram.deliver(updates.photo(CHAT, file_id, "giấy hẹn"))
        update = Update.de_json(webhook.calls[0].event, bot)
        assert update.message.caption == "giấy hẹn"
        file = await update.message.photo[-1].get_file()
        return bytes(await file.download_as_bytearray())

    assert with_bot(telegram, fetch) == b"\xff\xd8picture"
    with pytest.raises(BadRequest, match=r"(?i)invalid file_id"):
        with_bot(telegram, lambda bot: bot.get_file("unknown"))


def test_a_whole_turn_by_webhook(telegram: FakeTelegram, webhook: Receiver):
    async def turn(bot: Bot) -> None:
        await bot.set_webhook(webhook.url, secret_token="s3cret", allowed_updates=Update.ALL_TYPES)
        sent = await bot.send_message(CHAT, "Chọn", reply_markup=KEYBOARD)
        telegram.press(CHAT, "Lệ phí")
        update = Update.de_json(webhook.calls[0].event, bot)
        assert update.callback_query.data == "f:1"
        assert len(telegram.unanswered()) == 1
        await update.callback_query.answer("Dạ")
        await bot.edit_message_reply_markup(CHAT, sent.message_id)
        with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
            await bot.edit_message_reply_markup(CHAT, sent.message_id)
        info = await bot.get_webhook_info()
        assert (info.url, info.pending_update_count) == (webhook.url, 0)
        await bot.delete_webhook(drop_pending_updates=True)
        assert (await bot.get_webhook_info()).url == ""

    with_bot(telegram, turn)
    assert telegram.unanswered() == []
    with pytest.raises(LookupError):
        telegram.press(CHAT, "Lệ phí")


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        (updates.text(CHAT, "alo"), "text"),
        (updates.contact(CHAT, "84912000111"), "contact"),
        (updates.location(CHAT, 10.5, 106.5), "location"),
        (updates.document(CHAT, "F1", "a.pdf"), "document"),
        (updates.voice(CHAT, "F2"), "voice"),
        (updates.blocked(CHAT), "my_chat_member"),
    ],
)
def test_the_library_reads_our_updates(
    telegram: FakeTelegram, webhook: Receiver, update: updates.Update, kind: str
):
    async def read(bot: Bot) -> Update:
        await bot.set_webhook(webhook.url)
        telegram.deliver(update)
        return Update.de_json(webhook.calls[0].event, bot)

    read_back = with_bot(telegram, read)
    holder = read_back if kind == "my_chat_member" else read_back.message
    assert getattr(holder, kind)
    assert read_back.effective_chat.id == CHAT


def test_the_menu_of_commands(telegram: FakeTelegram):
    async def menu(bot: Bot) -> Any:
        await bot.set_my_commands([BotCommand("start", "Bắt đầu")])
        await bot.set_my_commands([BotCommand("start", "Start")], language_code="en")
        return await bot.get_my_commands(), await bot.get_my_commands(language_code="en")

    vietnamese, english = with_bot(telegram, menu)
    assert vietnamese == (BotCommand("start", "Bắt đầu"),)
    assert english == (BotCommand("start", "Start"),)
