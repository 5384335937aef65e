"""The steps of set-up; each is done once and skipped when nothing changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from api.database import make_engine, make_sessions, migrate
from api.encoders import bulk_encoder
from api.secrets import service_token
from api.settings import ROOT, Settings
from api.setup.rasa_model import Training, is_trained
from knowledge_base.encoder import BUILT_IN
from knowledge_base.index.from_store import build_from_store
from knowledge_base.seed import publish_seed
from knowledge_base.store import Write


def set_up(settings: Settings, console: Console, train: bool = True) -> None:
    """Make whatever is missing, with progress on ``console``.

    Args:
        settings: where things go.
        console: for progress lines.
        train: whether Rasa's model is wanted too.

    Raises:
        SetupFailed: a step failed.
    """
    service_token(settings)
    training = None
    if train and not is_trained(settings):
        # Training is mostly imports on one core: the other steps run beside it.
        console.print("• Rasa model: training in the background …")
        training = Training(settings)
    try:
        _encoder(settings, console)
        _knowledge(settings, console)
        if training is not None:
            with _step(console, "Rasa model"):
                training.wait()
    except BaseException:
        if training is not None:
            training.kill()
        raise
    if train and training is None:
        console.print("• Rasa model: up to date")


@contextmanager
def _step(console: Console, name: str) -> Iterator[None]:
    console.print(f"• {name} …")
    started = time.monotonic()
    yield
    console.print(f"• {name}: done in {time.monotonic() - started:.0f} s")


def _encoder(settings: Settings, console: Console) -> None:
    if settings.encoder != BUILT_IN:
        console.print(f"• encoder: {settings.encoder}")
        return
    from knowledge_base.encoder.build import build_encoder, is_built

    if is_built(settings.encoder_dir):
        console.print("• encoder: up to date")
        return
    with _step(console, "encoder (about 40 s)"):
        build_encoder(settings.encoder_dir, lambda line: console.print(f"    {line}"))


def _knowledge(settings: Settings, console: Console) -> None:
    engine = make_engine(settings.sqlalchemy_url)
    migrate(engine)
    sessions = make_sessions(engine)
    written = publish_seed(ROOT / "data" / "procedures", sessions)
    console.print(
        f"• database and seed: {written.total()} procedures, "
        f"{written[Write.CREATED]} new, {written[Write.UPDATED]} changed"
    )
    encoder = bulk_encoder(settings)
    report = build_from_store(sessions, encoder, settings.index_dir)
    state = f"{report.encoded} passages encoded" if report.rebuilt else "up to date"
    console.print(f"• index: {report.procedures} procedures, {state}")
    engine.dispose()
