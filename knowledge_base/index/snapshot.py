"""One version of the search index on disk, and the pointer to the version that serves."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from knowledge_base.encoder.protocol import Vectors
from knowledge_base.errors import IndexUnavailable
from knowledge_base.index.passages import Kind, Passage
from knowledge_base.index.vectors import VectorIndex
from knowledge_base.index.words import WordIndex

INDEX_FORMAT = 5
CURRENT = "current"


@dataclass(frozen=True)
class IndexedProcedure:
    """What search knows of a procedure without asking SQL.

    ``asked`` is 0 to 3. ``held`` is false of a matter that people ask for and that no
    record answers (``knowledge_base/elsewhere``): search finds it only to say so.
    """

    code: str
    name: str
    field: str
    levels: tuple[str, ...]
    applicants: tuple[str, ...]
    asked: int
    held: bool = True

    @property
    def level(self) -> str | None:
        """The level that a citizen goes to first."""
        return self.levels[0] if self.levels else None


@dataclass(frozen=True)
class IndexSnapshot:
    """A loaded version of the index.

    The first ``len(procedures)`` passages are the official names, in the order of
    ``procedures``; everyday names and questions follow. Matters that are not held stand
    at the end of ``procedures``.
    """

    version: str
    encoder: str
    procedures: list[IndexedProcedure]
    passages: list[Passage]
    vectors: VectorIndex
    official_words: WordIndex
    passage_words: WordIndex
    body_words: WordIndex

    @cached_property
    def owners(self) -> NDArray[np.intp]:
        """Position of the procedure of each passage."""
        position = {item.code: number for number, item in enumerate(self.procedures)}
        return np.array([position[passage.code] for passage in self.passages], dtype=np.intp)

    def save(self, folder: Path) -> None:
        """Write the snapshot to the empty ``folder``."""
        folder.mkdir(parents=True)
        self.vectors.save(folder / "passages.faiss")
        for name, words in self._word_indexes():
            words.save(folder / name)
        manifest = {
            "format": INDEX_FORMAT,
            "version": self.version,
            "encoder": self.encoder,
            "procedures": self.procedures,
            "passages": self.passages,
        }
        (folder / "manifest.json").write_bytes(orjson.dumps(manifest))

    @classmethod
    def load(cls, folder: Path) -> IndexSnapshot:
        """Load a snapshot.

        Raises:
            IndexUnavailable: there is none, or it is of another format or damaged.
        """
        try:
            manifest = orjson.loads((folder / "manifest.json").read_bytes())
            if manifest["format"] != INDEX_FORMAT:
                raise IndexUnavailable(
                    f"index {folder.name} has format {manifest['format']}; run `motcua setup`"
                )
            return cls._from_manifest(manifest, folder)
        except (OSError, KeyError, ValueError, TypeError, RuntimeError) as error:
            raise IndexUnavailable(f"no usable index at {folder}: {error}") from error

    @classmethod
    def _from_manifest(cls, manifest: dict[str, Any], folder: Path) -> IndexSnapshot:
        return cls(
            version=str(manifest["version"]),
            encoder=str(manifest["encoder"]),
            procedures=[_procedure(item) for item in manifest["procedures"]],
            passages=[_passage(item) for item in manifest["passages"]],
            vectors=VectorIndex.load(folder / "passages.faiss"),
            official_words=WordIndex.load(folder / "official_words"),
            passage_words=WordIndex.load(folder / "passage_words"),
            body_words=WordIndex.load(folder / "body_words"),
        )

    def _word_indexes(self) -> list[tuple[str, WordIndex]]:
        return [
            ("official_words", self.official_words),
            ("passage_words", self.passage_words),
            ("body_words", self.body_words),
        ]

    def known_vectors(self) -> dict[str, Vectors]:
        """Vector of each passage by its content hash, so that the next build encodes only news."""
        keys = (passage.key for passage in self.passages)
        return dict(zip(keys, self.vectors.vectors(), strict=True))


def _procedure(item: dict[str, Any]) -> IndexedProcedure:
    return IndexedProcedure(
        **{
            **item,
            "levels": tuple(item["levels"]),
            "applicants": tuple(item["applicants"]),
        }
    )


def _passage(item: dict[str, str]) -> Passage:
    return Passage(item["code"], Kind(item["kind"]), item["text"], item["read"])


def current_version(index_dir: Path) -> str | None:
    """Name of the version that serves, or ``None``."""
    link = index_dir / CURRENT
    return link.readlink().name if link.is_symlink() else None


def swap_current(index_dir: Path, version: str) -> None:
    """Let ``version`` serve from now on: readers see the old one or the new, nothing between."""
    fresh = index_dir / f".{CURRENT}.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(version)
    fresh.replace(index_dir / CURRENT)
