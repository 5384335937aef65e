"""Zalo's tokens on a real database, against the fake Zalo over HTTP."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from api.channels.zalo_tokens.errors import ZaloBusy, ZaloNotSetUp, ZaloTokenDead
from api.channels.zalo_tokens.oauth import Pair
from api.channels.zalo_tokens.service import ZaloTokens
from tests.api.channels.desk import Desk
from tests.fakes.zalo.handle import FakeZalo


def test_nobody_has_given_consent(desk: Desk):
    with pytest.raises(ZaloNotSetUp):
        desk.access()


def test_without_credentials_there_is_no_token(desk: Desk):
    desk.consent()
    with pytest.raises(ZaloNotSetUp):
        asyncio.run(ZaloTokens(desk.pairs, None).access())


def test_a_good_token_is_given_without_asking_zalo(desk: Desk):
    pair = desk.consent()
    assert desk.access().access == pair.access
    assert desk.refreshes() == 0


def test_near_its_end_a_token_is_refreshed_and_the_new_pair_kept(desk: Desk):
    first = desk.consent()
    desk.clock.ahead = timedelta(seconds=90_000 - 300)
    second = desk.access()
    assert second.access != first.access
    assert desk.is_good(second.access)
    assert desk.pairs.current() == second
    assert desk.access() == second
    assert desk.refreshes() == 1


def test_a_refused_token_is_refreshed_and_an_older_one_only_replaced(desk: Desk):
    first = desk.consent()
    second = desk.access(first.access)
    assert second.access != first.access
    assert desk.access(first.access) == second, "somebody has refreshed it already"
    assert desk.refreshes() == 1


def test_a_token_that_lives_for_a_minute_is_not_refreshed_for_ever(desk: Desk, zalo: FakeZalo):
    zalo.set(expires_in="60")
    pair = desk.consent()
    assert desk.access().access == pair.access
    desk.access(pair.access)
    assert desk.refreshes() == 1


def test_a_refused_refresh_token_ends_all_tries(desk: Desk, zalo: FakeZalo):
    pair = desk.consent()
    desk.pairs.save(Pair(pair.access, "never issued", 90_000))
    for _ in range(3):
        with pytest.raises(ZaloTokenDead):
            desk.access(pair.access)
    assert desk.refreshes() == 1
    kept = desk.pairs.current()
    assert kept is not None
    assert kept.error == "zalo_14003"
    assert desk.access().access == pair.access, "what still lives is used to its end"
    desk.clock.ahead = timedelta(days=2)
    with pytest.raises(ZaloTokenDead):
        desk.access()
    assert desk.refreshes() == 1


def test_new_consent_ends_the_alarm(desk: Desk):
    pair = desk.consent()
    desk.pairs.save(Pair(pair.access, "never issued", 90_000))
    with pytest.raises(ZaloTokenDead):
        desk.access(pair.access)
    again = desk.consent()
    assert desk.access(pair.access).access == again.access


@pytest.mark.parametrize("kind", ["status", "drop", "garbage"])
def test_a_busy_zalo_is_no_alarm(desk: Desk, zalo: FakeZalo, kind: str):
    stale = desk.consent().access
    zalo.fault(kind, "/access_token")
    with pytest.raises(ZaloBusy):
        desk.access(stale)
    assert desk.is_good(desk.access(stale).access)
    assert desk.refreshes() == 2


def test_a_busy_zalo_does_not_take_a_token_that_still_lives(desk: Desk, zalo: FakeZalo):
    pair = desk.consent()
    desk.clock.ahead = timedelta(seconds=90_000 - 300)
    zalo.fault("status", "/access_token")
    assert desk.access().access == pair.access


def test_nothing_is_readable_on_disk(desk: Desk):
    pair = desk.consent()
    stored = b"".join(path.read_bytes() for path in desk.path.parent.iterdir())
    assert pair.access.encode() not in stored
    assert pair.refresh.encode() not in stored
    assert pair.access not in repr(desk.pairs.current())
