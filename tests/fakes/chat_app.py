"""The web chat alone, without database and index: its own routes on a real server."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from api.chat.routes import router as chat_router
from api.errors import install_error_handlers
from api.limits import BodyLimit, RequestLimits
from api.settings import ROOT, Settings
from api.web.routes import install_web
from knowledge_base.centre import load_centre

SECRET = "only-for-tests"


def chat_app(rasa_port: int, **settings: Any) -> FastAPI:
    """The routes of the page and the chat, with the state that they ask for."""
    app = FastAPI(lifespan=_lifespan)
    app.state.settings = Settings(rasa_port=rasa_port, **settings)
    app.state.service_token = SECRET
    app.state.session_secret = SECRET
    app.state.limits = RequestLimits(app.state.settings)
    app.state.centre = load_centre(ROOT / "data" / "centre" / "centre.yml")
    app.add_middleware(BodyLimit, max_bytes=app.state.settings.max_body_bytes)
    install_error_handlers(app)
    app.include_router(chat_router)
    install_web(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with httpx.AsyncClient(trust_env=False) as app.state.http:
        yield


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve ``app`` on a free port while the block lasts; gives its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
