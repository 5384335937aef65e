"""Put the widget's parts together into one script.

The parts are native ES modules, so that browsers' and editors' tools read them as they are.
One file needs one request; so imports are resolved here, in order, within one function
scope. That asks for two things, which ``tests/api/widget`` checks: an import names what
the part exports, one ``import`` a line, and no two parts use the same name at top level.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PARTS = Path(__file__).with_name("parts")
STYLES = ("tokens.css", "bubbles.css", "turns.css", "feedback.css", "frame.css")
_FIRST = "start.js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const|class|function|async)", re.MULTILINE)
_LINE_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"^\s*/\*.*?\*/\s*\n", re.MULTILINE | re.DOTALL)
_MARGIN = re.compile(r"^[ \t]+|[ \t]+$|\n(?=\n)", re.MULTILINE)


@dataclass(frozen=True)
class Widget:
    """The built script.

    Attributes:
        script: the file, UTF-8.
        version: digest of its content, for its address.
        integrity: for the tag's ``integrity`` attribute.
    """

    script: bytes
    version: str
    integrity: str

    @property
    def zipped(self) -> bytes:
        """The file as it is sent."""
        return _zipped(self.script)


@lru_cache(maxsize=1)
def built_widget() -> Widget:
    """The script of this installation, built once a process."""
    styles = json.dumps(_styles(), ensure_ascii=False)
    body = "".join(_body(part) for part in parts_in_order())
    text = f'(() => {{\n"use strict";\nconst CSS_TEXT = {styles};\n{body}}})();\n'
    script = text.encode()
    integrity = base64.b64encode(hashlib.sha384(script).digest()).decode()
    version = hashlib.sha256(script).hexdigest()[:12]
    return Widget(script, version, f"sha384-{integrity}")


def parts_in_order() -> list[Path]:
    """The parts, each after those that it imports."""
    order: list[str] = []
    _visit(_FIRST, order, ())
    return [PARTS / name for name in order]


def _visit(name: str, order: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"parts import each other: {' → '.join((*above, name))}")
    if name in order:
        return
    for imported in _IMPORT.findall(_read(name)):
        _visit(imported, order, (*above, name))
    order.append(name)


def _body(part: Path) -> str:
    plain = _EXPORT.sub("", _IMPORT.sub("", _read(part.name)))
    return _MARGIN.sub("", _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", plain)))


def _styles() -> str:
    text = "".join(_read(name) for name in STYLES)
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()


def _read(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def _zipped(script: bytes) -> bytes:
    return gzip.compress(script, 9, mtime=0)
