"""The control API of the fake Zalo, beyond what both fakes have."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from tests.fakes.common.paths import CONTROL
from tests.fakes.zalo.access import Anyone
from tests.fakes.zalo.errors import ZaloError
from tests.fakes.zalo.state import Template
from tests.fakes.zalo.webhook import ZaloPlan, send_events

router = APIRouter(prefix=CONTROL)


class Batch(BaseModel):
    """Events and how they go out."""

    events: list[dict[str, Any]]
    plan: ZaloPlan = ZaloPlan()


class UserChange(BaseModel):
    """What a test sets about a person; ``idle_s``: seconds since their last interaction."""

    model_config = ConfigDict(extra="forbid")

    following: bool | None = None
    idle_s: float | None = None
    refusal: int | None = None
    display_name: str | None = None
    shared_info: dict[str, Any] | None = None


@router.post("/events")
async def events(fake: Anyone, batch: Batch) -> list[dict[str, Any]]:
    """Deliver events to the webhook."""
    return [item.shown() for item in await send_events(fake, batch.events, batch.plan)]


@router.patch("/users/{user_id}")
async def change_user(fake: Anyone, user_id: str, change: UserChange) -> dict[str, Any]:
    """Make a person known, or change them."""
    user = fake.known(user_id)
    for name in change.model_fields_set - {"idle_s"}:
        setattr(user, name, getattr(change, name))
    if "idle_s" in change.model_fields_set:
        idle = change.idle_s
        user.last_interaction_s = None if idle is None else fake.clock.now_s() - idle
    return asdict(user)


@router.get("/received")
async def received(fake: Anyone, to: str | None = None) -> list[dict[str, Any]]:
    """Messages that arrived, oldest first."""
    return fake.received(to)


@router.post("/tokens")
async def issue_tokens(fake: Anyone) -> dict[str, str]:
    """A pair, as after consent."""
    return fake.tokens.new_pair()


@router.get("/tokens")
async def tokens(fake: Anyone) -> dict[str, int]:
    """How many were issued, and how often a used one came back."""
    issued = fake.tokens
    return {"issued": len(issued.access), "reused": issued.reused}


@router.delete("/tokens")
async def revoke_tokens(fake: Anyone) -> dict[str, int]:
    """Let all access tokens expire now (-220); refresh tokens stay good."""
    for token in fake.tokens.access:
        fake.tokens.access[token] = 0.0
    return {"expired": len(fake.tokens.access)}


@router.post("/codes")
async def issue_code(fake: Anyone, asked: dict[str, str]) -> dict[str, str]:
    """An authorization code for ``code_challenge``."""
    return {"code": fake.tokens.new_code(asked["code_challenge"])}


@router.put("/templates/{template_id}")
async def put_template(fake: Anyone, template_id: str, template: Template) -> dict[str, Any]:
    """Register a template."""
    fake.templates[template_id] = template
    return asdict(template)


@router.get("/errors/{code}")
async def error(code: int) -> dict[str, Any]:
    """The body of a refusal, for a fault of kind ``answer``."""
    refusal = ZaloError(code)
    return {"error": refusal.code, "message": refusal.message}


@router.get("/subscription")
async def subscription(fake: Anyone) -> dict[str, bool]:
    """Whether Zalo still delivers."""
    return {"subscribed": fake.subscribed}


@router.post("/subscription")
async def subscribe(fake: Anyone) -> dict[str, bool]:
    """Deliver again."""
    fake.subscribed = True
    return {"subscribed": True}
