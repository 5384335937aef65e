"""openapi: sending, quota, people, the OA."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from tests.fakes.zalo.access import Body, Caller, success
from tests.fakes.zalo.button_rules import text_within
from tests.fakes.zalo.errors import NOT_FOLLOWING, OLD_API, ZaloError, invalid
from tests.fakes.zalo.message_rules import TEXT_CHARACTERS, check_message
from tests.fakes.zalo.state import Sent, User, ZaloFake
from tests.fakes.zalo.webhook import echo

router = APIRouter()


@router.post("/v3.0/oa/message/cs")
async def send_consultation(fake: Caller, body: Body) -> JSONResponse:
    """A message inside the window."""
    user = fake.user(_recipient(body).get("user_id"))
    message = check_message(body.get("message"), fake)
    billed = fake.is_billed(user)
    sent = fake.deliver("cs", user.user_id, message, billed)
    await echo(fake, sent)
    return success(fake, _sent(fake, sent, billed))


@router.post("/v2.0/oa/message")
async def send_anonymous(fake: Caller, body: Body) -> JSONResponse:
    """A text to a visitor without a name; everything else of version 2 is closed."""
    recipient = _recipient(body)
    if "anonymous_id" not in recipient:
        raise ZaloError(OLD_API)
    to = text_within(recipient["anonymous_id"], 100, "anonymous_id")
    text_within(recipient.get("conversation_id"), 100, "conversation_id")
    message = body.get("message")
    if not isinstance(message, dict):
        raise invalid("message")
    text_within(message.get("text"), TEXT_CHARACTERS, "text")
    sent = fake.deliver("anonymous", to, message, False)
    return success(fake, {"message_id": sent.message_id, "user_id": to})


@router.post("/v3.0/oa/quota/message")
async def quota(fake: Caller, body: Body) -> JSONResponse:
    """When a person was last there."""
    user = fake.user(body.get("user_id"))
    data: dict[str, Any] = {"cs_reply": {"remain": 8, "total": 8}}
    if user.last_interaction_s is not None:
        data["last_interaction"] = int(user.last_interaction_s * 1000)
    return success(fake, data)


@router.get("/v3.0/oa/user/detail")
async def user_detail(fake: Caller, data: str = "") -> JSONResponse:
    """What the OA may know about a person."""
    try:
        asked = json.loads(data)
    except ValueError:
        raise invalid("data") from None
    user = fake.user(asked.get("user_id") if isinstance(asked, dict) else None)
    if user.following is False:
        raise ZaloError(NOT_FOLLOWING)
    return success(fake, _detail(fake, user))


@router.get("/v2.0/oa/getoa")
async def own_account(fake: Caller) -> JSONResponse:
    """The OA itself."""
    return success(
        fake,
        {"oa_id": fake.settings.oa_id, "name": "Một cửa thử", "is_verified": True},
    )


def _recipient(body: dict[str, Any]) -> dict[str, Any]:
    recipient = body.get("recipient")
    if not isinstance(recipient, dict):
        raise invalid("recipient")
    return recipient


def _sent(fake: ZaloFake, sent: Sent, billed: bool) -> dict[str, Any]:
    data: dict[str, Any] = {
        "message_id": sent.message_id,
        "user_id": sent.to,
        "sent_time": str(sent.at_ms),
    }
    if fake.settings.shows_quota:
        kind = "paid" if billed else "reply"
        data["quota"] = {"quota_type": kind, "remain": "8", "total": "8"}
    return data


def _detail(fake: ZaloFake, user: User) -> dict[str, Any]:
    shared = dict(user.shared_info)
    if fake.settings.phone_as == "number" and str(shared.get("phone", "")).isdigit():
        shared["phone"] = int(shared["phone"])
    return {
        "user_id": user.user_id,
        "user_id_by_app": f"9{user.user_id}",
        "display_name": user.display_name,
        "user_is_follower": user.following is True,
        "avatar": "https://example.invalid/avatar.jpg",
        "shared_info": shared,
    }
