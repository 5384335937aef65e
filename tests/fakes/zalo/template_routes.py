"""Template messages (ZBS): by user on openapi, by phone on business.openapi."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from tests.fakes.zalo.access import Anyone, Body, Caller, allowed, success
from tests.fakes.zalo.errors import BAD_TOKEN, EXPIRED_TOKEN, NOT_FOLLOWING, ZaloError, invalid
from tests.fakes.zalo.settings import DAY_S
from tests.fakes.zalo.state import Sent, ZaloFake

router = APIRouter()

PHONE = re.compile(r"84[1-9]\d{8}")
TRACKING_CHARACTERS = 48


@router.post("/v3.0/oa/message/template")
async def send_by_user(fake: Caller, body: Body) -> JSONResponse:
    """A template message to a follower, window or not."""
    user = fake.user(body.get("user_id"))
    if user.refusal is not None:
        raise ZaloError(user.refusal)
    if user.following is False:
        raise ZaloError(NOT_FOLLOWING)
    _check(fake, body)
    sent = fake.deliver("template", user.user_id, body, True)
    return success(fake, _sent(fake, sent))


@router.post("/message/template")
async def send_by_phone(request: Request, fake: Anyone, body: Body) -> JSONResponse:
    """A template message to a phone."""
    _check_token(request)
    phone = body.get("phone")
    if not isinstance(phone, str) or not PHONE.fullmatch(phone):
        raise ZaloError(-108)
    _check(fake, body)
    if body.get("mode") == "development" and phone not in fake.settings.admins:
        raise ZaloError(-114)
    sent = fake.deliver("zns", phone, body, True)
    mode = {"sending_mode": str(body.get("sending_mode", "1"))}
    return success(fake, {**_sent(fake, sent), **mode})


@router.get("/message/status")
async def status(request: Request, fake: Anyone, message_id: str = "") -> JSONResponse:
    """1 received, -1 unknown."""
    _check_token(request)
    found = any(item.message_id == message_id for item in fake.sent)
    return success(fake, {"status": 1 if found else -1})


def _check_token(request: Request) -> None:
    try:
        allowed(request)
    except ZaloError as error:
        # This host has a number of its own for a bad token.
        raise ZaloError(-124 if error.code in (BAD_TOKEN, EXPIRED_TOKEN) else error.code) from None


def _check(fake: ZaloFake, body: dict[str, Any]) -> None:
    tracking = body.get("tracking_id", "")
    if not isinstance(tracking, str) or len(tracking) > TRACKING_CHARACTERS:
        raise invalid("tracking_id")
    template = fake.templates.get(str(body.get("template_id")))
    if template is None:
        raise ZaloError(-109)
    if not template.approved:
        raise ZaloError(-131)
    _check_parameters(template.parameters, body.get("template_data"))
    if _sent_today(fake) >= fake.settings.daily_templates:
        raise ZaloError(-144)


def _check_parameters(wanted: dict[str, int], data: object) -> None:
    if not isinstance(data, dict):
        raise invalid("template_data")
    if any(not data.get(name) for name in wanted):
        raise ZaloError(-1121)
    if set(data) - set(wanted):
        raise ZaloError(-1122)
    if any(len(str(data[name])) > limit for name, limit in wanted.items()):
        raise ZaloError(-1124)


def _sent_today(fake: ZaloFake) -> int:
    since = fake.clock.now_ms() - DAY_S * 1000
    return sum(item.kind in ("template", "zns") and item.at_ms > since for item in fake.sent)


def _sent(fake: ZaloFake, sent: Sent) -> dict[str, Any]:
    daily = fake.settings.daily_templates
    return {
        "msg_id": sent.message_id,
        "sent_time": str(sent.at_ms),
        "quota": {"dailyQuota": str(daily), "remainingQuota": str(daily - _sent_today(fake))},
    }
