"""Put petitions together for the API."""

from __future__ import annotations

from sqlalchemy.orm import Session, sessionmaker

from api.media.content import PICTURE
from api.media.service import MediaStore
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
    media: MediaStore,
) -> Petitions:
    """Petitions over ``sessions``, with the pictures that people sent before.

    Raises:
        SetupFailed: ``data/petitions`` cannot be read.
    """

    def picture(person: str, reference: str) -> bytes | None:
        try:
            found = media.read(reference, person)
        except NotFound:
            return None
        return found.content if found.media_type == PICTURE else None

    catalogue = Catalogue.load(ROOT / "data" / "petitions" / "categories.yml", places)
    return Petitions(PetitionDesk(sessions, catalogue, vault, picture), cipher)
