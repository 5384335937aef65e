"""Kinds, categories and words of ``data/petitions/categories.yml``, and how a message is read."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.petitions.schemas import Named, Reading
from api.staff.places import Places
from api.staff.scopes import ALL, Scope
from knowledge_base.curated import load_model
from knowledge_base.entities import EntityFinder, now_here
from knowledge_base.errors import InvalidInput, SeedError, SetupFailed
from knowledge_base.search.phrases import PhraseFinder, flat
from knowledge_base.text.normalise import normalise

OTHER = "khac"
_UNCONFIRMED = "(Trung tâm chưa xác nhận chỗ này, cần chắc thì anh/chị gọi 1022.)"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Kind(_Strict):
    """Phản ánh, kiến nghị or khen."""

    id: str = Field(pattern=r"^[a-z-]{1,16}$")
    name: str = Field(min_length=1, max_length=40)
    words: list[str] = []


class Category(_Strict):
    """What a petition is about; ``department`` gets it, where that is settled."""

    id: str = Field(pattern=r"^[a-z-]{1,32}$")
    name: str = Field(min_length=1, max_length=40)
    words: list[str] = []
    department: str | None = None


class Formal(_Strict):
    """A formal complaint or denunciation: what to say of it."""

    id: str
    words: list[str] = Field(min_length=1)
    text: str
    unconfirmed: bool


class _File(_Strict):
    kinds: list[Kind] = Field(min_length=1)
    categories: list[Category] = Field(min_length=1)
    formal: list[Formal]
    announcing: list[str]
    least_words: int = Field(ge=1)


class Catalogue:
    """Reads messages by the catalogue.

    Args:
        file: the catalogue's content.
        places: departments and wards by name.
        finder: finds them in a text.
    """

    def __init__(self, file: _File, places: Places, finder: EntityFinder) -> None:
        self._file = file
        self._places = places
        self._finder = finder
        self.kinds = {item.id: item.name for item in file.kinds}
        self.categories = {item.id: item.name for item in file.categories}
        self._kinds = PhraseFinder.of({item.id: item.words for item in file.kinds})
        self._about = PhraseFinder.of({item.id: item.words for item in file.categories})
        self._formal = PhraseFinder.of({item.id: item.words for item in file.formal})
        self._announcing = {word for phrase in file.announcing for word in flat(phrase).split()}

    @classmethod
    def load(cls, path: Path, places: Places, finder: EntityFinder | None = None) -> Catalogue:
        """Read the file.

        Raises:
            SetupFailed: it is not what it should be, or names an unknown department.
        """
        try:
            file = load_model(path, _File)
        except (SeedError, ValidationError) as error:
            raise SetupFailed(str(error)) from error
        given = {item.department for item in file.categories if item.department}
        unknown = given - set(places.departments)
        if unknown or OTHER not in {item.id for item in file.categories}:
            raise SetupFailed(f"{path.name}: unknown departments {unknown}, or no {OTHER!r}")
        return cls(file, places, finder or EntityFinder())

    def read(self, text: str) -> Reading:
        """What ``text`` says of a petition."""
        clean = normalise(text)
        kinds, about = self._kinds.labels(clean), self._about.labels(clean)
        kind = kinds[-1] if kinds else self._file.kinds[0].id
        return Reading(
            tells=self._tells(clean),
            kind=Named(id=kind, name=self.kinds[kind]),
            category=Named(id=about[0], name=self.categories[about[0]]) if about else None,
            place=self.place_in(clean),
            formal=self._formal_words(clean),
            categories=[Named(id=key, name=name) for key, name in self.categories.items()],
        )

    def place_in(self, text: str) -> str | None:
        """The places that ``text`` names, in words; a doubtful ward as it was typed."""
        scope = self.scope_of(text)
        if scope != Scope():
            return self._places.describe(scope)
        mentions = self._finder.find(text, now_here())
        typed = (text[item.start : item.end] for item in mentions if item.kind == "ward")
        return next(typed, None)

    def scope_of(self, *texts: str, category: str = "") -> Scope:
        """Whose matter it is: the first ward and department that a text surely names.

        Without one the category's own department; a doubtful name decides nothing.
        """
        ward, department = ALL, ALL
        for text in texts:
            for mention in self._finder.find(normalise(text), now_here()):
                if mention.kind == "ward" and ward == ALL:
                    ward = _sure_ward(mention.value, mention.doubts, self._places)
                elif mention.kind == "department" and not mention.doubts and department == ALL:
                    department = self._department(str(mention.value))
        if department == ALL:
            settled = next((c.department for c in self._file.categories if c.id == category), None)
            department = settled or ALL
        return Scope(department, ward)

    def check(self, kind: str, category: str) -> None:
        """Make sure that both are known.

        Raises:
            InvalidInput: one is not.
        """
        if kind not in self.kinds or category not in self.categories:
            raise InvalidInput("no such kind or category")

    def _department(self, name: str) -> str:
        found = (key for key, known in self._places.departments.items() if known == name)
        return next(found, ALL)

    def _tells(self, text: str) -> bool:
        left = [word for word in flat(text).split() if word not in self._announcing]
        return len(left) >= self._file.least_words

    def _formal_words(self, text: str) -> str | None:
        labels = self._formal.labels(text)
        said = [item for item in self._file.formal if item.id in labels]
        if not said:
            return None
        words = " ".join(item.text.strip() for item in said)
        return f"{words} {_UNCONFIRMED}" if any(item.unconfirmed for item in said) else words


def _sure_ward(value: object, doubts: tuple[str, ...], places: Places) -> str:
    units = value.get("units") if isinstance(value, dict) else None
    if doubts or not isinstance(units, list) or len(units) != 1:
        return ALL
    code = str(units[0]["code"])
    return code if code in places.wards else ALL
