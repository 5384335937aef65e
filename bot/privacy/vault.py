"""The vault as the bot uses it: made once, and never a reason to lose a message."""

from __future__ import annotations

import logging
from typing import Dict, List, Optional, Sequence, Tuple

from api.client import ApiError, ClientSettings
from api.client.inbox import PersonalValue, VaultApi
from api.client.wire import Wire

logger = logging.getLogger(__name__)
_vault: Optional[VaultApi] = None


async def keep(person: str, values: Sequence[Tuple[str, str]]) -> List[Dict[str, str]]:
    """Put ``values`` (kind, value) away; ``{"kind", "reference"}`` each, in order.

    When the vault cannot be reached the values are dropped: the message still counts, and
    an action that needs a value asks for it again.
    """
    try:
        kept = await _open().deposit(person, [PersonalValue(kind, text) for kind, text in values])
    except ApiError as error:
        logger.error("Personal values of a message were dropped: %s", error)
        return []
    return [
        {"kind": kind, "reference": reference}
        for (kind, _), reference in zip(values, kept, strict=True)
    ]


def _open() -> VaultApi:
    global _vault
    if _vault is None:
        settings = ClientSettings.from_environment()
        _vault = VaultApi(Wire(settings.base_url, settings.token, settings.timeout))
    return _vault
