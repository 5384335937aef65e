"""The control API of the fake Telegram, beyond what both fakes have."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict

from tests.fakes.common.paths import CONTROL
from tests.fakes.telegram.routes import fake_of
from tests.fakes.telegram.state import TelegramFake
from tests.fakes.telegram.updates import private_chat
from tests.fakes.telegram.webhook import TelegramPlan, send_updates

router = APIRouter(prefix=CONTROL)
Anyone = Annotated[TelegramFake, Depends(fake_of)]


class Batch(BaseModel):
    """Updates and how they go out."""

    updates: list[dict[str, Any]]
    plan: TelegramPlan = TelegramPlan()


class ChatChange(BaseModel):
    """What a test sets about a private chat."""

    model_config = ConfigDict(extra="forbid")

    blocked: bool | None = None
    deactivated: bool | None = None


@router.post("/updates")
async def updates(fake: Anyone, batch: Batch) -> list[dict[str, Any]]:
    """Deliver updates to the webhook."""
    return [item.shown() for item in await send_updates(fake, batch.updates, batch.plan)]


@router.patch("/chats/{chat_id}")
async def change_chat(fake: Anyone, chat_id: int, change: ChatChange) -> dict[str, Any]:
    """Make a private chat known, or change it."""
    chat = fake.known(private_chat(chat_id))
    if change.blocked is not None:
        chat.blocked = change.blocked
    if change.deactivated is not None:
        chat.deactivated = change.deactivated
    return {"id": chat.id, "blocked": chat.blocked, "deactivated": chat.deactivated}


@router.get("/received")
async def received(fake: Anyone, chat_id: int | None = None) -> list[dict[str, Any]]:
    """Messages that arrived, oldest first."""
    return [item for item in fake.sent if chat_id is None or item["chat_id"] == chat_id]


@router.get("/messages/{chat_id}/{message_id}")
async def message(fake: Anyone, chat_id: int, message_id: int) -> dict[str, Any]:
    """A message as it looks now."""
    return fake.chats[chat_id].messages[message_id]


@router.get("/calls")
async def calls(fake: Anyone) -> list[dict[str, Any]]:
    """Calls of methods, oldest first."""
    return fake.calls


@router.get("/callbacks")
async def callbacks(fake: Anyone) -> list[dict[str, Any]]:
    """Taps and their answers."""
    return [asdict(item) for item in fake.callbacks.values()]


@router.put("/files/{name}")
async def put_file(request: Request, fake: Anyone, name: str) -> dict[str, str]:
    """Keep the body as a file that someone sent."""
    return {"file_id": fake.store(name, await request.body()).file_id}
