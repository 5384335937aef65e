"""Many refreshers, killed ones and late ones: each refresh token serves once."""

from __future__ import annotations

import asyncio
import multiprocessing
import sqlite3
from datetime import timedelta

import pytest

from api.channels.zalo_tokens.oauth import Pair
from api.channels.zalo_tokens.pairs import Kept
from api.channels.zalo_tokens.service import ZaloTokens
from tests.api.channels.desk import Desk, ask_in_a_process
from tests.fakes.zalo.handle import FakeZalo


def test_twenty_refreshers_refresh_once(desk: Desk, zalo: FakeZalo):
    stale = desk.consent().access
    zalo.fault("slow", "/access_token", seconds=0.5)

    async def many(tokens: ZaloTokens) -> list[Kept]:
        return list(await asyncio.gather(*(tokens.access(stale) for _ in range(20))))

    assert len({kept.access for kept in desk.run(many)}) == 1
    assert desk.refreshes() == 1
    assert zalo.reused_tokens() == 0


def test_twenty_processes_refresh_once(desk: Desk, zalo: FakeZalo):
    stale = desk.consent().access
    zalo.fault("slow", "/access_token", seconds=0.5)
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        asked = [(str(desk.path), zalo.address, stale, "")] * 20
        got = pool.starmap(ask_in_a_process, asked, chunksize=1)
    assert len(set(got)) == 1
    assert desk.is_good(got[0])
    assert desk.refreshes() == 1
    assert zalo.reused_tokens() == 0


def test_a_process_killed_between_saving_and_using_loses_nothing(desk: Desk, zalo: FakeZalo):
    stale = desk.consent().access
    assert _dies(desk, stale, "after saving") == 9
    kept = desk.access(stale)
    assert kept.access != stale
    assert desk.is_good(kept.access)
    assert desk.access(kept.access).version == kept.version + 1, "its refresh token serves too"
    assert desk.refreshes() == 2
    assert zalo.reused_tokens() == 0


def test_a_process_killed_before_zalo_heard_it_only_costs_its_turn(desk: Desk, zalo: FakeZalo):
    stale = desk.consent().access
    assert _dies(desk, stale, "before asking") == 9
    assert desk.pairs.take_turn(1) is None, "its turn lasts"
    desk.clock.ahead = timedelta(seconds=31)
    assert desk.is_good(desk.access(stale).access)
    assert zalo.reused_tokens() == 0


def test_a_caller_who_goes_away_does_not_lose_the_pair(desk: Desk, zalo: FakeZalo):
    stale = desk.consent().access
    zalo.fault("slow", "/access_token", seconds=0.5)

    async def impatient(tokens: ZaloTokens) -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(tokens.access(stale), 0.2)
        await asyncio.sleep(1.0)

    desk.run(impatient)
    kept = desk.pairs.current()
    assert kept is not None
    assert desk.is_good(kept.access)
    assert kept.access != stale
    assert zalo.reused_tokens() == 0


def test_a_late_finisher_writes_nothing_over_a_newer_pair(desk: Desk):
    desk.consent()
    turn = desk.pairs.take_turn(1)
    assert turn is not None
    newer = desk.consent()
    desk.pairs.finish(turn, Pair("late", "late", 1))
    desk.pairs.give_up(turn, "late")
    kept = desk.pairs.current()
    assert kept is not None
    assert (kept.access, kept.error) == (newer.access, None)


def test_the_database_is_free_while_zalo_is_asked(desk: Desk, zalo: FakeZalo):
    stale = desk.consent().access
    zalo.fault("slow", "/access_token", seconds=1.0)

    async def meanwhile(tokens: ZaloTokens) -> None:
        asked = asyncio.create_task(tokens.access(stale))
        await asyncio.sleep(0.3)
        assert not asked.done()
        with sqlite3.connect(desk.path, timeout=0.1) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
        connection.close()
        await asked

    desk.run(meanwhile)


def _dies(desk: Desk, stale: str, when: str) -> int:
    context = multiprocessing.get_context("spawn")
    arguments = (str(desk.path), desk.zalo.address, stale, when)
    process = context.Process(target=ask_in_a_process, args=arguments)
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode
