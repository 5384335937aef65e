"""Classify texts with a trained model: a JSON line in, a JSON line out, until the input ends.

``{"text": "chào em"}`` gives ``{"intent": "greet", "confidence": 0.97}``::

    .venv-bot/bin/python -m bot.classify models/rasa/motcua.tar.gz
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import IO

from rasa.core.agent import Agent


def main() -> None:
    """Answer every line of stdin."""
    answers = _own_stdout()
    agent = Agent.load(model_path=sys.argv[1])
    loop = asyncio.new_event_loop()
    for line in sys.stdin:
        parsed = loop.run_until_complete(agent.parse_message(json.loads(line)["text"]))
        intent = parsed["intent"]
        heard = {"intent": intent["name"] or "none", "confidence": float(intent["confidence"])}
        answers.write(json.dumps(heard) + "\n")
        answers.flush()
    loop.close()


def _own_stdout() -> IO[str]:
    """The stdout of this process; whatever else prints to it goes to stderr from now on."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    main()
