"""``motcua channels setup zalo`` and what ``check`` says, against the fake Zalo."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from api.channels.checks import Outcome
from api.channels.zalo_tokens.domain_proof import write_proof
from api.channels.zalo_tokens.oauth import ask_consent
from api.channels.zalo_tokens.settings import ZaloAppSettings
from api.cli.channels import app
from api.cli.channels.zalo import checks, code_of
from api.settings import ROOT
from knowledge_base.errors import InvalidInput
from tests.fakes.zalo.handle import FakeZalo

CALLBACK = "https://example.invalid/zalo/callback"


@pytest.fixture(autouse=True)
def environment(zalo: FakeZalo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "web").mkdir()
    for name, value in {
        "MOTCUA_STATE_DIR": str(tmp_path / "state"),
        "ZALO_APP_ID": "7310000000000000021",
        "ZALO_APP_SECRET": "fake-app-secret",
        "ZALO_OA_SECRET_KEY": "fake-oa-secret-key",
        "ZALO_OAUTH_BASE": zalo.address,
        "ZALO_API_BASE": zalo.address,
        "ZALO_CALLBACK_URL": CALLBACK,
        "ZALO_WEB_ROOT": str(tmp_path / "web"),
    }.items():
        monkeypatch.setenv(name, value)


def set_up(monkeypatch: pytest.MonkeyPatch, answer: str = "", *options: str) -> Result:
    """Run the command; an administrator opens the page, agrees and pastes the address."""

    def agree(*_: object, **__: object) -> str:
        if answer:
            return answer
        (url,) = asked
        return httpx.get(url, trust_env=False).headers["location"]

    asked: list[str] = []

    def remember(settings: ZaloAppSettings):
        consent = ask_consent(settings)
        asked.append(consent.url)
        return consent

    monkeypatch.setattr("api.cli.channels.zalo.typer.prompt", agree)
    monkeypatch.setattr("api.cli.channels.zalo.ask_consent", remember)
    return CliRunner().invoke(app, ["setup", "zalo", *options])


def outcomes() -> dict[str, Outcome]:
    return {check.name: check.outcome for check in checks()}


def test_from_nothing_to_live(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    before = outcomes()
    assert before["zalo consent"] is Outcome.MISSING
    assert before["zalo domain proof"] is Outcome.WARNING
    result = set_up(monkeypatch, "", "--proof", "AbC_123")
    assert result.exit_code == 0, result.output
    assert set(outcomes().values()) == {Outcome.OK}
    page = (tmp_path / "web" / "zalo_verifierAbC_123.html").read_text(encoding="utf-8")
    assert re.search(r'name="zalo-platform-site-verification" content="AbC_123"', page)


def test_an_expired_token_is_refreshed_by_the_check(
    monkeypatch: pytest.MonkeyPatch, zalo: FakeZalo
):
    set_up(monkeypatch)
    zalo.expire_tokens()
    assert outcomes()["zalo account"] is Outcome.OK


def test_a_dead_refresh_token_and_a_silent_zalo_are_told(
    monkeypatch: pytest.MonkeyPatch, zalo: FakeZalo
):
    set_up(monkeypatch)
    zalo.fault("drop", "/getoa", times=2)
    assert outcomes()["zalo account"] is Outcome.MISSING
    zalo.clear_faults()
    zalo.reset()
    assert outcomes()["zalo account"] is Outcome.MISSING
    assert outcomes()["zalo consent"] is Outcome.MISSING


def test_a_code_serves_once_and_a_foreign_one_never(monkeypatch: pytest.MonkeyPatch):
    result = set_up(monkeypatch, "never-issued")
    assert result.exit_code == 2
    assert outcomes()["zalo consent"] is Outcome.MISSING


@pytest.mark.parametrize("name", ["ZALO_APP_ID", "ZALO_APP_SECRET", "ZALO_CALLBACK_URL"])
def test_what_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.delenv(name)
    assert set_up(monkeypatch, "x").exit_code == 2
    if name != "ZALO_CALLBACK_URL":
        (credentials,) = (check for check in checks() if check.name == "zalo credentials")
        assert name in credentials.detail
        assert credentials.remedy


def test_the_proof_alone(monkeypatch: pytest.MonkeyPatch, zalo: FakeZalo):
    assert set_up(monkeypatch, "x", "--proof", "abc", "--proof-only").exit_code == 0
    assert zalo.requests("/v4/oa") == []


@pytest.mark.parametrize("code", ["", "../evil", "a b", '"><script>', "x" * 300])
def test_a_proof_is_a_code_and_stays_in_its_folder(tmp_path: Path, code: str):
    with pytest.raises(InvalidInput):
        write_proof(tmp_path, code)


def test_a_proofs_file_name_will_do_too(tmp_path: Path):
    assert write_proof(tmp_path, "zalo_verifierabc.html").name == "zalo_verifierabc.html"
    with pytest.raises(InvalidInput):
        write_proof(tmp_path / "nowhere", "abc")


def test_an_address_of_another_request_is_refused():
    consent = ask_consent(ZaloAppSettings())
    assert len(consent.verifier) == 43
    assert code_of(f"{CALLBACK}?code=c1&oa_id=1&state={consent.state}", consent) == "c1"
    assert code_of(f"{CALLBACK}?code=c1&oa_id=1", consent) == "c1"
    assert code_of(" c1 ", consent) == "c1"
    for pasted in (f"{CALLBACK}?code=c1&state=another", "", CALLBACK):
        with pytest.raises(InvalidInput):
            code_of(pasted, consent)


@pytest.mark.parametrize("name", sorted(ZaloAppSettings.model_fields))
def test_every_setting_is_documented(name: str):
    text = (ROOT / "docs" / "zalo.md").read_text(encoding="utf-8")
    description = ZaloAppSettings.model_fields[name].description
    assert re.search(rf"\| `ZALO_{name.upper()}` \| [^|]+ \| {re.escape(description)} \|", text)
