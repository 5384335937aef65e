"""``parse_mode=HTML`` as Telegram reads it: tags are checked, entities counted in UTF-16 units."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.errors import TelegramError, bad_request

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough",
    "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ATTRIBUTE = r"\s+([\w-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?"
# A name ends at white space or at the tag's end; nothing after it: the tag never closes.
NAME = re.compile(r"<([^\s>]*)(?=[\s>])")
REST = re.compile(rf"((?:{ATTRIBUTE})*)\s*>")
END = re.compile(r"</([^\s>]*)\s*>")
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
PLAIN = re.compile(r"[^<&]+")


def utf16(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True)
class _Open:
    tag: str
    start: int
    attributes: dict[str, str]


@dataclass
class _Reader:
    source: str
    at: int = 0
    text: str = ""
    open: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def read(self) -> None:
        while self.at < len(self.source):
            if plain := PLAIN.match(self.source, self.at):
                self.text += plain[0]
                self.at = plain.end()
            elif self.source[self.at] == "&":
                self._reference()
            elif self.source.startswith("</", self.at):
                self._end()
            else:
                self._start()
        if self.open:
            tag = self.open[-1].tag
            raise _refused(f'Can\'t find end tag corresponding to start tag "{tag}"')

    def _reference(self) -> None:
        found = REFERENCE.match(self.source, self.at)
        if found is None:
            # Telegram leaves an ampersand that begins nothing as it is.
            self.text += "&"
            self.at += 1
            return
        self.text += _character(found)
        self.at = found.end()

    def _start(self) -> None:
        begun = NAME.match(self.source, self.at)
        if begun is None:
            raise _refused(f"Unclosed start tag at byte offset {self._offset()}")
        tag = begun[1].lower()
        if tag not in KINDS:
            raise _refused(f'Unsupported start tag "{tag}" at byte offset {self._offset()}')
        found = REST.match(self.source, begun.end())
        if found is None:
            raise _refused(f"Unclosed start tag at byte offset {self._offset()}")
        attributes = {
            name.lower(): REFERENCE.sub(_character, value.strip("\"'"))
            for name, value in re.findall(ATTRIBUTE, found[1])
        }
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _refused(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._offset()}'
            )
        self.open.append(_Open(tag, len(self.text), attributes))
        self.at = found.end()

    def _end(self) -> None:
        found = END.match(self.source, self.at)
        if found is None:
            raise _refused(f"Unclosed end tag at byte offset {self._offset()}")
        if not self.open:
            raise _refused(f"Unexpected end tag at byte offset {self._offset()}")
        opened = self.open.pop()
        if found[1].lower() not in ("", opened.tag):
            raise _refused(
                f"Unmatched end tag at byte offset {self._offset()}, "
                f'expected "</{opened.tag}>", found "</{found[1]}>"'
            )
        self._close(opened)
        self.at = found.end()

    def _close(self, opened: _Open) -> None:
        inner = self.text[opened.start :]
        kind = KINDS[opened.tag]
        more: dict[str, Any] = {}
        if kind == "text_link":
            more["url"] = opened.attributes.get("href") or inner
        if kind == "custom_emoji":
            more["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        if kind == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        place = {"offset": utf16(self.text[: opened.start]), "length": utf16(inner)}
        if inner:
            self.entities.append({"type": kind, **place, **more})

    def _offset(self) -> int:
        return len(self.source[: self.at].encode())


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    is_letter = 0 < number <= sys.maxunicode and not 0xD800 <= number < 0xE000
    return chr(number) if is_letter else found[0]


def _refused(reason: str) -> TelegramError:
    return bad_request(f"can't parse entities: {reason}")


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Text without tags and white space around it, and its entities.

    Raises:
        TelegramError: 400, a tag is unknown, not closed or closed in the wrong order.
    """
    reader = _Reader(source)
    reader.read()
    text = reader.text.strip()
    shift = utf16(reader.text) - utf16(reader.text.lstrip())
    kept = [_within(entity, shift, utf16(text)) for entity in reader.entities]
    entities = [entity for entity in kept if entity["length"] > 0]
    return text, sorted(entities, key=lambda item: (item["offset"], -item["length"]))


def _within(entity: dict[str, Any], shift: int, length: int) -> dict[str, Any]:
    begin = max(0, entity["offset"] - shift)
    end = min(length, entity["offset"] + entity["length"] - shift)
    return {**entity, "offset": begin, "length": end - begin}
