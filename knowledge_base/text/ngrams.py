"""A trigram language model over syllables in flat arrays: compact on disk, quick to load.

Probabilities are in back-off form: a stored n-gram holds its whole interpolated
log-probability; any other costs the back-off weight of its context plus the
probability of the shorter n-gram.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.errors import SetupFailed

EDGE, UNKNOWN, NUMBER = 0, 1, 2
SPECIALS = ("<s>", "<unk>", "<num>")
FORMAT = 1
_SCALE = 1000.0  # log-probabilities are stored as whole thousandths

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class NgramModel:
    """Arrays of one model, V syllables, B bigrams, T trigrams. Keys are sorted.

    Attributes:
        vocabulary: V syllables; the first three are ``SPECIALS``.
        unigram: (V,) natural logarithm of each probability.
        unigram_backoff: (V,) log-weight of each syllable as a context.
        bigram_keys: (B,) ``first * V + second``.
        bigram: (B,) log-probabilities.
        bigram_backoff: (B,) log-weight of each pair as a context.
        trigram_keys: (T,) ``(first * V + second) * V + third``.
        trigram: (T,) log-probabilities.
    """

    vocabulary: list[str]
    unigram: Floats
    unigram_backoff: Floats
    bigram_keys: Ids
    bigram: Floats
    bigram_backoff: Floats
    trigram_keys: Ids
    trigram: Floats

    @property
    def size(self) -> int:
        """Number of syllables, V."""
        return len(self.vocabulary)

    def score_pairs(self, first: Ids, second: Ids) -> tuple[Floats, Floats]:
        """Score every pair of two candidate lists.

        Args:
            first: (A,) ids.
            second: (B,) ids.

        Returns:
            log P(second | first), shape (A, B), and the back-off weight of each
            pair as a context, shape (A, B); the weight is NaN for an unseen pair.
        """
        keys = first[:, None] * self.size + second[None, :]
        found, at = _find(self.bigram_keys, keys)
        backed = self.unigram_backoff[first][:, None] + self.unigram[second][None, :]
        scores = np.where(found, self.bigram[at], backed)
        return scores, np.where(found, self.bigram_backoff[at], np.nan)

    def score_triples(
        self, first: Ids, second: Ids, third: Ids, context: Floats, pairs: Floats
    ) -> Floats:
        """Score every triple of three candidate lists.

        Args:
            first: (A,) ids.
            second: (B,) ids.
            third: (C,) ids.
            context: (A, B) back-off weights from ``score_pairs(first, second)``.
            pairs: (B, C) scores from ``score_pairs(second, third)``.

        Returns:
            log P(third | first, second), shape (A, B, C).
        """
        known = ~np.isnan(context)
        scores = np.where(known, context, 0.0)[:, :, None] + pairs[None, :, :]
        rows, columns = np.nonzero(known)
        if len(rows) == 0:
            return scores
        heads = (first[rows] * self.size + second[columns]) * self.size
        found, at = _find(self.trigram_keys, heads[:, None] + third[None, :])
        hit, last = np.nonzero(found)
        scores[rows[hit], columns[hit], last] = self.trigram[at[hit, last]]
        return scores


def _find(keys: Ids, wanted: Ids) -> tuple[NDArray[np.bool_], Ids]:
    """Places of ``wanted`` in sorted ``keys`` (any shape), and whether each is there."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return keys[at] == wanted, at


def save_model(model: NgramModel, path: Path) -> None:
    """Write ``model`` as a compressed ``.npz``; the same model gives the same bytes."""
    text = "\n".join(model.vocabulary).encode("utf-8")
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            format=np.array([FORMAT], dtype=np.int32),
            vocabulary=np.frombuffer(text, dtype=np.uint8),
            unigram=_pack(model.unigram),
            unigram_backoff=_pack(model.unigram_backoff),
            bigram_gaps=_gaps(model.bigram_keys),
            bigram=_pack(model.bigram),
            bigram_backoff=_pack(model.bigram_backoff),
            trigram_gaps=_gaps(model.trigram_keys),
            trigram=_pack(model.trigram),
        )


def load_model(path: Path) -> NgramModel:
    """Read a model written by ``save_model``.

    Raises:
        SetupFailed: the file is missing, damaged, or of another format.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            if int(data["format"][0]) != FORMAT:
                raise SetupFailed(f"{path}: format {int(data['format'][0])}, wanted {FORMAT}")
            return NgramModel(
                vocabulary=data["vocabulary"].tobytes().decode("utf-8").split("\n"),
                unigram=_unpack(data["unigram"]),
                unigram_backoff=_unpack(data["unigram_backoff"]),
                bigram_keys=np.cumsum(data["bigram_gaps"], dtype=np.int64),
                bigram=_unpack(data["bigram"]),
                bigram_backoff=_unpack(data["bigram_backoff"]),
                trigram_keys=np.cumsum(data["trigram_gaps"], dtype=np.int64),
                trigram=_unpack(data["trigram"]),
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise SetupFailed(f"{path}: not a diacritics model: {error}") from error


def _pack(values: Floats) -> NDArray[np.int16]:
    return np.clip(np.rint(values * _SCALE), -32768, 32767).astype(np.int16)


def _unpack(values: NDArray[np.int16]) -> Floats:
    return values.astype(np.float64) / _SCALE


def _gaps(keys: Ids) -> Ids:
    """Differences of sorted keys: small numbers, which compress well."""
    return np.diff(keys, prepend=np.int64(0))
