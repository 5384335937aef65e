"""Keep a run on disk and read it again: judged rows, aggregates, configuration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation.jsonl import Row, first_problem, read_jsonl
from knowledge_base.evaluation.kinds import KINDS
from knowledge_base.evaluation.measuring.evaluation import Evaluation
from knowledge_base.evaluation.measuring.kind import Kind

ROWS, AGGREGATES, CONFIGURATION = "rows.jsonl", "aggregates.json", "configuration.json"


@dataclass(frozen=True)
class SavedRun:
    """A run read from disk; ``name`` says where it was."""

    name: str
    kind: Kind[Any]
    rows: tuple[Row, ...]


def whole_json(evaluation: Evaluation[Any], configuration: Mapping[str, Any]) -> dict[str, Any]:
    """The run as one JSON object: aggregates at the top, its configuration and rows below."""
    return {
        **evaluation.to_json(),
        "configuration": configuration,
        "rows": list(evaluation.rows_to_json()),
    }


def save(evaluation: Evaluation[Any], configuration: Mapping[str, Any], folder: Path) -> None:
    """Write ``rows.jsonl``, ``aggregates.json`` and ``configuration.json`` into ``folder``.

    Args:
        evaluation: the run.
        configuration: what the run depended on (question file, index, encoder, options).
        folder: made when missing; files of an earlier run in it are replaced.

    Raises:
        InvalidInput: the folder cannot be written.
    """
    lines = [json.dumps(row, ensure_ascii=False) for row in evaluation.rows_to_json()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ROWS).write_text("\n".join(lines) + "\n", encoding="utf-8")
        _write(folder / AGGREGATES, evaluation.to_json())
        _write(folder / CONFIGURATION, configuration)
    except OSError as error:
        raise InvalidInput(f"{folder}: cannot be written: {error}") from error


def load(path: Path) -> SavedRun:
    """Read a run: the folder that ``save`` wrote, or a file with ``whole_json``.

    Raises:
        InvalidInput: it is neither, or it holds no judged rows.
    """
    if path.is_dir():
        kind = _kind(_read(path / AGGREGATES), path / AGGREGATES)
        return SavedRun(str(path), kind, tuple(read_jsonl(path / ROWS, kind.row_type)))
    whole = _read(path)
    kind = _kind(whole, path)
    return SavedRun(str(path), kind, _rows(whole, kind, path))


def _kind(aggregates: dict[str, Any], path: Path) -> Kind[Any]:
    name = aggregates.get("kind")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise InvalidInput(f"{path}: not a saved run: its kind is {name!r}")
    return kind


def _rows(whole: dict[str, Any], kind: Kind[Any], path: Path) -> tuple[Row, ...]:
    rows = whole.get("rows")
    if not isinstance(rows, list) or not rows:
        raise InvalidInput(f"{path}: no rows in it; make it with --json or --output")
    judged = []
    for number, row in enumerate(rows, start=1):
        try:
            judged.append(kind.row_type.model_validate(row))
        except ValidationError as error:
            raise InvalidInput(f"{path}, row {number}: {first_problem(error)}") from error
    return tuple(judged)


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path}: cannot be read: {error}") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidInput(f"{path}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise InvalidInput(f"{path}: not a saved run: no JSON object")
    return value


def _write(path: Path, value: Mapping[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
