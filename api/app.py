"""The FastAPI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import httpx
import structlog
from fastapi import FastAPI

from api.answers.centre import CentreAnswers
from api.answers.english import EnglishAnswers
from api.answers.in_hand import FollowUpReader
from api.answers.journal import Journal, pseudonym
from api.answers.procedures import ProcedureAnswers
from api.answers.routes import router as answers_router
from api.centre.routes import router as centre_router
from api.channels.switches.routes import router as switches_router
from api.channels.zalo_tokens.routes import router as zalo_tokens_router
from api.channels.zalo_tokens.service import open_zalo_tokens
from api.chat.origins import WidgetCors
from api.chat.push_routes import router as push_router
from api.chat.routes import IMAGES_PATH
from api.chat.routes import router as chat_router
from api.chat.services import open_chat
from api.client.lifeline import follow
from api.console.routes import install_console
from api.database import make_engine, make_sessions, migrate
from api.encoders import question_encoder
from api.errors import install_error_handlers
from api.feedback.reasons import load_reasons
from api.feedback.routes import router as feedback_router
from api.feedback.service import Feedback
from api.handover.build import Around, build_handover
from api.handover.routes import router as handover_router
from api.health.routes import router as health_router
from api.inbox.routes import router as inbox_router
from api.inbox.service import Inbox
from api.limits import BodyLimit, RequestLimits
from api.logs import configure_logs
from api.media.build import build_media
from api.media.routes import FORM_BYTES, MEDIA_PATH
from api.media.routes import router as media_router
from api.outbox.build import build_outbox
from api.outbox.routes import router as outbox_router
from api.people.routes import router as people_router
from api.people.service import People
from api.petitions.build import build_petitions
from api.petitions.routes import router as petitions_router
from api.privacy.build import build_privacy
from api.privacy.routes import public_router as own_files_router
from api.privacy.routes import router as privacy_router
from api.procedures.routes import router as procedures_router
from api.secrets import cipher_secret, service_token, session_secret
from api.settings import ROOT, Settings
from api.staff.places import Places
from api.staff.services import StaffServices
from api.vault.cipher import Cipher
from api.vault.routes import router as vault_router
from api.vault.service import Vault
from api.web.routes import install_web
from api.widget.routes import install_widget
from knowledge_base.centre import load_centre
from knowledge_base.search import IndexHolder, SearchEngine

log = structlog.get_logger()


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application with ``settings``, or with those of the environment."""
    settings = settings or Settings()
    configure_logs(settings)
    app = FastAPI(
        title="motcua",
        summary="Trợ lý một cửa: procedures, answers and the web chat of a one-stop centre",
        version="0.1.0",
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.service_token = service_token(settings)
    app.state.session_secret = session_secret(settings)
    app.state.limits = RequestLimits(settings)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes, larger=_larger(settings))
    app.add_middleware(WidgetCors, settings=settings)
    install_error_handlers(app)
    for router in (
        health_router,
        procedures_router,
        centre_router,
        answers_router,
        chat_router,
        handover_router,
        push_router,
        feedback_router,
        inbox_router,
        media_router,
        outbox_router,
        own_files_router,
        people_router,
        petitions_router,
        privacy_router,
        switches_router,
        vault_router,
        zalo_tokens_router,
    ):
        app.include_router(router)
    install_console(app)
    install_widget(app)
    install_web(app)
    return app


def _larger(settings: Settings) -> dict[str, int]:
    """Limits of the bodies that are files, by path."""
    files = max(settings.image_max_bytes, settings.file_max_bytes)
    return {IMAGES_PATH: settings.image_max_bytes, MEDIA_PATH: files + FORM_BYTES}


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    follow()
    state, settings = app.state, app.state.settings
    engine = make_engine(settings.sqlalchemy_url)
    migrate(engine)
    state.sessions = make_sessions(engine)
    encoder = question_encoder(settings)
    state.holder = IndexHolder(settings.index_dir, encoder)
    state.search = SearchEngine(state.holder, encoder, ROOT / "data")
    state.centre = load_centre(ROOT / "data" / "centre" / "centre.yml")
    state.places = Places.of(state.centre)
    state.staff = StaffServices.build(settings, state.sessions)
    state.journal = Journal(state.sessions, state.session_secret)
    follow_ups = FollowUpReader.load(ROOT / "data" / "search")
    state.procedure_answers = ProcedureAnswers(
        state.search, follow_ups, state.sessions, state.journal
    )
    state.english_answers = EnglishAnswers(state.sessions, state.centre, state.journal)
    state.centre_answers = CentreAnswers(state.centre, state.journal)
    cipher = Cipher(cipher_secret(settings))
    state.vault = Vault(state.sessions, cipher, timedelta(minutes=settings.vault_minutes))
    state.inbox = Inbox(state.sessions, cipher)
    state.media = build_media(settings, state.sessions, cipher)
    state.feedback = Feedback(
        state.sessions,
        cipher,
        load_reasons(),
        partial(pseudonym, state.session_secret.encode()),
        state.journal.settle,
    )
    async with (
        httpx.AsyncClient(trust_env=False) as state.http,
        open_zalo_tokens(state.sessions, cipher) as state.zalo_tokens,
        open_chat(
            settings, state.http, state.sessions, cipher, state.media, state.session_secret
        ) as state.chat,
    ):
        # What is kept where, and is deleted: api/privacy/places.
        state.privacy = build_privacy(settings, state.sessions)
        places = {"deletion": state.privacy.withdraw}
        state.people = People(state.sessions, timedelta(minutes=settings.pause_minutes), places)
        state.outbox = build_outbox(settings, state.sessions, cipher, state.people)
        state.handover = build_handover(
            Around(
                settings=settings,
                sessions=state.sessions,
                cipher=cipher,
                vault=state.vault,
                media=state.media,
                outbox=state.outbox,
                staff=state.staff,
                centre=state.centre,
                ask=state.procedure_answers.suggest,
            )
        )
        state.petitions = build_petitions(
            state.sessions, cipher, state.vault, state.places, state.media
        )
        log.info("api.started", encoder=encoder.identity)
        yield
    state.privacy.close()
    state.journal.close()
    engine.dispose()
