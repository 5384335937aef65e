"""What the places are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from api.people.service import People
from api.privacy.consents.service import Consents
from api.privacy.phones.service import Phones
from api.privacy.rasa import RasaConversations
from api.privacy.requests.service import Requests
from api.settings import Settings
from api.vault.cipher import Cipher


@dataclass(frozen=True)
class Keepers:
    """The rooms' own parts.

    Attributes:
        settings: of the installation.
        sessions: of the database.
        cipher: of personal data at rest.
        secret: keys the journal's pseudonyms.
        conversations: what Rasa keeps.
        requests, consents, phones: of privacy itself.
    """

    settings: Settings
    sessions: sessionmaker[Session]
    cipher: Cipher
    secret: str
    conversations: RasaConversations
    requests: Requests
    consents: Consents
    phones: Phones

    @property
    def people(self) -> People:
        """Whether people can be reached."""
        return People(self.sessions, timedelta(minutes=self.settings.pause_minutes), {})
