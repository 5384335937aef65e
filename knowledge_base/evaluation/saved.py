"""Keep a run on disk: per-row results, aggregates, and the configuration beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knowledge_base.evaluation.retrieval import Evaluation


def save(evaluation: Evaluation, configuration: Mapping[str, Any], folder: Path) -> None:
    """Write ``rows.jsonl``, ``aggregates.json`` and ``configuration.json`` into ``folder``.

    Args:
        evaluation: the run.
        configuration: what the run depended on (question file, index, encoder, options).
        folder: made when missing; files of an earlier run in it are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(row.to_json(), ensure_ascii=False) for row in evaluation.rows)
    (folder / "rows.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _write(folder / "aggregates.json", evaluation.to_json())
    _write(folder / "configuration.json", configuration)


def _write(path: Path, value: Mapping[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
