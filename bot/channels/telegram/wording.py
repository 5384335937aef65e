"""What staff may change: the channel's own words, its menu of commands, its links."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Mapping

import yaml

FILE = Path(__file__).resolve().parents[3] / "data" / "channels" / "telegram.yml"
# Telegram refuses longer notices over a tapped button.
_LONGEST_NOTICE = 200


@dataclass(frozen=True)
class Texts:
    """The channel's own words; ``data/channels/telegram.yml`` says where each is shown."""

    choose: str
    answer_by_number: str
    share_place: str
    how_to_share_place: str
    share_phone: str
    old_button: str
    private_only: str


@dataclass(frozen=True)
class Command:
    """One line of the menu; ``payload`` is what the dialogue hears."""

    description: str
    payload: str


@dataclass(frozen=True)
class Wording:
    """All of it.

    Attributes:
        texts: the channel's own words.
        commands: by name without the stroke, in the order of the menu.
        links: payload by the parameter of a ``t.me/<bot>?start=<parameter>`` link.
    """

    texts: Texts
    commands: Mapping[str, Command]
    links: Mapping[str, str]


def load_wording(path: Path = FILE) -> Wording:
    """Read the file.

    Raises:
        ValueError: it has another shape; the text says where.
    """
    try:
        content: Dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        texts = Texts(**content["texts"])
        if len(texts.old_button) > _LONGEST_NOTICE:
            raise KeyError("old_button is too long")
        return Wording(
            texts=texts,
            commands={item["command"]: _command(item) for item in content["commands"]},
            links={str(name): str(payload) for name, payload in content["links"].items()},
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _command(item: Mapping[str, str]) -> Command:
    return Command(description=item["description"], payload=item["payload"])
