import unicodedata
from pathlib import Path

import pytest

from bot.nlu.text_repair import LONGEST_TEXT, TextRepairer, load_repairer

MODEL = Path(__file__).resolve().parents[2] / "data" / "text" / "diacritics.npz"


@pytest.fixture(scope="module")
def repairer() -> TextRepairer:
    return load_repairer(MODEL)


def test_restores_diacritics(repairer: TextRepairer):
    assert repairer.repair("dang ky ket hon can giay to gi") == "đăng ký kết hôn cần giấy tờ gì"


def test_composes_and_drops_control_characters(repairer: TextRepairer):
    typed = unicodedata.normalize("NFD", "lệ\u200b phí") + "\x07"
    assert repairer.repair(typed) == "lệ phí"


def test_leaves_a_buttons_command_alone(repairer: TextRepairer):
    command = '/choose{"code":"1.001193","section":"fee"}'
    assert repairer.repair(command) == command


@pytest.mark.parametrize("typed", ["\u200b/restart", "😀/restart", "\u200b//session_start"])
def test_never_makes_a_command_of_typed_text(repairer: TextRepairer, typed: str):
    assert not repairer.repair(typed).startswith("/")


def test_an_emoji_alone_is_not_lost(repairer: TextRepairer):
    assert repairer.repair(" 😀 ") == "😀"


def test_reads_only_the_first_part_of_a_story(repairer: TextRepairer):
    assert len(repairer.repair("khai sinh " * 1000)) <= LONGEST_TEXT


def test_without_a_model_unaccented_text_stays(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    plain = load_repairer(tmp_path / "missing.npz")
    assert plain.repair("ket hon") == "ket hon"
    assert "missing.npz" in caplog.text
