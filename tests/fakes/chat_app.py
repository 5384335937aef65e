"""The web chat alone, without knowledge and index: its own routes on a real server."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from api.chat.origins import WidgetCors
from api.chat.push_routes import router as push_router
from api.chat.routes import IMAGES_PATH
from api.chat.routes import router as chat_router
from api.chat.services import open_chat
from api.database import make_engine, make_sessions, migrate
from api.errors import install_error_handlers
from api.feedback.reasons import load_reasons
from api.feedback.routes import router as feedback_router
from api.feedback.service import Feedback
from api.limits import BodyLimit, RequestLimits
from api.media.build import build_media
from api.media.routes import FORM_BYTES, MEDIA_PATH
from api.media.routes import router as media_router
from api.settings import ROOT, Settings
from api.vault.cipher import Cipher
from api.web.routes import install_web
from api.widget.routes import install_widget
from knowledge_base.centre import load_centre

SECRET = "only-for-tests"


def chat_app(rasa_port: int, **settings: Any) -> FastAPI:
    """The routes of the page and the chat, with the state that they ask for."""
    app = FastAPI(lifespan=_lifespan)
    app.state.folder = tempfile.TemporaryDirectory(prefix="motcua-chat-")
    given = {"state_dir": Path(app.state.folder.name), **settings}
    app.state.settings = Settings(rasa_port=rasa_port, **given)
    app.state.service_token = SECRET
    app.state.session_secret = SECRET
    app.state.limits = RequestLimits(app.state.settings)
    app.state.centre = load_centre(ROOT / "data" / "centre" / "centre.yml")
    limits = {
        IMAGES_PATH: app.state.settings.image_max_bytes,
        MEDIA_PATH: app.state.settings.file_max_bytes + FORM_BYTES,
    }
    app.add_middleware(BodyLimit, max_bytes=app.state.settings.max_body_bytes, larger=limits)
    app.add_middleware(WidgetCors, settings=app.state.settings)
    install_error_handlers(app)
    for router in (chat_router, feedback_router, push_router, media_router):
        app.include_router(router)
    install_widget(app)
    install_web(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings = app.state.settings
    engine = make_engine(settings.sqlalchemy_url)
    migrate(engine)
    sessions = make_sessions(engine)
    cipher = Cipher(SECRET)
    media = app.state.media = build_media(settings, sessions, cipher)
    app.state.sessions = sessions
    # Here everybody is known by the same name, so that any answer may be judged.
    app.state.feedback = Feedback(sessions, cipher, load_reasons(), lambda _: "tester")
    async with (
        httpx.AsyncClient(trust_env=False) as http,
        open_chat(settings, http, sessions, cipher, media, SECRET) as app.state.chat,
    ):
        yield
    engine.dispose()
    app.state.folder.cleanup()


@contextmanager
def served(app: FastAPI, at: int = 0) -> Iterator[str]:
    """Serve ``app`` while the block lasts, on port ``at`` or a free one; gives its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=at, log_level="critical", ws="none")
    # Pages that stay open must not hold the end of a test back.
    config.timeout_graceful_shutdown = 1
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
