import json
from pathlib import Path

import pytest

from knowledge_base.errors import SetupFailed
from knowledge_base.text import (
    Restorer,
    accented_share,
    expand,
    fold,
    normalise,
    syllables,
)

MODEL = Path(__file__).resolve().parents[3] / "data" / "text" / "diacritics.npz"


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.load(MODEL)


@pytest.mark.parametrize(
    "text",
    [
        "vợ em mới sinh em bé, làm giấy khai sinh ở đâu",
        "Tôi bị mất bằng lái xe, làm lại hết bao nhiêu tiền?",
        "xin giấy xác nhận tình trạng hôn nhân cần những gì",
        "đăng ký tạm trú cho người thuê trọ qua mạng được không",
        "sang tên sổ đỏ cho con gái mất bao lâu",
        "ba tôi mới mất, cần làm giấy tờ gì",
        "Cho tôi hỏi phường có làm việc thứ bảy không? Mấy giờ mở cửa?",
        "THỦ TỤC CẤP LẠI GIẤY PHÉP XÂY DỰNG",
    ],
)
def test_restores_everyday_questions(restorer: Restorer, text: str) -> None:
    assert restorer.restore(_bare(text))[0].text == text


@pytest.mark.parametrize(
    "text",
    [
        "làm lại căn cước công dân mất bao lâu",
        "cho em đi thi lấy bằng",
        "",
        "1.001193",
        "CT01 VNeID",
        "hello",
        "...?",
    ],
)
def test_leaves_what_needs_nothing(restorer: Restorer, text: str) -> None:
    assert [reading.text for reading in restorer.restore(text, k=3)] == [text]


def test_keeps_foreign_words_numbers_and_codes(restorer: Restorer) -> None:
    restored = restorer.restore("nop online tren VNeID, email a.b@c.vn, ma 1.001193, mau CT01")[
        0
    ].text
    for kept in ("online", "VNeID", "email", "a.b@c.vn", "1.001193", "CT01"):
        assert kept in restored


def test_keeps_every_accent_that_was_typed(restorer: Restorer) -> None:
    for reading in restorer.restore("lam giay khai tử cho ong noi cua em o phuong", k=5):
        assert "tử" in reading.text.split()


def test_completes_half_typed_syllables(restorer: Restorer) -> None:
    assert restorer.restore("dang ky kêt hon o dau")[0].text == "đăng ký kết hôn ở đâu"


def test_the_share_typed_may_be_told(restorer: Restorer) -> None:
    text = "mat căn cước công dân phai lam sao"
    assert restorer.restore(text, typed_share=0.0)[0].text == "mất căn cước công dân phải làm sao"


def test_readings_fold_to_the_text_and_fall_in_likelihood(restorer: Restorer) -> None:
    text = "xin giay phep ban ruou"
    readings = restorer.restore(text, k=6)
    assert len({reading.text for reading in readings}) == 6
    assert all(fold(reading.text) == text for reading in readings)
    scores = [reading.logprob for reading in readings]
    assert scores == sorted(scores, reverse=True)
    assert readings[0] == restorer.restore(text)[0]


def test_fewer_readings_when_there_are_fewer(restorer: Restorer) -> None:
    assert 1 <= len(restorer.restore("nhieu", k=50)) < 50


def test_a_long_message_keeps_its_form(restorer: Restorer) -> None:
    text = "Toi o quan 8.\nCon toi vao lop 1! " * 40
    restored = restorer.restore(text)[0].text
    assert len(syllables(restored)) == len(syllables(text))
    assert fold(restored) == fold(" ".join(text.split()))


def test_one_word_said_two_thousand_times_is_read(restorer: Restorer) -> None:
    # Near-ties at every place: without a bound this took gigabytes.
    readings = restorer.restore("con " * 2000, k=3)
    assert len({reading.text for reading in readings}) == 3
    assert all(fold(reading.text).split() == ["con"] * 2000 for reading in readings)


def test_the_model_is_small() -> None:
    assert MODEL.stat().st_size < 8_000_000


def test_a_missing_or_damaged_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupFailed):
        Restorer.load(tmp_path / "none.npz")
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(MODEL.read_bytes()[:5000])
    with pytest.raises(SetupFailed):
        Restorer.load(damaged)


def _bare(text: str) -> str:
    return "".join(fold(char).upper() if char.isupper() else fold(char) for char in text)


def test_plain_words_beside_accented_ones_stay(restorer: Restorer) -> None:
    assert restorer.restore("cho em đi thi")[0].text == "cho em đi thi"
    assert restorer.restore("lam giấy khai sinh cho con")[0].text == "làm giấy khai sinh cho con"


def test_a_chat_message_becomes_a_sentence(restorer: Restorer) -> None:
    typed = normalise("e bi mat cccd, lm lai o dau z ko bietttt")
    readings = restorer.restore(expand(typed), typed_share=accented_share(typed))
    assert readings[0].text == "em bị mất căn cước công dân, làm lại ở đâu vậy không biết"


@pytest.mark.shared
def test_accuracy_on_questions_never_trained_on(restorer: Restorer, shared: Path) -> None:
    lines = (shared / "data" / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [normalise(json.loads(line)["question"]) for line in lines]
    right = total = 0
    for question in questions:
        if accented_share(question) < 0.4:
            continue  # asked without diacritics: there is no right answer to compare with
        pairs = zip(
            syllables(question), syllables(restorer.restore(fold(question))[0].text), strict=True
        )
        outcome = [wanted == given for wanted, given in pairs if wanted.isalpha()]
        right += sum(outcome)
        total += len(outcome)
    assert right / total > 0.975
