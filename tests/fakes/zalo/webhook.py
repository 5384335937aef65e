"""The sender's side: events, signed or spoilt, to the OA's webhook."""

from __future__ import annotations

import json
import secrets
from typing import Any, Literal

from tests.fakes.common.delivery import Delivery, Plan
from tests.fakes.zalo.people import learn
from tests.fakes.zalo.signing import HEADER, mac
from tests.fakes.zalo.state import Sent, ZaloFake


class ZaloPlan(Plan):
    """How a batch of events goes out.

    Attributes:
        first_term: what the signature begins with.
        header: how the signature is written; ``missing``: not at all.
        spoilt: ``forged`` signature, signature by a ``wrong_secret``, body ``altered`` or
            ``reserialised`` after signing.
        ascii: escape letters outside ASCII.
        number: the timestamp as a number instead of a text.
        zns: mark events as of template messages.
    """

    first_term: Literal["app_id", "oa_id"] = "app_id"
    header: Literal["mac=", "mac = ", "", "missing"] = "mac="
    spoilt: Literal["", "forged", "wrong_secret", "altered", "reserialised"] = ""
    ascii: bool = False
    number: bool = False
    zns: bool = False


async def send_events(
    fake: ZaloFake, events: list[dict[str, Any]], plan: ZaloPlan
) -> list[Delivery]:
    """Deliver ``events``; what people did counts as their interaction."""
    deliveries = []
    for event in events:
        complete(fake, event, plan)
        learn(fake, event)
        for _ in range(plan.copies):
            deliveries.append(_prepare(fake, event, plan))
    await fake.sender.send(deliveries, plan)
    return deliveries


async def echo(fake: ZaloFake, sent: Sent) -> None:
    """Tell the webhook of our own text, where Zalo is set to do so."""
    if not fake.settings.echo or "text" not in sent.message:
        return
    event = {
        "event_name": "oa_send_text",
        "sender": {"id": fake.settings.oa_id},
        "recipient": {"id": sent.to},
        "message": {"msg_id": sent.message_id, "text": sent.message["text"]},
    }
    await send_events(fake, [event], ZaloPlan(background=True))


def complete(fake: ZaloFake, event: dict[str, Any], plan: ZaloPlan) -> None:
    """Fill in who and when; an id left empty becomes this OA's."""
    event.setdefault("app_id", fake.settings.app_id)
    if plan.age_s is not None or "timestamp" not in event:
        event["timestamp"] = str(fake.clock.now_ms() - int((plan.age_s or 0) * 1000))
    if plan.number:
        event["timestamp"] = int(event["timestamp"])
    sides = [(event.get(side, {}), "id") for side in ("sender", "recipient")]
    for holder, key in [(event, "oa_id"), *sides]:
        if holder.get(key) == "":
            holder[key] = fake.settings.oa_id


def _prepare(fake: ZaloFake, event: dict[str, Any], plan: ZaloPlan) -> Delivery:
    settings = fake.settings
    signed = written(event, plan.ascii)
    first = settings.app_id if plan.first_term == "app_id" else settings.oa_id
    secret = "another" if plan.spoilt == "wrong_secret" else settings.oa_secret_key
    signature = mac(first, signed, str(event["timestamp"]), secret)
    if plan.spoilt == "forged":
        signature = secrets.token_hex(32)
    headers: dict[str, str | None] = {}
    if plan.header != "missing":
        headers[HEADER] = plan.header + signature
    if plan.zns:
        headers["X-ZEvent-Server"] = "ZNS"
    return fake.sender.prepare(event["event_name"], _spoil(event, signed, plan), headers)


def _spoil(event: dict[str, Any], signed: bytes, plan: ZaloPlan) -> bytes:
    if plan.spoilt == "reserialised":
        return json.dumps(event, ensure_ascii=not plan.ascii, indent=1).encode()
    if plan.spoilt == "altered":
        return written({**event, "user_id_by_app": secrets.token_hex(8)}, plan.ascii)
    return signed


def written(event: dict[str, Any], escaped: bool) -> bytes:
    """The body of an event as Zalo writes it: no spaces."""
    return json.dumps(event, ensure_ascii=escaped, separators=(",", ":")).encode()
