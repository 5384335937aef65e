"""Methods about the bot itself: who it is, taps, commands, files."""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.state import TelegramFake

ANSWER_CHARACTERS = 200
MOST_COMMANDS = 100
COMMAND = re.compile(r"/?([a-z0-9_]{1,32})")
DESCRIPTION_CHARACTERS = 256
DOWNLOAD_BYTES = 20 * 1_048_576


def get_me(fake: TelegramFake, params: Params) -> dict[str, Any]:
    """The bot."""
    return {
        **fake.bot(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def answer_callback_query(fake: TelegramFake, params: Params) -> bool:
    """Let the spinner on a tapped button stop."""
    callback = fake.callbacks.get(params.text("callback_query_id") or "")
    if callback is None or fake.clock.now_s() - callback.at_s > fake.settings.callback_life_s:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text") or ""
    if len(text) > ANSWER_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    callback.answers.append(text)
    return True


def set_my_commands(fake: TelegramFake, params: Params) -> bool:
    """The commands menu."""
    commands = params.json("commands")
    if not isinstance(commands, list) or len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    fake.commands[_scope(params)] = [_command(item) for item in commands]
    return True


def get_my_commands(fake: TelegramFake, params: Params) -> list[dict[str, str]]:
    """What ``setMyCommands`` left for the same scope and language."""
    return fake.commands.get(_scope(params), [])


def get_file(fake: TelegramFake, params: Params) -> dict[str, Any]:
    """Where a file can be fetched."""
    file = fake.files.get(params.text("file_id") or "")
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.file_id[1:13],
        "file_size": len(file.content),
        "file_path": file.path,
    }


def _scope(params: Params) -> tuple[str, str]:
    scope = params.json("scope") or {"type": "default"}
    key = ":".join(str(scope[name]) for name in sorted(scope))
    return key, params.text("language_code") or ""


def _command(item: dict[str, str]) -> dict[str, str]:
    name = COMMAND.fullmatch(item.get("command", ""))
    if name is None:
        raise bad_request("BOT_COMMAND_INVALID")
    description = item.get("description", "").strip()
    if not 1 <= len(description) <= DESCRIPTION_CHARACTERS:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name[1], "description": description}
