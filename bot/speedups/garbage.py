"""Collect garbage less often: TensorFlow and the model fill the heap with lasting objects.

Stock Python looks through them again and again, although a message leaves few cycles
behind. Everything that was imported is set aside, and a collection waits for more.
"""

from __future__ import annotations

import gc

_THRESHOLDS = (50_000, 20, 50)


def install() -> None:
    """Set aside what is there now, and raise the thresholds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
