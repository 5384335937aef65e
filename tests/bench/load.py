"""Send conversations to a Rasa REST channel and measure."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# What people do: ask, follow up, switch, ask about the centre, thank.
SCRIPT = (
    "chào em",
    "vo toi moi sinh lam giay khai sinh can gi",
    "còn lệ phí thì sao",
    "nộp online được không",
    "đăng ký kết hôn bao lâu có",
    "trung tâm ở đâu vậy",
    "mất sổ đỏ giờ làm lại sao",
    "sở xây dựng ở tầng mấy",
    "cảm ơn em",
    "hom nay troi co mua khong",
)


@dataclass(frozen=True)
class Measurement:
    """Of one round: messages per second, and latency in milliseconds."""

    messages: int
    per_second: float
    p50_ms: float
    p95_ms: float
    silent: int


def measure(rasa: str, clients: int, conversations: int, tag: str) -> Measurement:
    """Let ``clients`` at a time hold ``conversations`` conversations of ``SCRIPT``."""
    counts = _Counts(iter([f"bench:{tag}:{number}" for number in range(conversations)]))
    threads = [threading.Thread(target=_client, args=(rasa, counts)) for _ in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    if counts.failed:
        raise counts.failed[0]
    latencies = sorted(counts.latencies)
    return Measurement(
        messages=len(latencies),
        per_second=len(latencies) / seconds,
        p50_ms=latencies[len(latencies) // 2],
        p95_ms=latencies[int(len(latencies) * 0.95)],
        silent=counts.silent,
    )


@dataclass
class _Counts:
    """What all clients of one round share."""

    senders: Iterator[str]
    latencies: list[float] = field(default_factory=list)
    silent: int = 0
    failed: list[Exception] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def _client(rasa: str, counts: _Counts) -> None:
    # The standard library's client: the load must not take the processor it measures.
    connection = http.client.HTTPConnection(urlsplit(rasa).netloc, timeout=60)
    try:
        while True:
            with counts.lock:
                sender = next(counts.senders, None)
            if sender is None:
                return
            for text in SCRIPT:
                _turn(connection, sender, text, counts)
    except Exception as error:
        counts.failed.append(error)
    finally:
        connection.close()


def _turn(connection: http.client.HTTPConnection, sender: str, text: str, counts: _Counts) -> None:
    body = json.dumps({"sender": sender, "message": text})
    sent = time.perf_counter()
    connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
    reply = connection.getresponse()
    content = reply.read()
    taken = 1000 * (time.perf_counter() - sent)
    if reply.status != 200:
        raise RuntimeError(f"HTTP {reply.status}")
    with counts.lock:
        counts.latencies.append(taken)
        counts.silent += not json.loads(content)
