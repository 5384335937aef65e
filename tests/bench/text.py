"""``python -m tests.bench.text``: time to read one message as search and Rasa read it.

Prints medians and worst cases in microseconds, with cold and with warm word caches.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from knowledge_base.text import expand, normalise
from knowledge_base.text.key_slips import find_slip
from knowledge_base.text.normalise import _clean_word

MESSAGES = (
    "Dạ cho em hỏi thủ tục đăng ký thường trú cho con mới sinh cần những giấy tờ gì ạ",
    "cho e hoi dk ket hon voi nguoi nuoc ngoai can giay to gi nop o dau vay ad",
    "ddang kys tamj truss can giaays tow gif tieefn bao nhieeu",
    "Tui muốn mần giấy khai sanh cho sắp nhỏ mà ba má nó hổng có hộ khẩu thì nộp ở mô rứa",
    "e ở q1 ko có hktt, xin gks cho con dc ko ạaaa 😊 <b>gấp</b>&nbsp;lắm",
)
ROUNDS = 300


def main() -> None:
    """Measure and print."""
    normalise(expand(" ".join(MESSAGES)))  # the lists are read once a process
    _report("normalise, warm", normalise, forget=False)
    _report("normalise, cold", normalise, forget=True)
    _report("normalise + expand, warm", _read, forget=False)
    _report("normalise + expand, cold", _read, forget=True)


def _read(text: str) -> str:
    return expand(normalise(text))


def _report(name: str, read: Callable[[str], str], *, forget: bool) -> None:
    times = [_microseconds(read, text, forget=forget) for _ in range(ROUNDS) for text in MESSAGES]
    print(f"{name}: median {statistics.median(times):.0f} µs, p99 {_p99(times):.0f} µs")


def _microseconds(read: Callable[[str], str], text: str, *, forget: bool) -> float:
    if forget:
        find_slip.cache_clear()
        _clean_word.cache_clear()
    start = time.perf_counter()
    read(text)
    return (time.perf_counter() - start) * 1e6


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


if __name__ == "__main__":
    main()
