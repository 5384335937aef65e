"""Logistic regression on the encoder's vectors: arguments REPAIRED RESULT.

Runs where the encoder does. A message's time is that of repairing it, measured in the
bot's environment, plus that of encoding and classifying it, measured here.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from sklearn.linear_model import LogisticRegression

from knowledge_base.encoder import BUILT_IN, load_encoder
from tests.bench.intents.measuring import hear_golden, write_result
from tests.bench.intents.rows import ROOT

_INVERSE_REGULARISATION = 100.0


def main() -> None:
    """Train, hear, write."""
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    encoder = load_encoder(BUILT_IN, ROOT / "models" / "encoder")
    start = time.monotonic()
    vectors = encoder.encode([text for text, _ in texts["training"]], "query")
    model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=500)
    model.fit(vectors, [intent for _, intent in texts["training"]])
    train_s = time.monotonic() - start + texts["train_s"]

    def hear(row_id: str, _: str) -> str:
        return str(model.predict(encoder.encode([texts["golden"][row_id][0]], "query"))[0])

    heard, times = hear_golden(hear)
    repaired = [milliseconds for _, milliseconds in texts["golden"].values()]
    whole = [own + before for own, before in zip(times, repaired, strict=True)]
    write_result(Path(sys.argv[2]), heard, whole, train_s)


if __name__ == "__main__":
    main()
