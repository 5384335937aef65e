"""Ask each part whether it is ready."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import State

from api.health.schemas import Health, PartHealth
from knowledge_base.errors import MotcuaError
from knowledge_base.store import ProcedureRepository

_TIMEOUT_S = 3.0


async def check_all(state: State) -> Health:
    """The health of API, database, index, action server, Rasa with its model, outbox worker."""
    names = ("database", "index", "actions", "rasa", "outbox")
    parts = await asyncio.gather(
        asyncio.to_thread(_database, state),
        asyncio.to_thread(_index, state),
        _actions(state),
        _rasa(state),
        asyncio.to_thread(_outbox, state),
    )
    told = {"api": PartHealth(ready=True, detail="ok"), **dict(zip(names, parts, strict=True))}
    return Health(ready=all(part.ready for part in told.values()), parts=told)


def _database(state: State) -> PartHealth:
    try:
        with state.sessions() as session:
            session.execute(text("SELECT 1"))
            count = ProcedureRepository(session).count()
    except SQLAlchemyError as error:
        return PartHealth(ready=False, detail=f"database: {type(error).__name__}")
    return PartHealth(ready=count > 0, detail=f"{count} procedures")


def _outbox(state: State) -> PartHealth:
    try:
        told = state.outbox.standing()
    except SQLAlchemyError as error:
        return PartHealth(ready=False, detail=f"outbox: {type(error).__name__}")
    counts = f"{told.waiting} waiting, {told.dead} dead, {told.doubled} doubled"
    return PartHealth(
        ready=told.worker_alive, detail=counts if told.worker_alive else f"no worker; {counts}"
    )


def _index(state: State) -> PartHealth:
    try:
        snapshot = state.holder.current()
    except MotcuaError as error:
        return PartHealth(ready=False, detail=str(error))
    return PartHealth(
        ready=bool(snapshot.procedures),
        detail=f"{len(snapshot.procedures)} procedures, version {snapshot.version}",
    )


async def _actions(state: State) -> PartHealth:
    reply = await _get(state, f"{state.settings.actions_url}/health")
    ready = isinstance(reply, dict) and reply.get("status") == "ok"
    return PartHealth(ready=ready, detail="ok" if ready else f"action server: {reply}")


async def _rasa(state: State) -> PartHealth:
    # /status of the HTTP API is not exposed; the bot's own health route tells of its model.
    reply = await _get(state, f"{state.settings.rasa_url}/webhooks/health/")
    ready = isinstance(reply, dict) and reply.get("model") is not None
    return PartHealth(ready=ready, detail=str(reply["model"]) if ready else f"rasa: {reply}")


async def _get(state: State, url: str) -> Any:
    """The JSON at ``url``, or a short word on what went wrong."""
    try:
        reply = await state.http.get(url, timeout=_TIMEOUT_S)
        return reply.json() if reply.is_success else f"HTTP {reply.status_code}"
    except httpx.HTTPError as error:
        return f"does not answer ({type(error).__name__})"
    except ValueError:
        return "answers something else than JSON"
