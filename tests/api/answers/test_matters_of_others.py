"""What is told of a matter that no record of ours answers."""

from __future__ import annotations

from api.answers.wording.refusals import elsewhere
from knowledge_base.elsewhere import Matter

WORDS = {"names": ["ly dị"], "questions": ["ly dị ở đâu"]}


def test_who_does_it_is_told_with_the_law():
    matter = Matter.model_validate(
        {
            "field": "Tòa án",
            "name": "Ly hôn",
            "who": "Tòa án nhân dân",
            "basis": "Bộ luật Tố tụng dân sự (92/2015/QH13)",
            **WORDS,
        }
    )
    told = elsewhere(matter)
    assert "*Ly hôn*" in told
    assert "thường do Tòa án nhân dân giải quyết" in told
    assert "92/2015/QH13" in told


def test_what_nobody_has_confirmed_is_not_told():
    matter = Matter.model_validate(
        {"field": "Tòa án", "name": "Ly hôn", "unconfirmed": True, **WORDS}
    )
    told = elsewhere(matter)
    assert "1022" in told
    assert "thường do" not in told
