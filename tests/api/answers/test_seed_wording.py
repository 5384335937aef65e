"""Every seed record gives readable answers for every section."""

from pathlib import Path

import pytest

from api.answers.wording.procedure import one_section, whole
from api.answers.wording.source import source_line
from knowledge_base.model import Procedure, Section
from knowledge_base.seed import load_seed

ROOT = Path(__file__).resolve().parents[3]
SEED = load_seed(ROOT / "data" / "procedures")


@pytest.mark.parametrize("procedure", SEED, ids=lambda item: item.code)
def test_every_answer_is_readable(procedure: Procedure):
    texts = [whole(procedure)]
    texts += [one_section(procedure, part)[0] for part in Section if part is not Section.WHOLE]
    for text in texts:
        assert text.startswith("Dạ, ")
        assert "None" not in text
        assert "  " not in text
    assert len(texts[0]) <= 1100
    assert procedure.code in source_line(procedure)


def test_there_are_at_least_80_procedures_over_14_fields():
    assert len(SEED) >= 80
    assert len({item.field for item in SEED}) >= 14
