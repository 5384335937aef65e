"""Send conversations to a Rasa REST channel and measure."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import httpx

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
    return asyncio.run(_measure(rasa, clients, conversations, tag))


async def _measure(rasa: str, clients: int, conversations: int, tag: str) -> Measurement:
    latencies: list[float] = []
    silent = 0
    waiting = iter(range(conversations))

    async def client(http: httpx.AsyncClient) -> None:
        nonlocal silent
        for number in waiting:
            for text in SCRIPT:
                sent = time.perf_counter()
                reply = await http.post(
                    f"{rasa}/webhooks/rest/webhook",
                    json={"sender": f"bench:{tag}:{number}", "message": text},
                )
                reply.raise_for_status()
                latencies.append(1000 * (time.perf_counter() - sent))
                silent += not reply.json()

    started = time.perf_counter()
    async with httpx.AsyncClient(timeout=60, trust_env=False) as http:
        await asyncio.gather(*(client(http) for _ in range(clients)))
    seconds = time.perf_counter() - started
    latencies.sort()
    return Measurement(
        messages=len(latencies),
        per_second=len(latencies) / seconds,
        p50_ms=latencies[len(latencies) // 2],
        p95_ms=latencies[int(len(latencies) * 0.95)],
        silent=silent,
    )
