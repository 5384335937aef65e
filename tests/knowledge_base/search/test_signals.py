"""Signals, families, asks and explanations on small indexes made by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from api.cli.engine import open_engine
from api.settings import ROOT, Settings
from knowledge_base.errors import SeedError
from knowledge_base.search import SearchEngine, explain
from knowledge_base.search.adapter import QuestionAdapter
from knowledge_base.search.asks import AskFinder
from knowledge_base.search.families import Families, load_family_patterns
from knowledge_base.search.ranking import RankingWeights
from knowledge_base.search.signals import SIGNALS

LISTS = ROOT / "data" / "search"


@pytest.fixture(scope="module")
def engine(small_knowledge) -> SearchEngine:
    return open_engine(Settings(state_dir=small_knowledge.state))


def test_contributions_add_up_to_the_score(engine: SearchEngine):
    explanation = explain(engine, "mất sổ đỏ làm lại ở đâu")
    assert len(explanation.results) == 5
    for item in explanation.results:
        total = sum(part.adds for part in item.contributions)
        assert total == pytest.approx(item.result.score, abs=0.02)
    scores = [item.result.score for item in explanation.results]
    assert scores == sorted(scores, reverse=True)


def test_an_explanation_tells_how_a_message_was_read(engine: SearchEngine):
    told = explain(engine, "lam giay khai sinh het bao nhieu tien").to_json()
    assert told["reading"] == "làm giấy khai sinh hết bao nhiêu tiền"
    assert told["sections"] == ["fee"]
    assert told["evidence"]["scope"] > 0


def test_likelihoods_of_all_families_are_shares(engine: SearchEngine):
    results = engine.search("đăng ký kết hôn", limit=50).results
    assert 0.9 < sum(item.likelihood for item in results) <= 1.0001


def test_a_lost_paper_asks_for_the_reissue(engine: SearchEngine):
    told = explain(engine, "làm mất sổ đỏ")
    best = told.results[0]
    assert {part.signal: part.value for part in best.contributions}["act_met"] == 1


class _Named:
    def __init__(self, name: str) -> None:
        self.name, self.field = name, "Cấp, quản lý căn cước"


class _Index:
    def __init__(self, *names: str) -> None:
        self.procedures = [_Named(name) for name in names]


def test_levels_and_channels_are_one_family():
    families = Families(
        load_family_patterns(LISTS / "families.yml"),
        _Index(
            "Cấp đổi thẻ căn cước",
            "Cấp đổi thẻ căn cước (thực hiện tại cấp tỉnh)",
            "Cấp lại thẻ căn cước (thực hiện tại cấp tỉnh)",
            "Thủ tục cấp đổi thẻ căn cước (thực hiện tại cấp trung ương)",
        ),
    )
    assert families.heads([1, 2, 0, 3]) == [(1, [0, 3]), (2, [])]
    assert families.numbers() == [0, 0, 1, 0]
    assert not families.same(0, 2)


def test_the_ask_is_found_in_a_story():
    asks = AskFinder.load(LISTS / "asks.yml")
    story = (
        "Em mới cưới tháng rồi, chồng em ở quê lên thành phố làm công nhân đã ba năm nay. "
        "Hai vợ chồng thuê trọ ở phường Tân Phú. Cho em hỏi muốn đăng ký tạm trú thì làm sao ạ?"
    )
    ask = "Cho em hỏi muốn đăng ký tạm trú thì làm sao ạ?"
    assert asks.ask(story) == ask
    assert asks.ask("khai sinh cần gì") == "khai sinh cần gì"


def test_a_stop_inside_a_word_ends_no_sentence():
    asks = AskFinder.load(LISTS / "asks.yml")
    text = (
        "Tôi ở TP.HCM lâu nay và có làm hồ sơ mã 1.001193 từ hồi tháng trước tới giờ chưa thấy. "
        "Xin hỏi bao lâu thì có kết quả vậy ạ, tôi cần gấp lắm."
    )
    assert asks.ask(text).startswith("Xin hỏi")


def test_weights_of_other_signals_are_refused(tmp_path: Path):
    path = tmp_path / "ranking.yml"
    path.write_text("official_meaning: 1\n", encoding="utf-8")
    with pytest.raises(SeedError, match="train them again"):
        RankingWeights.load(path)


def test_weights_survive_the_disk(tmp_path: Path):
    weights = RankingWeights(dict.fromkeys(SIGNALS, 0.5) | {"covered": -2.0})
    weights.save(tmp_path / "ranking.yml")
    assert RankingWeights.load(tmp_path / "ranking.yml").by_signal()["covered"] == -2.0


class _OtherEncoder:
    identity, dimension = "hub:some/model", 4


def test_another_encoder_gets_no_adapter():
    adapter = QuestionAdapter.load(LISTS / "question_adapter.npz", _OtherEncoder())
    vector = np.array([0.6, 0.8, 0, 0], dtype=np.float32)
    assert adapter.adapt(vector) == pytest.approx(vector)
