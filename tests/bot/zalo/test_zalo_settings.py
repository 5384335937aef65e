"""Settings from the environment: typed, bounded, and never printed."""

import asyncio
import inspect
import re
from pathlib import Path

import pytest

from api.client.zalo import ZaloAccess
from bot.channels.zalo.settings import ButtonMode, SignatureId, ZaloSettings, ZaloSettingsError
from bot.channels.zalo.tokens import ApiTokens

NAMES = set(re.findall("ZALO_[A-Z_]+", inspect.getsource(inspect.getmodule(ZaloSettings))))


def test_nothing_set():
    settings = ZaloSettings.from_environment({})
    assert settings == ZaloSettings()
    assert not settings.is_configured


def test_everything_set():
    settings = ZaloSettings.from_environment(
        {
            "ZALO_APP_ID": "1",
            "ZALO_OA_SECRET_KEY": "secret-word",
            "ZALO_API_BASE": "http://127.0.0.1:8091/",
            "ZALO_BUTTON_MODE": "LIST",
            "ZALO_SIGNATURE_ID": "oa",
            "ZALO_FRESHNESS_S": "0",
        }
    )
    assert settings.is_configured
    assert settings.api_base == "http://127.0.0.1:8091"
    assert settings.button_mode is ButtonMode.LIST
    assert settings.signature_id is SignatureId.OA
    assert settings.freshness_s == 0
    assert "secret-word" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZALO_BUTTON_MODE", "tiles"),
        ("ZALO_SIGNATURE_ID", "user"),
        ("ZALO_FRESHNESS_S", "7199"),
        ("ZALO_FRESHNESS_S", "-1"),
        ("ZALO_FRESHNESS_S", "nan"),
        ("ZALO_FRESHNESS_S", "soon"),
        ("ZALO_PER_SECOND", "0"),
        ("ZALO_TIMEOUT_S", "inf"),
        ("ZALO_API_BASE", "openapi.zalo.me"),
        ("ZALO_BUSINESS_BASE", "ftp://a"),
    ],
)
def test_what_cannot_be_is_refused_by_name(name: str, value: str):
    with pytest.raises(ZaloSettingsError, match=name):
        ZaloSettings.from_environment({name: value})


def test_every_setting_is_documented():
    text = (Path(__file__).resolve().parents[3] / "docs" / "zalo.md").read_text(encoding="utf-8")
    assert {name for name in NAMES if f"| `{name}` |" in text} == NAMES


class _Api:
    """Gives numbered tokens; each lives ``life_s`` seconds of a clock that stands still."""

    def __init__(self, life_s: float) -> None:
        self.asked: list[str] = []
        self._life_s = life_s

    async def access(self, stale: str = "") -> ZaloAccess:
        self.asked.append(stale)
        await asyncio.sleep(0)
        return ZaloAccess(f"t{len(self.asked)}", 1000.0 + self._life_s)


@pytest.mark.parametrize(("life_s", "asked"), [(3600, 1), (60, 3)])
def test_a_token_is_kept_until_near_its_end(life_s: float, asked: int):
    async def thrice():
        api = _Api(life_s)
        tokens = ApiTokens(api, lambda: 1000.0)
        for _ in range(3):
            await tokens.token()
        return len(api.asked)

    assert asyncio.run(thrice()) == asked


def test_many_who_were_refused_ask_once():
    async def many():
        api = _Api(3600)
        tokens = ApiTokens(api, lambda: 1000.0)
        stale = await tokens.token()
        renewed = await asyncio.gather(*(tokens.renewed(stale) for _ in range(20)))
        return set(renewed), api.asked

    assert asyncio.run(many()) == ({"t2"}, ["", "t1"])
