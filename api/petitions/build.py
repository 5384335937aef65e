"""Put petitions together for the API."""

from __future__ import annotations

from sqlalchemy.orm import Session, sessionmaker

from api.chat.services import ChatServices
from api.petitions.catalogue import Catalogue
from api.petitions.service import PetitionDesk, Petitions
from api.settings import ROOT
from api.staff.places import Places
from api.vault.cipher import Cipher
from api.vault.service import Vault
from knowledge_base.errors import NotFound


def build_petitions(
    sessions: sessionmaker[Session],
    cipher: Cipher,
    vault: Vault,
    places: Places,
    chat: ChatServices,
) -> Petitions:
    """Petitions over ``sessions``, with the pictures that the web chat keeps.

    Raises:
        SetupFailed: ``data/petitions`` cannot be read.
    """

    def picture(person: str, reference: str) -> bytes | None:
        try:
            return chat.images.path(person, reference).read_bytes()
        except (NotFound, FileNotFoundError):
            return None

    catalogue = Catalogue.load(ROOT / "data" / "petitions" / "categories.yml", places)
    return Petitions(PetitionDesk(sessions, catalogue, vault, picture), cipher)
