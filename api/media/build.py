"""Put the store together."""

from __future__ import annotations

import shutil
from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from api.media.folder import SealedFolder
from api.media.service import MediaLimits, MediaStore
from api.settings import Settings
from api.vault.cipher import Cipher


def build_media(settings: Settings, sessions: sessionmaker[Session], cipher: Cipher) -> MediaStore:
    """The store of this installation, swept."""
    store = media_store(settings, sessions, cipher)
    # Where pictures lay, unsealed, before there was this store.
    shutil.rmtree(settings.state / "pictures", ignore_errors=True)
    store.forget_expired()
    store.sweep()
    return store


def media_store(settings: Settings, sessions: sessionmaker[Session], cipher: Cipher) -> MediaStore:
    """The store of this installation, as another process has it."""
    limits = MediaLimits(
        lifetime=timedelta(hours=settings.media_hours),
        image_bytes=settings.image_max_bytes,
        file_bytes=settings.file_max_bytes,
    )
    return MediaStore(sessions, SealedFolder(settings.media_dir, cipher), cipher, limits)
