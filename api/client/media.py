"""What people send, as the bot hands it over."""

from __future__ import annotations

from dataclasses import dataclass

from api.client.wire import Wire

_MEDIA = "/api/v1/media"


@dataclass(frozen=True)
class Sent:
    """A file as it came over a channel; ``key`` is of the event that brought it."""

    person: str
    key: str
    content: bytes
    name: str = ""


@dataclass(frozen=True)
class Stored:
    """A file that was taken in: its reference, and what it is by its content."""

    media: str
    media_type: str


class MediaApi:
    """Hands files over. Raises ``ApiError``'s kinds."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def take(self, sent: Sent) -> Stored:
        """Have a file taken in; the same event again gives the same file."""
        fields = {"person": sent.person, "key": sent.key}
        # A part without a name is no file of a form.
        file = (sent.name or "file", sent.content)
        taken = await self._wire.post_file(_MEDIA, fields, file)
        return Stored(str(taken["media"]), str(taken["media_type"]))
