"""Count syllables and write the diacritics model.

::

    python -m knowledge_base.text.train_diacritics FILE[:WEIGHT]... --out data/text/diacritics.npz

``WEIGHT`` (default 1) is what a sentence of that file is worth beside the others.
The same files in any order give the same bytes. Only counts are written, no text.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from knowledge_base.errors import MotcuaError
from knowledge_base.text.ngram_training import Sentence, Source, train
from knowledge_base.text.ngrams import save_model
from knowledge_base.text.train_corpus import sentences


def read_sources(files: Iterable[tuple[Path, int]]) -> list[Source]:
    """Read training files; those of one weight make one source, by falling weight.

    A sentence counts once in a source: boilerplate is copied into thousands of records.

    Raises:
        ImportFailed: a file cannot be read.
    """
    by_weight: dict[int, set[Sentence]] = {}
    for path, weight in files:
        by_weight.setdefault(weight, set()).update(sentences(path))
    return [Source(sorted(by_weight[weight]), weight) for weight in sorted(by_weight, reverse=True)]


def weighted_file(argument: str) -> tuple[Path, int]:
    """Parse ``FILE`` or ``FILE:WEIGHT``.

    Raises:
        ValueError: the weight is 0.
    """
    name, _, weight = argument.rpartition(":")
    if not name or not weight.isdigit():
        return Path(argument), 1
    if int(weight) == 0:
        raise ValueError(f"weight 0: {argument}")
    return Path(name), int(weight)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="train_diacritics", description=__doc__)
    parser.add_argument("files", nargs="+", type=weighted_file, metavar="FILE[:WEIGHT]")
    parser.add_argument("--out", type=Path, required=True, metavar="PATH")
    given = parser.parse_args(arguments)
    try:
        model = train(read_sources(given.files))
    except MotcuaError as error:
        sys.stderr.write(f"{error.code}: {error}\n")
        return 1
    given.out.parent.mkdir(parents=True, exist_ok=True)
    save_model(model, given.out)
    sys.stdout.write(
        f"{given.out}: {model.size} syllables, {len(model.bigram_keys)} bigrams, "
        f"{len(model.trigram_keys)} trigrams, {given.out.stat().st_size / 1e6:.1f} MB\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
