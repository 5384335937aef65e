"""The bot's menu of commands, from ``data/channels/telegram.yml``."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from api.settings import ROOT
from knowledge_base.errors import InvalidInput

FILE = ROOT / "data" / "channels" / "telegram.yml"
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LONGEST_DESCRIPTION = 256
_MOST = 100

Menu = list[dict[str, str]]


def load_menu(path: Path = FILE) -> Menu:
    """The menu as Telegram takes it: ``[{"command", "description"}]``.

    Raises:
        InvalidInput: the file has another shape, or Telegram would refuse a command.
    """
    try:
        items = yaml.safe_load(path.read_text(encoding="utf-8"))["commands"]
        menu = [{"command": item["command"], "description": item["description"]} for item in items]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise InvalidInput(f"{path.name}: {error}") from error
    wrong = [item["command"] for item in menu if not _fits(item)]
    if wrong or len(menu) > _MOST:
        raise InvalidInput(f"{path.name}: Telegram takes no such command: {wrong or len(menu)}")
    return menu


def _fits(item: dict[str, str]) -> bool:
    described = 1 <= len(item["description"].strip()) <= _LONGEST_DESCRIPTION
    return described and _NAME.fullmatch(item["command"]) is not None
