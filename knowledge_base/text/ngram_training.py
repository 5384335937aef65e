"""Estimate the trigram model from sentences of several sources.

Counts are discounted within each source before its weight is applied: a pair
seen once in a source of weight 20 stays a pair seen once, and leaves as large a
share to unseen pairs as any other. (Weighting first cost a fifth of the accuracy
gained by the everyday phrases.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.text.fold import fold
from knowledge_base.text.ngrams import EDGE, NUMBER, SPECIALS, UNKNOWN, Floats, Ids, NgramModel
from knowledge_base.text.syllable import is_syllable
from knowledge_base.text.train_corpus import NUMBER_WORD

Sentence = tuple[str, ...]
# Added to every unigram count, so that a kept syllable never has probability 0.
_UNIGRAM_FLOOR = 0.5


@dataclass(frozen=True)
class Source:
    """Distinct sentences of one kind of text, and how much each of its counts is worth."""

    sentences: Sequence[Sentence]
    weight: float = 1.0


@dataclass(frozen=True)
class Options:
    """What is kept and how counts are smoothed.

    Attributes:
        least_word: weighted count from which a syllable is kept.
        least_foreign: the same for a word that is not built like a Vietnamese syllable.
        least_share: share of its folded form that a spelling must reach (typing errors do not).
        discount: taken from the count of each n-gram in each source, below 1.
    """

    least_word: float = 3.0
    least_foreign: float = 8.0
    least_share: float = 0.0002
    discount: float = 0.75


@dataclass(frozen=True)
class _Counts:
    """Sorted distinct keys (N,), their discounted counts (N,) and their whole counts (N,)."""

    keys: Ids
    discounted: Floats
    whole: Floats


def train(sources: Sequence[Source], options: Options | None = None) -> NgramModel:
    """Estimate an interpolated trigram model with absolute discounting.

    Args:
        sources: texts with their weights.
        options: what is kept and how it is smoothed.
    """
    options = options or Options()
    vocabulary = _vocabulary(sources, options)
    size = len(vocabulary)
    streams = [(_stream(source.sentences, vocabulary), source.weight) for source in sources]
    unigram = sum(
        (weight * np.bincount(stream[1:], minlength=size) for stream, weight in streams),
        start=np.full(size, _UNIGRAM_FLOOR),
    )
    unigram = unigram / unigram.sum()

    pairs = _count([(_pair_keys(stream, size), weight) for stream, weight in streams], options)
    first = pairs.keys // size
    own, left = _shares(pairs, first, size)
    bigram = own + left[first] * unigram[pairs.keys % size]

    triples = _count([(_triple_keys(stream, size), weight) for stream, weight in streams], options)
    head = np.searchsorted(pairs.keys, triples.keys // size)
    tail = np.searchsorted(pairs.keys, triples.keys % (size * size))
    own, pair_left = _shares(triples, head, len(pairs.keys))
    return NgramModel(
        vocabulary=vocabulary,
        unigram=np.log(unigram),
        unigram_backoff=np.log(left),
        bigram_keys=pairs.keys,
        bigram=np.log(bigram),
        bigram_backoff=np.log(pair_left),
        trigram_keys=triples.keys,
        trigram=np.log(own + pair_left[head] * bigram[tail]),
    )


def _vocabulary(sources: Sequence[Source], options: Options) -> list[str]:
    """Kept words in alphabetical order, after the special ones."""
    total: dict[str, float] = {}
    for source in sources:
        words = Counter(word for sentence in source.sentences for word in sentence)
        for word, number in words.items():
            total[word] = total.get(word, 0.0) + number * source.weight
    by_fold: dict[str, float] = {}
    for word, count in total.items():
        key = fold(word)
        by_fold[key] = by_fold.get(key, 0.0) + count
    return [
        *SPECIALS,
        *sorted(
            word
            for word, count in total.items()
            if word.isalpha()
            and count >= (options.least_word if is_syllable(word) else options.least_foreign)
            and count >= options.least_share * by_fold[fold(word)]
        ),
    ]


def _stream(sentences: Sequence[Sentence], vocabulary: list[str]) -> Ids:
    """All sentences in a row as ids, one edge before, between and after."""
    ids = {word: number for number, word in enumerate(vocabulary)}
    ids[NUMBER_WORD] = NUMBER
    stream = [EDGE]
    for sentence in sentences:
        stream.extend(ids.get(word, UNKNOWN) for word in sentence)
        stream.append(EDGE)
    return np.array(stream, dtype=np.int64)


def _pair_keys(stream: Ids, size: int) -> Ids:
    return stream[:-1] * size + stream[1:]


def _triple_keys(stream: Ids, size: int) -> Ids:
    """Keys of the triples that do not reach across an edge."""
    keys: Ids = _pair_keys(stream, size)[:-1] * size + stream[2:]
    return np.extract(stream[1:-1] != EDGE, keys)


def _count(sources: Sequence[tuple[Ids, float]], options: Options) -> _Counts:
    """Count the keys of each source, discount, weigh and add up."""
    keys, discounted, whole = [], [], []
    for source, weight in sources:
        distinct, number = np.unique(source, return_counts=True)
        keys.append(distinct)
        discounted.append(weight * (number - options.discount))
        whole.append(weight * number.astype(np.float64))
    merged, places = np.unique(np.concatenate(keys), return_inverse=True)
    return _Counts(
        merged,
        _sums(places, np.concatenate(discounted), len(merged)),
        _sums(places, np.concatenate(whole), len(merged)),
    )


def _shares(ngrams: _Counts, contexts: Ids, number: int) -> tuple[Floats, Floats]:
    """Discounted share of each n-gram in its context, and what each context leaves over."""
    total = _sums(contexts, ngrams.whole, number)
    used = _sums(contexts, ngrams.discounted, number)
    safe = np.where(total > 0, total, 1.0)
    return ngrams.discounted / safe[contexts], np.where(total > 0, (total - used) / safe, 1.0)


def _sums(places: Ids, values: Floats, number: int) -> Floats:
    """Add up the values that share a place; shape (number,)."""
    return np.bincount(places, weights=values, minlength=number).astype(np.float64)
