"""What both fakes offer to the test that steers them: ``/__control/…``."""

from __future__ import annotations

from typing import Any, Protocol

from fastapi import APIRouter, FastAPI, HTTPException, Request
from pydantic import BaseModel, ConfigDict, ValidationError

from tests.fakes.common.clock import Clock
from tests.fakes.common.delivery import WebhookSender
from tests.fakes.common.faults import Fault, Faults
from tests.fakes.common.paths import CONTROL


class Settings(BaseModel):
    """Switches of a fake; an unknown name is a mistake of the test."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)


class Fake(Protocol):
    """The state of a fake."""

    clock: Clock
    faults: Faults
    sender: WebhookSender

    @property
    def settings(self) -> Settings: ...


router = APIRouter(prefix=CONTROL)


def fake_of(request: Request) -> Any:
    """The state that this request meets."""
    return request.app.state.fake


@router.get("/ready")
async def ready() -> dict[str, bool]:
    """Serving."""
    return {"ready": True}


@router.post("/reset")
async def reset(request: Request) -> dict[str, bool]:
    """Begin anew: nothing known, nothing on its way, default switches."""
    await fake_of(request).sender.close()
    request.app.state.fake = request.app.state.begin()
    return {"reset": True}


@router.patch("/settings")
async def change_settings(request: Request, changes: dict[str, Any]) -> dict[str, Any]:
    """Turn switches; gives all of them."""
    settings: Settings = fake_of(request).settings
    try:
        for name, value in changes.items():
            setattr(settings, name, value)
    except ValidationError as error:
        raise HTTPException(422, str(error)) from error
    return settings.model_dump()


@router.post("/clock")
async def turn_clock(request: Request, change: dict[str, float]) -> dict[str, float]:
    """Move the clock by ``seconds``."""
    fake: Fake = fake_of(request)
    fake.clock.turn(change["seconds"])
    return {"now_s": fake.clock.now_s()}


@router.post("/clock/freeze")
async def freeze_clock(request: Request) -> dict[str, float]:
    """Let the clock stand still."""
    fake: Fake = fake_of(request)
    fake.clock.freeze()
    return {"now_s": fake.clock.now_s()}


@router.post("/faults")
async def add_fault(request: Request, fault: Fault) -> dict[str, int]:
    """Queue a fault."""
    fake: Fake = fake_of(request)
    fake.faults.queue.append(fault)
    return {"queued": len(fake.faults.queue)}


@router.delete("/faults")
async def clear_faults(request: Request) -> dict[str, int]:
    """Take back faults that did not happen yet."""
    fake: Fake = fake_of(request)
    left = len(fake.faults.queue)
    fake.faults.queue.clear()
    return {"left": left}


@router.get("/requests")
async def requests(request: Request) -> list[dict[str, str]]:
    """Requests that came, oldest first."""
    fake: Fake = fake_of(request)
    return fake.faults.requests


@router.get("/deliveries")
async def deliveries(request: Request) -> list[dict[str, Any]]:
    """Every event that went to the webhook, with its tries."""
    fake: Fake = fake_of(request)
    return [item.shown() for item in fake.sender.deliveries]


@router.get("/settled")
async def settled(request: Request, within_s: float) -> dict[str, bool]:
    """Wait until no event is on its way."""
    fake: Fake = fake_of(request)
    return {"settled": await fake.sender.settled(within_s)}


def install_control(app: FastAPI) -> None:
    """Add the common part of the control API."""
    app.include_router(router)
