"""What a message holds, sealed; and what of it the dialogue may keep."""

from __future__ import annotations

import json

from api.outbox.notices import WORDS, Notices, mask_of
from api.outbox.schemas import NOTICE, Delivery, NewMessage
from api.outbox.tables import OutboxRow
from api.vault.cipher import Cipher

# The entity by which the dialogue knows a message again.
MESSAGE = "outbox"


class Sealer:
    """Seals messages and opens them.

    Args:
        cipher: of personal data at rest.
    """

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def seal(self, message: NewMessage) -> bytes:
        """What ``message`` says, encrypted."""
        kept = {"intent": message.intent, "entities": message.entities, "values": message.values}
        return self._cipher.seal(json.dumps(kept, ensure_ascii=False))

    def about(self, message: NewMessage) -> str:
        """What staff may see of the content: the notice's name, or the intent's."""
        return message.entities.get(NOTICE, message.intent)[:64]

    def delivery(self, row: OutboxRow, notices: Notices) -> Delivery:
        """The message of ``row`` as Rasa gets it.

        Raises:
            NotFound: it was sealed with another key.
        """
        kept = json.loads(self._cipher.open(row.payload))
        masks = {name: mask_of(name) for name in kept["values"]}
        entities = {**masks, **kept["entities"], MESSAGE: str(row.id)}
        words = notices.words_of(kept["entities"].get(NOTICE, ""), masks)
        if words is not None:
            entities[WORDS] = words
        return Delivery(
            id=row.id,
            attempt=row.attempts,
            person=row.person,
            intent=kept["intent"],
            entities=entities,
            reveal={masks[name]: value for name, value in kept["values"].items()},
        )
