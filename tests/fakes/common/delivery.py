"""Delivering events to a webhook: at least once, with pauses between tries, in the asked order."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import httpx
from pydantic import BaseModel, ConfigDict

CONNECTIONS = 100
State = Literal["pending", "parked", "delivered", "given_up", "lost"]


class Plan(BaseModel):
    """How a batch of events goes out.

    Attributes:
        copies: how often each event is delivered.
        order: one after the other as ``given``, ``reversed`` or ``shuffled`` by ``seed``, or all
            ``together`` at once.
        age_s: make each event look that many seconds old; None leaves a time that is there.
        background: answer the test before the first tries are over.
    """

    model_config = ConfigDict(extra="forbid")

    copies: int = 1
    order: Literal["given", "reversed", "shuffled", "together"] = "given"
    seed: int = 0
    age_s: float | None = None
    background: bool = False


@dataclass(frozen=True)
class Attempt:
    """One try: when, the webhook's status or the name of the error, how long it took."""

    number: int
    at_s: float
    status: int | None
    error: str | None
    latency_s: float


@dataclass
class Delivery:
    """An event on its way; a header that is None is left out though the rules have it."""

    id: int
    label: str
    body: bytes
    headers: dict[str, str | None]
    state: State = "pending"
    attempts: list[Attempt] = field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        """As JSON for the test."""
        return {**asdict(self), "body": self.body.decode()}


@dataclass(frozen=True)
class Rules:
    """How a platform delivers now.

    Attributes:
        url: the webhook; None when there is none.
        pauses_s: seconds before each further try; after the last the event is given up.
        answer_within_s: patience with the webhook.
        accepts: whether a status means that the event has arrived.
        retry_header: header that counts further tries.
        parks: keep events for a later webhook where there is none, or lose them.
        headers: what every try carries, as things are at that moment.
    """

    url: str | None
    pauses_s: tuple[float, ...]
    answer_within_s: float
    accepts: Callable[[int], bool]
    retry_header: str | None
    parks: bool
    headers: Mapping[str, str] = field(default_factory=dict)


class WebhookSender:
    """Sends and remembers every delivery.

    Args:
        rules: gives the rules of this moment.
        given_up: called when an event was tried to the end.
    """

    def __init__(self, rules: Callable[[], Rules], given_up: Callable[[], None]) -> None:
        self.deliveries: list[Delivery] = []
        self._rules = rules
        self._given_up = given_up
        self._http = httpx.AsyncClient(trust_env=False)
        # Waiting for a free connection is not the webhook's slowness.
        self._places = asyncio.Semaphore(CONNECTIONS)
        self._tasks: set[asyncio.Task[None]] = set()

    def prepare(self, label: str, body: bytes, headers: Mapping[str, str | None]) -> Delivery:
        """A delivery that is not on its way yet."""
        delivery = Delivery(len(self.deliveries) + 1, label, body, dict(headers))
        self.deliveries.append(delivery)
        return delivery

    async def send(self, deliveries: list[Delivery], plan: Plan) -> None:
        """Send a batch; the first try of each is over at the end unless in the background."""
        if plan.background:
            self._spawn(self._in_order(deliveries, plan))
        else:
            await self._in_order(deliveries, plan)

    async def resume(self) -> None:
        """Send what was parked, oldest first."""
        parked = [item for item in self.deliveries if item.state == "parked"]
        for item in parked:
            item.state = "pending"
        self._spawn(self._in_order(parked, Plan()))

    def forget_parked(self) -> None:
        """Drop what was not delivered yet, as ``drop_pending_updates`` asks."""
        for item in self.deliveries:
            if item.state in ("parked", "pending"):
                item.state = "lost"

    async def settled(self, within_s: float) -> bool:
        """Wait until nothing is on its way; False after ``within_s`` seconds."""
        deadline = time.monotonic() + within_s
        while self._tasks:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            await asyncio.wait(set(self._tasks), timeout=left)
        return True

    async def close(self) -> None:
        """Stop all tries."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.aclose()

    async def _in_order(self, deliveries: list[Delivery], plan: Plan) -> None:
        if plan.order == "together":
            await asyncio.gather(*(self._first(item) for item in deliveries))
            return
        for item in ordered(deliveries, plan):
            await self._first(item)

    async def _first(self, delivery: Delivery) -> None:
        if self._rules().url is None:
            delivery.state = "parked" if self._rules().parks else "lost"
        elif not await self._try(delivery, 0):
            self._spawn(self._retry(delivery))

    async def _retry(self, delivery: Delivery) -> None:
        for number, pause_s in enumerate(self._rules().pauses_s, start=1):
            await asyncio.sleep(pause_s)
            if await self._try(delivery, number):
                return
        delivery.state = "given_up"
        self._given_up()

    async def _try(self, delivery: Delivery, number: int) -> bool:
        """One try; True when there is nothing more to do."""
        if delivery.state != "pending":
            return True
        rules = self._rules()
        if rules.url is None:
            delivery.state = "parked" if rules.parks else "lost"
            return True
        async with self._places:
            attempt = await self._post(delivery, number, rules.url, rules)
        delivery.attempts.append(attempt)
        if attempt.status is None or not rules.accepts(attempt.status):
            return False
        delivery.state = "delivered"
        return True

    async def _post(self, delivery: Delivery, number: int, url: str, rules: Rules) -> Attempt:
        wanted = {"Content-Type": "application/json", **rules.headers, **delivery.headers}
        headers = {name: value for name, value in wanted.items() if value is not None}
        if rules.retry_header and number:
            headers[rules.retry_header] = str(number)
        status, error, at_s, began = None, None, time.time(), time.monotonic()
        try:
            async with asyncio.timeout(rules.answer_within_s):
                reply = await self._http.post(
                    url, content=delivery.body, headers=headers, timeout=None
                )
            status = reply.status_code
        except (httpx.HTTPError, TimeoutError) as failure:
            error = type(failure).__name__
        return Attempt(number, at_s, status, error, time.monotonic() - began)

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def ordered(deliveries: list[Delivery], plan: Plan) -> list[Delivery]:
    """The batch in the order of the plan."""
    if plan.order == "reversed":
        return deliveries[::-1]
    mixed = list(deliveries)
    if plan.order == "shuffled":
        random.Random(plan.seed).shuffle(mixed)
    return mixed
