"""Pictures, drawn anew without what the camera wrote in."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from api.media.errors import ImageRefused

FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
_MOST_PIXELS = 50_000_000
_LONGEST_SIDE = 2000
_QUALITY = 85


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
