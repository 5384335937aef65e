"""``motcua channels setup telegram`` and what ``check`` says, against the fake Telegram."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from api.channels.checks import Outcome
from api.channels.telegram import settings as telegram_settings
from api.channels.telegram.menu import load_menu
from api.cli.channels import telegram as command
from api.settings import ROOT
from knowledge_base.errors import InvalidInput
from tests.fakes.telegram import updates
from tests.fakes.telegram.handle import FakeTelegram, fake_telegram

SECRET = "a-secret-that-nobody_guesses-0001"
URL = "https://bot.example.vn/webhooks/telegram/webhook"
app = typer.Typer()
app.command()(command.setup)


@pytest.fixture(scope="module")
def telegram_process() -> Iterator[FakeTelegram]:
    with fake_telegram() as telegram:
        yield telegram


@pytest.fixture
def telegram(telegram_process: FakeTelegram) -> FakeTelegram:
    telegram_process.reset()
    telegram_process.set(needs_https=True)
    return telegram_process


@pytest.fixture(autouse=True)
def environment(telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "TELEGRAM_TOKEN": telegram.token(),
        "TELEGRAM_SECRET_TOKEN": SECRET,
        "TELEGRAM_API_BASE": telegram.address,
        "TELEGRAM_WEBHOOK_URL": URL,
    }.items():
        monkeypatch.setenv(name, value)


def set_up(*options: str) -> Result:
    return CliRunner().invoke(app, options)


def outcomes() -> dict[str, Outcome]:
    return {check.name: check.outcome for check in command.checks()}


def test_from_nothing_to_live(telegram: FakeTelegram):
    before = outcomes()
    assert before["telegram bot"] is Outcome.OK
    assert before["telegram webhook"] is before["telegram menu"] is Outcome.MISSING
    result = set_up()
    assert result.exit_code == 0, result.output
    assert set(outcomes().values()) == {Outcome.OK}
    assert "@motcua_thu_bot" in result.output
    (webhook,) = telegram.calls("setWebhook")
    assert webhook["secret_token"] == SECRET
    assert webhook["allowed_updates"] == '["message", "callback_query", "my_chat_member"]'
    assert SECRET not in result.output


def test_again_changes_nothing(telegram: FakeTelegram):
    assert [set_up().exit_code, set_up().exit_code] == [0, 0]
    assert set(outcomes().values()) == {Outcome.OK}


@pytest.mark.parametrize("name", ["TOKEN", "SECRET_TOKEN", "WEBHOOK_URL"])
def test_what_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.delenv(f"TELEGRAM_{name}")
    result = set_up()
    assert result.exit_code == 2
    assert f"TELEGRAM_{name}" in result.output
    (credentials,) = [item for item in command.checks() if item.name == "telegram credentials"]
    assert credentials.outcome is Outcome.MISSING
    assert f"TELEGRAM_{name}" in credentials.detail


@pytest.mark.parametrize(
    "url", ["https://bot.example.vn/", "bot.example.vn/webhooks/telegram/webhook", "https://"]
)
def test_an_address_that_is_not_the_webhooks(telegram: FakeTelegram, url: str):
    assert set_up("--url", url).exit_code == 2
    assert telegram.calls("setWebhook") == []


def test_an_address_that_telegram_refuses():
    result = set_up("--url", URL.replace("https", "http"))
    assert result.exit_code == 1
    assert "telegram.refused" in result.output
    assert "HTTPS" in result.output


def test_a_token_that_telegram_refuses(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:another")
    result = set_up()
    assert result.exit_code == 1
    assert "1:another" not in result.output
    (bot,) = [item for item in command.checks() if item.name == "telegram bot"]
    assert (bot.outcome, bot.detail) == (Outcome.MISSING, "getMe: Unauthorized")
    assert "BotFather" in bot.remedy


@pytest.mark.parametrize("kind", ["status", "garbage", "drop"])
def test_telegram_away(telegram: FakeTelegram, kind: str):
    telegram.fault(kind, "/getMe", times=2)
    result = set_up()
    assert result.exit_code == 1
    assert "telegram.away" in result.output
    assert telegram.token() not in result.output
    assert outcomes()["telegram bot"] is Outcome.MISSING


def test_updates_that_do_not_arrive(telegram: FakeTelegram):
    telegram.set(needs_https=False)
    url = "http://127.0.0.1:9/webhooks/telegram/webhook"
    assert set_up("--url", url).exit_code == 0
    telegram.deliver(updates.text(8801, "alo"))
    found = {check.name: check for check in command.checks()}
    assert found["telegram webhook"].outcome is Outcome.MISSING
    assert found["telegram deliveries"].outcome is Outcome.WARNING
    assert "ConnectError" in found["telegram deliveries"].detail


@pytest.mark.parametrize(
    ("secret", "outcome"),
    [("có dấu", Outcome.MISSING), ("short", Outcome.WARNING), ("x" * 257, Outcome.MISSING)],
)
def test_a_bad_secret(monkeypatch: pytest.MonkeyPatch, secret: str, outcome: Outcome):
    monkeypatch.setenv("TELEGRAM_SECRET_TOKEN", secret)
    assert outcomes()["telegram secret"] is outcome


@pytest.mark.parametrize(
    "content",
    [
        "commands: 3",
        "commands: [{command: Hồ sơ, description: x}]",
        "commands: [{command: hoso, description: ''}]",
        "commands: [{command: hoso}]",
        "commands: [",
    ],
)
def test_a_menu_that_telegram_would_refuse(tmp_path: Path, content: str):
    path = tmp_path / "telegram.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"telegram\.yml"):
        load_menu(path)


def test_every_setting_is_documented():
    page = (ROOT / "docs" / "telegram.md").read_text(encoding="utf-8")
    for name, field in telegram_settings.TelegramAppSettings.model_fields.items():
        start = f"| `TELEGRAM_{name.upper()}` |"
        row = next(line for line in page.splitlines() if line.startswith(start))
        assert str(field.description) in row
