"""Privacy on a real database, its routes, a clock to turn, and a stand-in for Rasa's route."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from fastapi import FastAPI

from api.database import make_engine, make_sessions, migrate
from api.errors import install_error_handlers
from api.limits import RequestLimits
from api.privacy.build import build_privacy
from api.privacy.routes import public_router, router
from api.secrets import cipher_secret, service_token
from api.settings import Settings
from api.vault.cipher import Cipher
from api.vault.schemas import Kind, Value
from api.vault.service import Vault

TOKEN = "only-for-tests"


class Clock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **how_far: float) -> None:
        self.now += timedelta(**how_far)


class PrivacyDesk:
    """What a test works with.

    Args:
        state: an empty folder.
        settings: what differs from the defaults.
    """

    def __init__(self, state: Path, **settings: Any) -> None:
        given = {"state_dir": state, "service_token": TOKEN, "deletion_delay_s": 0} | settings
        self.settings = Settings(**given)
        self.engine = make_engine(self.settings.sqlalchemy_url)
        migrate(self.engine)
        self.sessions = make_sessions(self.engine)
        self.privacy = build_privacy(self.settings, self.sessions)
        self.clock = Clock()
        privacy = self.privacy
        for part in (privacy, privacy.requests, privacy.consents, privacy.phones):
            part._now = self.clock
        cipher = Cipher(cipher_secret(self.settings))
        self.vault = Vault(self.sessions, cipher, timedelta(minutes=30))

    def close(self) -> None:
        self.privacy.close()
        self.engine.dispose()

    def app(self) -> FastAPI:
        """The routes with the state that they ask for."""
        app = FastAPI()
        app.state.settings = self.settings
        app.state.service_token = service_token(self.settings)
        app.state.limits = RequestLimits(self.settings)
        app.state.privacy, app.state.vault = self.privacy, self.vault
        install_error_handlers(app)
        app.include_router(router)
        app.include_router(public_router)
        return app

    def put_away(self, person: str, text: str, kind: str = "answer") -> str:
        """What Rasa's mask does with a number: into the vault; the reference."""
        return self.vault.deposit(person, [Value(kind=Kind(kind), value=text)])[0]

    def agree(self, person: str, purpose: str = "contact_phone") -> None:
        question = self.privacy.consents.ask(person, purpose)
        self.privacy.consents.give(person, purpose, question.version, "test")

    def texts(self) -> list[str]:
        """Short messages that went out."""
        from api.privacy.phones.sms import SANDBOX_FILE, SandboxSms

        return [line["text"] for line in SandboxSms(self.settings.state / SANDBOX_FILE).read()]

    def last_code(self) -> str:
        return "".join(char for char in self.texts()[-1].split("trong")[0] if char.isdigit())


@dataclass
class RasaConversationsServer:
    """The paths of ``bot/channels/privacy`` over real HTTP, in a thread.

    Attributes:
        events: how many there are by person.
        asked: (path, person) as they came.
        away: answer 503.
        hold: deletions wait for it; set at first.
    """

    port: int = 0
    events: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    away: bool = False
    hold: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self.hold.set()
        self._http = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self._http.daemon_threads = True
        self.port = self._http.server_port
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hold.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def answer(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        person = str(body.get("person", ""))
        self.asked.append((path, person))
        if self.away:
            return 503, {"status": "error"}
        if path == "count":
            return 200, {"events": self.events.get(person, 0)}
        if path == "said":
            said = {"who": "person", "at": 1.0, "text": "làm khai sinh"}
            return 200, {"events": [said] * self.events.get(person, 0)}
        if path == "forget":
            self.hold.wait(30)
            return 200, {"events": self.events.pop(person, 0)}
        return 200, {"events": 0}


def _handler(server: RasaConversationsServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name = self.path.removeprefix("/webhooks/privacy/")
            status, reply = server.answer(name, body)
            content = json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            """Keep tests quiet."""

    return Handler
