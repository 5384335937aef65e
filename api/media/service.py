"""Take in what people send, hand it to who may see it, and forget it in time."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from api.media.content import PICTURE, Content, is_picture, picture, recognised
from api.media.errors import MediaTooLarge, TooManyMedia
from api.media.folder import SealedFolder
from api.media.repository import MediaRepository
from api.media.schemas import Media, StoredMedia
from api.media.tables import MediaRow
from api.vault.cipher import Cipher
from knowledge_base.errors import NotFound

# No digits, and no letters read as digits: a reference must never be masked as a number.
_LETTERS = "abcdefghijkmnpqrstuvwxyz"
_LENGTH = 28
_LONGEST_NAME = 200
# A file without a row, and not one that is just being taken in.
_ORPHAN = timedelta(hours=1)


@dataclass(frozen=True)
class MediaLimits:
    """What is taken in.

    Attributes:
        lifetime: how long a file stays that nobody asks to keep.
        image_bytes, file_bytes: the largest picture, and the largest document.
        most: how many of these a person may have here at once.
    """

    lifetime: timedelta
    image_bytes: int
    file_bytes: int
    most: int = 10


class MediaStore:
    """All files that people sent.

    Args:
        sessions: where rows are kept.
        folder: where files are kept.
        cipher: seals names.
        limits: what is taken in.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        folder: SealedFolder,
        cipher: Cipher,
        limits: MediaLimits,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._folder = folder
        self._cipher = cipher
        self._limits = limits
        self._now = now

    def take(self, person: str, data: bytes, name: str = "", key: str = "") -> StoredMedia:
        """Take in a picture or a document of ``person``.

        Args:
            person: whose it is.
            data: the file.
            name: as its sender named it.
            key: of the event that brought it; the same event again gives the same file.

        Raises:
            MediaRefused, MediaTooLarge: it is none that we take.
            TooManyMedia: the person has sent as much as we hold.
        """
        known = self._of_event(person, key) if key else None
        if known is not None:
            return known
        limit = self._limits.image_bytes if is_picture(data) else self._limits.file_bytes
        if len(data) > limit:
            raise MediaTooLarge(f"over {limit}")
        return self._store(person, recognised(data), name, key)

    def take_picture(self, person: str, data: bytes) -> StoredMedia:
        """Take in a picture of ``person`` and nothing else.

        Raises:
            ImageRefused, MediaTooLarge: it is none that we take.
            TooManyMedia: the person has sent as much as we hold.
        """
        if len(data) > self._limits.image_bytes:
            raise MediaTooLarge(f"over {self._limits.image_bytes}")
        return self._store(person, picture(data), "", "")

    def read(self, reference: str, person: str | None = None) -> Media:
        """The file of ``reference``.

        Args:
            reference: of the file.
            person: whose it must be; ``None`` for who may see everybody's.

        Raises:
            NotFound: there is none, it is somebody else's, or its time is over.
        """
        row = self._row(reference, person)
        content = self._folder.read(row.reference)
        return Media(content, row.media_type, self._cipher.open(row.name))

    def picture_of(self, person: str, reference: str) -> StoredMedia:
        """What is known of a picture that ``person`` sent.

        Raises:
            NotFound: there is none, it is somebody else's, or its time is over.
        """
        row = self._row(reference, person)
        if row.media_type != PICTURE:
            raise NotFound("picture")
        return _told(row)

    def keep(self, reference: str, until: datetime) -> None:
        """Hold a file longer, e.g. with a complaint; it is never held shorter.

        Raises:
            NotFound: there is none, or its time is over.
        """
        with self._sessions.begin() as session:
            row = MediaRepository(session).valid(reference, self._now())
            if row is None:
                raise NotFound("media")
            row.kept, row.expires_at = True, max(row.expires_at, until)

    def forget(self, person: str) -> int:
        """Delete all files of ``person``; how many there were."""
        return self._forget(person, kept_too=True)

    def count(self, person: str) -> int:
        """How many files of ``person`` are kept."""
        with self._sessions() as session:
            return MediaRepository(session).count_of(person)

    def forget_passing(self, person: str) -> int:
        """Delete the files of ``person`` that nobody asked to keep; how many there were."""
        return self._forget(person, kept_too=False)

    def forget_expired(self) -> int:
        """Delete the files whose time is over; how many there were."""
        with self._sessions.begin() as session:
            gone = MediaRepository(session).forget_expired(self._now())
        self._folder.remove(gone)
        return len(gone)

    def sweep(self) -> None:
        """Delete files that a process left behind when it died between file and row."""
        old = self._folder.older_than((self._now() - _ORPHAN).timestamp())
        with self._sessions() as session:
            known = MediaRepository(session).references()
        self._folder.remove(name for name in old if name not in known)

    def _of_event(self, person: str, key: str) -> StoredMedia | None:
        with self._sessions() as session:
            row = MediaRepository(session).of_event(person, key, self._now())
        return None if row is None else _told(row)

    def _store(self, person: str, content: Content, name: str, key: str) -> StoredMedia:
        self.forget_expired()
        row = self._new_row(person, content, name, key)
        self._folder.write(row.reference, content.data)
        try:
            with self._sessions.begin() as session:
                repository = MediaRepository(session)
                if repository.passing(person) >= self._limits.most:
                    raise TooManyMedia(f"over {self._limits.most}")
                repository.add(row)
        except (IntegrityError, TooManyMedia) as error:
            self._folder.remove([row.reference])
            known = self._of_event(person, key) if isinstance(error, IntegrityError) else None
            if known is None:
                raise
            # Another process took the same event in between our look and our write.
            return known
        return _told(row)

    def _new_row(self, person: str, content: Content, name: str, key: str) -> MediaRow:
        now = self._now()
        reference = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        return MediaRow(
            reference=reference,
            person=person,
            key=key or reference,
            media_type=content.media_type,
            name=self._cipher.seal(name[:_LONGEST_NAME]),
            size=len(content.data),
            created_at=now,
            expires_at=now + self._limits.lifetime,
            kept=False,
        )

    def _row(self, reference: str, person: str | None) -> MediaRow:
        with self._sessions() as session:
            row = MediaRepository(session).valid(reference, self._now())
        if row is None or person not in (None, row.person):
            raise NotFound("media")
        return row

    def _forget(self, person: str, *, kept_too: bool) -> int:
        with self._sessions.begin() as session:
            gone = MediaRepository(session).forget_person(person, kept_too=kept_too)
        self._folder.remove(gone)
        return len(gone)


def _told(row: MediaRow) -> StoredMedia:
    return StoredMedia(media=row.reference, media_type=row.media_type)
