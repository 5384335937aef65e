"""One version of the search index on disk, and the pointer to the version that serves."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import orjson

from knowledge_base.encoder.protocol import Vectors
from knowledge_base.errors import IndexUnavailable
from knowledge_base.index.passages import Passage
from knowledge_base.index.vectors import VectorIndex
from knowledge_base.index.words import WordIndex
from knowledge_base.model import Section

INDEX_FORMAT = 1
CURRENT = "current"


@dataclass(frozen=True)
class IndexedProcedure:
    """What search shows of a procedure without asking SQL."""

    code: str
    name: str
    field: str
    level: str | None


@dataclass(frozen=True)
class IndexSnapshot:
    """A loaded version of the index; all arrays share the positions of ``procedures``."""

    version: str
    encoder: str
    procedures: list[IndexedProcedure]
    name_passages: list[Passage]
    gist_passages: list[Passage]
    name_vectors: VectorIndex
    gist_vectors: VectorIndex
    name_words: WordIndex
    body_words: WordIndex

    def save(self, folder: Path) -> None:
        """Write the snapshot to the empty ``folder``."""
        folder.mkdir(parents=True)
        self.name_vectors.save(folder / "names.faiss")
        self.gist_vectors.save(folder / "gists.faiss")
        self.name_words.save(folder / "name_words")
        self.body_words.save(folder / "body_words")
        manifest = {
            "format": INDEX_FORMAT,
            "version": self.version,
            "encoder": self.encoder,
            "procedures": self.procedures,
            "name_passages": self.name_passages,
            "gist_passages": self.gist_passages,
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
                raise IndexUnavailable(f"index {folder.name} has format {manifest['format']}")
            return cls._from_manifest(manifest, folder)
        except (OSError, KeyError, ValueError, RuntimeError) as error:
            raise IndexUnavailable(f"no usable index at {folder}: {error}") from error

    @classmethod
    def _from_manifest(
        cls, manifest: dict[str, list[dict[str, str]]], folder: Path
    ) -> IndexSnapshot:
        procedures = [IndexedProcedure(**item) for item in manifest["procedures"]]
        position = {item.code: number for number, item in enumerate(procedures)}
        names = [_passage(item) for item in manifest["name_passages"]]
        gists = [_passage(item) for item in manifest["gist_passages"]]

        def vectors(file: str, passages: list[Passage]) -> VectorIndex:
            owners = [position[item.code] for item in passages]
            return VectorIndex.load(folder / file, owners, len(procedures))

        return cls(
            version=str(manifest["version"]),
            encoder=str(manifest["encoder"]),
            procedures=procedures,
            name_passages=names,
            gist_passages=gists,
            name_vectors=vectors("names.faiss", names),
            gist_vectors=vectors("gists.faiss", gists),
            name_words=WordIndex.load(folder / "name_words"),
            body_words=WordIndex.load(folder / "body_words"),
        )

    def known_vectors(self) -> dict[str, Vectors]:
        """Vector of each passage by its content hash, so that the next build encodes only news."""
        known: dict[str, Vectors] = {}
        for passages, index in (
            (self.name_passages, self.name_vectors),
            (self.gist_passages, self.gist_vectors),
        ):
            for passage, vector in zip(passages, index.vectors(), strict=True):
                known[passage.key] = vector
        return known


def _passage(item: dict[str, str]) -> Passage:
    return Passage(item["code"], Section(item["section"]), item["text"])


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
