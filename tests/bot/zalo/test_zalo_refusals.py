"""What becomes of each refusal and of each failure on the way."""

import asyncio
import time

import pytest

from bot.channels.channel import SendFailed, Unreachable
from bot.channels.messages import Text
from tests.bot.zalo.support import PERSON, USER, Running, say


@pytest.mark.parametrize("code", [-216, -220])
def test_a_refused_token_is_renewed_and_the_message_sent_once(run: Running, code: int):
    run.zalo.refuse(code)
    say(run, Text("chào"))
    assert run.zalo.texts(USER) == ["chào"]
    assert run.tokens.renewals == 1


def test_an_expired_token_is_renewed_once_for_many_sends(run: Running):
    run.zalo.expire_tokens()

    async def many(channel):
        await asyncio.gather(*(channel.send(PERSON, [Text(str(n))]) for n in range(20)))

    run(many)
    assert sorted(run.zalo.texts(USER), key=int) == [str(n) for n in range(20)]
    assert run.tokens.renewals == 1


def test_a_token_that_stays_refused_is_not_tried_for_ever(run: Running):
    run.zalo.refuse(-216, times=5)
    with pytest.raises(SendFailed) as failed:
        say(run, Text("chào"))
    assert (failed.value.reason, failed.value.temporary) == ("token_refused", True)
    assert len(run.zalo.requests("/message/cs")) == 2


@pytest.mark.parametrize("code", [-32, -200])
def test_busy_is_waited_for(run: Running, code: int):
    run.zalo.refuse(code, times=2)
    say(run, Text("chào"))
    assert run.zalo.texts(USER) == ["chào"]


@pytest.mark.parametrize("kind", ["status", "drop", "garbage"])
def test_a_failing_server_is_tried_again(run: Running, kind: str):
    run.zalo.fault(kind, "/message/cs", times=2)
    say(run, Text("chào"))
    assert run.zalo.texts(USER) == ["chào"]


def test_patience_ends_and_says_that_later_may_help(run: Running):
    run.zalo.refuse(-32, times=20)
    with pytest.raises(SendFailed) as failed:
        say(run, Text("chào"))
    assert (failed.value.reason, failed.value.temporary) == ("rate", True)
    assert len(run.zalo.requests("/message/cs")) == 4


def test_a_lost_answer_is_sent_again_and_counted(run: Running):
    run.zalo.fault("drop_after", "/message/cs")

    async def send(channel):
        await channel.send(PERSON, [Text("chào")])
        return channel.perhaps_twice

    assert run(send) == 1
    assert run.zalo.texts(USER) == ["chào", "chào"]


def test_a_server_that_never_answers_is_left(run: Running):
    run.zalo.fault("slow", "/message/cs", times=9, seconds=3)
    began = time.monotonic()
    with pytest.raises(SendFailed) as failed:
        say(run, Text("chào"), timeout_s=0.2)
    assert (failed.value.reason, failed.value.temporary) == ("no_answer", True)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (-213, "not_following"),
        (-227, "inactive"),
        (-230, "out_of_window"),
        (-232, "out_of_window"),
        (-244, "restricted"),
    ],
)
def test_who_cannot_be_reached_is_told_apart(run: Running, code: int, reason: str):
    run.zalo.user(USER, refusal=code)
    with pytest.raises(Unreachable) as unreachable:
        say(run, Text("chào"))
    assert unreachable.value.reason == reason
    assert len(run.zalo.requests("/message/cs")) == 1


@pytest.mark.parametrize("code", [-204, -205, -221, -224, -240, -242])
def test_a_fault_of_the_installation_is_an_alarm(run: Running, caplog, code: int):
    run.zalo.refuse(code)
    with pytest.raises(SendFailed) as failed:
        say(run, Text("chào"))
    assert not failed.value.temporary
    assert f"({code})" in caplog.text
    assert USER not in caplog.text


@pytest.mark.parametrize(("code", "temporary"), [(-211, True), (-234, True), (-248, False)])
def test_other_refusals_say_whether_later_may_help(run: Running, code: int, temporary: bool):
    run.zalo.refuse(code)
    with pytest.raises(SendFailed) as failed:
        say(run, Text("chào"))
    assert failed.value.temporary is temporary
