"""Take petitions down, each once; tell their people how they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from api.petitions.catalogue import Catalogue
from api.petitions.content import Content, Sealer, unmasked
from api.petitions.repository import PetitionRepository
from api.petitions.schemas import Lookup, NewPetition, Opened, Standing, Standings, State
from api.petitions.tables import PetitionEventRow, PetitionPhotoRow, PetitionRow
from api.vault.cipher import Cipher
from api.vault.service import Vault
from knowledge_base.entities import HO_CHI_MINH, hide_personal

CITIZEN = "citizen"
_MOST_TOLD = 3
# The picture that a person sent before, by its reference; ``None``: it is not there.
Pictures = Callable[[str, str], bytes | None]


@dataclass(frozen=True)
class PetitionDesk:
    """What petitions stand on.

    Attributes:
        sessions: where rows are kept.
        catalogue: kinds, categories, and how messages are read.
        vault: personal values of messages, by reference.
        pictures: what people sent before.
        now: the clock.
    """

    sessions: sessionmaker[Session]
    catalogue: Catalogue
    vault: Vault
    pictures: Pictures
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class Petitions:
    """All petitions; what staff do with them is in ``handling``."""

    def __init__(self, desk: PetitionDesk, cipher: Cipher) -> None:
        """Args: desk: what petitions stand on; cipher: seals what people say."""
        self._desk = desk
        self.catalogue = desk.catalogue
        self.sealer = Sealer(cipher)

    def now(self) -> datetime:
        """The present."""
        return self._desk.now()

    def open(self, new: NewPetition) -> Opened:
        """Write a petition to disk, unless the same draft was sent before.

        Raises:
            InvalidInput: an unknown kind or category.
        """
        self.catalogue.check(new.kind, new.category)
        try:
            with self._desk.sessions.begin() as session:
                return self._open(PetitionRepository(session), new)
        except IntegrityError:
            # Another process took the same draft between our look and our write.
            with self._desk.sessions.begin() as session:
                return self._open(PetitionRepository(session), new)

    def look_up(self, lookup: Lookup) -> Standings:
        """How the asker's own petitions stand."""
        number = lookup.number.upper() if lookup.number else None
        with self._desk.sessions() as session:
            rows = PetitionRepository(session).of_person(lookup.person, number, _MOST_TOLD)
        return Standings(petitions=[self._standing(row) for row in rows])

    def content(self, row: PetitionRow) -> Content:
        """What ``row`` says; empty where it was forgotten."""
        return self.sealer.open(row.sealed) or Content()

    def _open(self, repository: PetitionRepository, new: NewPetition) -> Opened:
        known = repository.by_key(new.key)
        if known is not None:
            return self._opened(known, duplicate=True)
        content = self._content_of(new)
        row = self._row(new, content)
        pictures = self._pictures_of(new)
        row.photos = len(pictures)
        repository.add(row)
        row.number = f"PA-{row.created_at.astimezone(HO_CHI_MINH).year}-{row.id:06d}"
        event = PetitionEventRow(petition_id=row.id, at=row.created_at, actor=CITIZEN, act="open")
        repository.add_event(event)
        for place, picture in enumerate(pictures, 1):
            sealed = self.sealer.seal_picture(picture)
            repository.add_photo(PetitionPhotoRow(petition_id=row.id, place=place, sealed=sealed))
        return self._opened(row, duplicate=False)

    def _row(self, new: NewPetition, content: Content) -> PetitionRow:
        scope = self.catalogue.scope_of(new.place, new.text, category=new.category)
        return PetitionRow(
            key=new.key,
            person=new.person,
            channel=new.channel,
            kind=new.kind,
            category=new.category,
            department=scope.department,
            ward=scope.ward,
            state=State.NEW.value,
            sealed=self.sealer.seal(content),
            created_at=self.now(),
        )

    def _content_of(self, new: NewPetition) -> Content:
        phone = self._values(new.person, [new.phone] if new.phone else [])
        return Content(
            text=unmasked(new.text, self._values(new.person, new.references)),
            place=unmasked(new.place, self._values(new.person, new.place_references)),
            phone=(phone[0] or "") if phone else "",
        )

    def _values(self, person: str, references: Sequence[str]) -> list[str | None]:
        found = self._desk.vault.withdraw(person, references) if references else {}
        return [found[key].value if key in found else None for key in references]

    def _pictures_of(self, new: NewPetition) -> list[bytes]:
        found = (self._desk.pictures(new.person, key) for key in dict.fromkeys(new.photos))
        return [picture for picture in found if picture is not None]

    def _opened(self, row: PetitionRow, *, duplicate: bool) -> Opened:
        return Opened(
            number=row.number or "",
            duplicate=duplicate,
            photos=row.photos,
            phone_kept=bool(self.content(row).phone),
        )

    def _standing(self, row: PetitionRow) -> Standing:
        answer = self.content(row).answer
        state = State(row.state)
        return Standing(
            number=row.number or "",
            kind=self.catalogue.kinds.get(row.kind, row.kind),
            category=self.catalogue.categories.get(row.category, row.category),
            state=state,
            state_name=state.label,
            created_at=row.created_at,
            # The dialogue keeps what it says: no number of a person may stand in it.
            answer=hide_personal(answer) if answer else None,
        )
