"""The sender's side: updates to the bot's webhook."""

from __future__ import annotations

import copy
import json
import secrets
from typing import Any, Literal

from tests.fakes.common.delivery import Delivery, Plan
from tests.fakes.telegram.state import SECRET_HEADER, Callback, TelegramFake

DATED = ("message", "edited_message", "my_chat_member")


class TelegramPlan(Plan):
    """How a batch of updates goes out; ``secret``: the one of ``setWebhook``, another, or none."""

    secret: Literal["set", "wrong", "missing"] = "set"


async def send_updates(
    fake: TelegramFake, updates: list[dict[str, Any]], plan: TelegramPlan
) -> list[Delivery]:
    """Deliver ``updates``; kinds that the webhook did not ask for go nowhere."""
    deliveries = []
    for given in updates:
        update = complete(fake, copy.deepcopy(given), plan)
        _learn(fake, update)
        if _wanted(fake, update):
            deliveries += [_prepare(fake, update, plan) for _ in range(plan.copies)]
    await fake.sender.send(deliveries, plan)
    return deliveries


def complete(fake: TelegramFake, update: dict[str, Any], plan: TelegramPlan) -> dict[str, Any]:
    """Fill in numbers and dates that are not there."""
    update = {"update_id": next(fake.update_ids), **update}
    for name in DATED:
        if name not in update:
            continue
        content = update[name]
        if plan.age_s is not None or "date" not in content:
            content["date"] = int(fake.clock.now_s() - (plan.age_s or 0))
        if name == "message":
            chat = fake.known(content["chat"])
            content.setdefault("message_id", fake.next_message_id(chat))
    return update


def kind_of(update: dict[str, Any]) -> str:
    """E.g. ``message``."""
    return next(name for name in update if name != "update_id")


def _wanted(fake: TelegramFake, update: dict[str, Any]) -> bool:
    return not fake.webhook.allowed or kind_of(update) in fake.webhook.allowed


def _learn(fake: TelegramFake, update: dict[str, Any]) -> None:
    content = update[kind_of(update)]
    shown = content.get("chat") or content.get("message", {}).get("chat")
    chat = fake.known(shown) if shown else None
    if chat is None:
        return
    if "message" in update:
        # Who writes to a bot no longer blocks it.
        chat.blocked = False
        chat.messages[content["message_id"]] = content
    if "callback_query" in update:
        data = content.get("data", "")
        tap = Callback(content["id"], chat.id, data, fake.clock.now_s())
        fake.callbacks.setdefault(tap.id, tap)
    if "my_chat_member" in update:
        chat.blocked = content["new_chat_member"]["status"] == "kicked"


def _prepare(fake: TelegramFake, update: dict[str, Any], plan: TelegramPlan) -> Delivery:
    headers: dict[str, str | None] = {}
    if plan.secret == "missing":
        headers[SECRET_HEADER] = None
    if plan.secret == "wrong":
        headers[SECRET_HEADER] = secrets.token_urlsafe(24)
    body = json.dumps(update, ensure_ascii=True, separators=(",", ":")).encode()
    return fake.sender.prepare(kind_of(update), body, headers)
