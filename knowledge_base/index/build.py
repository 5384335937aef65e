"""Build the search index from published procedures and let it serve."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from knowledge_base.elsewhere import Matter
from knowledge_base.encoder.protocol import Encoder, Vectors
from knowledge_base.errors import IndexUnavailable
from knowledge_base.everyday import NO_WORDS, EverydayWords
from knowledge_base.index.passages import (
    Passage,
    body_text,
    everyday_passages,
    matter_passages,
    official_passage,
)
from knowledge_base.index.snapshot import (
    CURRENT,
    INDEX_FORMAT,
    IndexedProcedure,
    IndexSnapshot,
    current_version,
    swap_current,
)
from knowledge_base.index.vectors import VectorIndex
from knowledge_base.index.words import WordIndex
from knowledge_base.model import Procedure
from knowledge_base.text.abbreviations import word_lists

_KEPT_VERSIONS = 3
_CHUNK = 256
# Only what people do ask for is listed there.
_ASKED_ELSEWHERE = 2
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BuildReport:
    """What a build did: ``encoded`` passages are new, ``reused`` ones had a vector."""

    version: str
    procedures: int
    passages: int
    encoded: int
    reused: int
    rebuilt: bool


Words = Mapping[str, EverydayWords]


@dataclass(frozen=True)
class Content:
    """What goes into an index.

    ``fingerprint``: content hash of ``procedures``. ``words``: everyday words by procedure
    code. ``matters``: what people ask for and none of ``procedures`` answers.
    """

    procedures: Sequence[Procedure]
    fingerprint: str
    words: Words = field(default_factory=dict)
    matters: Sequence[Matter] = ()


def index_version(content: Content, encoder: Encoder) -> str:
    """Name of the index: the same content, encoder and word lists give the same name."""
    digest = hashlib.sha256(f"{INDEX_FORMAT}|{encoder.identity}|{content.fingerprint}".encode())
    for path in word_lists():
        digest.update(path.read_bytes())
    for code in sorted(content.words):
        digest.update(f"|{code}{content.words[code].model_dump_json()}".encode())
    for matter in content.matters:
        digest.update(f"|{matter.model_dump_json()}".encode())
    return digest.hexdigest()[:16]


def build_index(
    content: Content,
    encoder: Encoder,
    index_dir: Path,
    progress: Progress = lambda done, total: None,
) -> BuildReport:
    """Build the index unless the same content already serves, then swap it in.

    Args:
        content: what to index.
        encoder: makes the vectors.
        index_dir: folder of all versions.
        progress: called with (done, total) passages while encoding.
    """
    version = index_version(content, encoder)
    if current_version(index_dir) == version and (index_dir / version / "manifest.json").exists():
        snapshot = IndexSnapshot.load(index_dir / version)
        return _report(snapshot, encoded=0, rebuilt=False)
    known = _reusable_vectors(index_dir, encoder)
    snapshot, encoded = _make_snapshot(content, version, encoder, known, progress)
    _write(snapshot, index_dir)
    swap_current(index_dir, version)
    _drop_old_versions(index_dir, keep=version)
    return _report(snapshot, encoded=encoded, rebuilt=True)


def _report(snapshot: IndexSnapshot, encoded: int, rebuilt: bool) -> BuildReport:
    total = len(snapshot.passages)
    return BuildReport(
        version=snapshot.version,
        procedures=sum(item.held for item in snapshot.procedures),
        passages=total,
        encoded=encoded,
        reused=total - encoded,
        rebuilt=rebuilt,
    )


def _reusable_vectors(index_dir: Path, encoder: Encoder) -> dict[str, Vectors]:
    try:
        previous = IndexSnapshot.load(index_dir / CURRENT)
    except IndexUnavailable:
        return {}
    return previous.known_vectors() if previous.encoder == encoder.identity else {}


def _make_snapshot(
    content: Content,
    version: str,
    encoder: Encoder,
    known: dict[str, Vectors],
    progress: Progress,
) -> tuple[IndexSnapshot, int]:
    indexed = _all_indexed(content)
    passages = _passages(content)
    fresh = [passage for passage in passages if passage.key not in known]
    known = known | _encode(fresh, encoder, progress)
    snapshot = IndexSnapshot(
        version=version,
        encoder=encoder.identity,
        procedures=indexed,
        passages=passages,
        vectors=VectorIndex.build(_matrix(passages, known, encoder.dimension)),
        official_words=WordIndex.build([item.read for item in passages[: len(indexed)]]),
        passage_words=WordIndex.build([item.read for item in passages]),
        body_words=WordIndex.build(_bodies(content)),
    )
    return snapshot, len({passage.key for passage in fresh})


def _all_indexed(content: Content) -> list[IndexedProcedure]:
    words = content.words
    held = [_indexed(item, words.get(item.code, NO_WORDS)) for item in content.procedures]
    return held + [_not_held(matter) for matter in content.matters]


def _passages(content: Content) -> list[Passage]:
    official = [official_passage(item) for item in content.procedures]
    official += [official_passage(item) for item in content.matters]
    everyday = [
        passage
        for item in content.procedures
        for passage in everyday_passages(item, content.words.get(item.code, NO_WORDS))
    ]
    elsewhere = [passage for item in content.matters for passage in matter_passages(item)]
    return official + everyday + elsewhere


def _bodies(content: Content) -> list[str]:
    return [body_text(item) for item in content.procedures] + [""] * len(content.matters)


def _encode(fresh: list[Passage], encoder: Encoder, progress: Progress) -> dict[str, Vectors]:
    unique = list({passage.key: passage for passage in fresh}.values())
    vectors: dict[str, Vectors] = {}
    for start in range(0, len(unique), _CHUNK):
        chunk = unique[start : start + _CHUNK]
        encoded = encoder.encode([passage.read for passage in chunk], "passage")
        vectors.update(zip((passage.key for passage in chunk), encoded, strict=True))
        progress(start + len(chunk), len(unique))
    return vectors


def _matrix(part: list[Passage], known: dict[str, Vectors], dimension: int) -> Vectors:
    if not part:
        return np.zeros((0, dimension), dtype=np.float32)
    return np.stack([known[passage.key] for passage in part]).astype(np.float32)


def _indexed(procedure: Procedure, words: EverydayWords) -> IndexedProcedure:
    return IndexedProcedure(
        code=procedure.code,
        name=procedure.name,
        field=procedure.field,
        levels=tuple(level.value for level in procedure.levels),
        applicants=tuple(applicant.value for applicant in procedure.applicants),
        asked=words.asked,
    )


def _not_held(matter: Matter) -> IndexedProcedure:
    return IndexedProcedure(
        code=matter.code,
        name=matter.name,
        field=matter.field,
        levels=(),
        applicants=(),
        asked=_ASKED_ELSEWHERE,
        held=False,
    )


def _write(snapshot: IndexSnapshot, index_dir: Path) -> None:
    index_dir.mkdir(parents=True, exist_ok=True)
    staging = index_dir / f"{snapshot.version}.building"
    shutil.rmtree(staging, ignore_errors=True)
    snapshot.save(staging)
    target = index_dir / snapshot.version
    shutil.rmtree(target, ignore_errors=True)
    staging.rename(target)


def _drop_old_versions(index_dir: Path, keep: str) -> None:
    # A few old versions stay: a reader may still be loading one, and rollback is instant.
    versions = [path for path in index_dir.iterdir() if path.is_dir() and not path.is_symlink()]
    versions = [path for path in versions if path.name != keep]
    versions.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in versions[_KEPT_VERSIONS - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
