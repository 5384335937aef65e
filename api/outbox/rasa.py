"""Hand a message to Rasa, where the dialogue hears of it and a channel sends it."""

from __future__ import annotations

import httpx
import structlog

from api.outbox.schemas import Delivery, Receipt

log = structlog.get_logger()
PATH = "/webhooks/outbox/deliveries"
# Longer than a channel's own patience with its platform.
_TIMEOUT = httpx.Timeout(60.0, connect=3.0)
_NOT_TRIED = frozenset({401, 404, 405, 503})


class NotTried(Exception):
    """Rasa did nothing with the message."""


class EndUnknown(Exception):
    """Rasa may have sent the message; a receipt comes from the channel, or never."""


class RasaOutput:
    """Rasa's route for messages.

    Args:
        base_url: of Rasa.
        token: the service token.
        transport: another httpx transport, for tests.
    """

    def __init__(
        self, base_url: str, token: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._http = httpx.Client(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=_TIMEOUT,
            transport=transport,
            trust_env=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def deliver(self, delivery: Delivery) -> Receipt:
        """Have ``delivery`` said and sent; how that ended.

        Raises:
            NotTried: Rasa is not there, or not ready; nothing was sent.
            EndUnknown: it did not tell.
        """
        try:
            reply = self._http.post(PATH, json=delivery.model_dump())
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise NotTried(type(error).__name__) from error
        except httpx.HTTPError as error:
            raise EndUnknown(type(error).__name__) from error
        if reply.status_code in _NOT_TRIED:
            raise NotTried(f"HTTP {reply.status_code}")
        try:
            return Receipt.model_validate_json(reply.raise_for_status().content)
        except (httpx.HTTPStatusError, ValueError) as error:
            raise EndUnknown(f"HTTP {reply.status_code}") from error
