"""Pictures of citizens: checked, drawn anew without what the camera wrote in, kept for hours."""

from __future__ import annotations

import hashlib
import io
import os
import re
import secrets
import shutil
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from api.chat.errors import ImageRefused, TooManyImages
from knowledge_base.errors import NotFound

FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
_MOST_PIXELS = 50_000_000
_LONGEST_SIDE = 2000
_QUALITY = 85
_REFERENCE = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True)
class ImageStore:
    """Pictures as private files under random names, a folder a conversation.

    Attributes:
        folder: where they lie.
        lifetime_s: how long, in seconds.
        most: how many a conversation may hold at once.
    """

    folder: Path
    lifetime_s: float
    most: int = 10

    def keep(self, person: str, content: bytes) -> str:
        """Take a picture in; its reference.

        Raises:
            ImageRefused: it is no picture that we take.
            TooManyImages: the conversation holds as many as it may.
        """
        drawn = redrawn(content)
        self.forget_expired()
        own = self._own(person)
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        if len(list(own.iterdir())) >= self.most:
            raise TooManyImages(f"over {self.most}")
        reference = secrets.token_urlsafe(24)
        # Readable by its owner alone from the first byte on.
        descriptor = os.open(own / reference, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(drawn)
        return reference

    def path(self, person: str, reference: str) -> Path:
        """The file (JPEG) of a picture of ``person``.

        Raises:
            NotFound: there is none, it is somebody else's, or its time is over.
        """
        path = self._own(person) / reference
        known = _REFERENCE.fullmatch(reference) is not None and path.is_file()
        if not known or self._is_over(path):
            raise NotFound("picture")
        return path

    def forget(self, person: str) -> int:
        """Delete all pictures of ``person``; how many there were."""
        count = self.count(person)
        shutil.rmtree(self._own(person), ignore_errors=True)
        return count

    def count(self, person: str) -> int:
        """How many pictures of ``person`` are kept."""
        own = self._own(person)
        return len(list(own.iterdir())) if own.is_dir() else 0

    def forget_expired(self) -> int:
        """Delete the pictures whose time is over; how many."""
        over = [path for path in self.folder.glob("*/*") if self._is_over(path)]
        for path in over:
            path.unlink(missing_ok=True)
        return len(over)

    def _is_over(self, path: Path) -> bool:
        try:
            return time.time() - path.stat().st_mtime > self.lifetime_s
        except FileNotFoundError:
            return True

    def _own(self, person: str) -> Path:
        return self.folder / hashlib.sha256(person.encode()).hexdigest()[:32]


def redrawn(content: bytes) -> bytes:
    """The picture in ``content`` as a new JPEG: upright, not huge, pixels and nothing else.

    Raises:
        ImageRefused: it is no JPEG, PNG or WebP, is broken, or has too many pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=FORMATS)
            if opened.width * opened.height > _MOST_PIXELS:
                raise ImageRefused("too many pixels")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise ImageRefused(type(error).__name__) from error
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    # A new image: comments, positions and names of the old one stay behind.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    written = io.BytesIO()
    clean.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()
