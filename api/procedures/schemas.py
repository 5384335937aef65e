"""What the search answers."""

from __future__ import annotations

from pydantic import BaseModel, Field

from knowledge_base.elsewhere import Matter
from knowledge_base.model import Section
from knowledge_base.search import Decision, SearchOutcome


class FoundProcedure(BaseModel):
    """One procedure found."""

    code: str = Field(description="Code of the procedure.", examples=["1.001193"])
    name: str = Field(description="Official name.", examples=["Thủ tục đăng ký khai sinh"])
    field: str = Field(description="Field (lĩnh vực).", examples=["Hộ tịch"])
    level: str | None = Field(description="Level of government.", examples=["xa"])
    variants: list[str] = Field(
        description="Codes of the same procedure at other levels or channels.",
        examples=[["2.001194"]],
    )
    score: float = Field(description="Log-odds; differences have a meaning.", examples=[7.31])
    likelihood: float = Field(
        description="How likely this procedure is against the others found, 0 to 1.",
        examples=[0.87],
    )
    section: Section = Field(description="The part that is asked.", examples=["documents"])


class MatterOfOthers(BaseModel):
    """What is asked for and none of our procedures answers."""

    name: str = Field(description="What it is called.", examples=["Đăng ký nhãn hiệu"])
    who: str | None = Field(
        description="Who handles it, where the law settles it.",
        examples=["Cục Sở hữu trí tuệ"],
    )
    basis: str | None = Field(
        description="The law.", examples=["Luật Sở hữu trí tuệ (50/2005/QH11)"]
    )


class SearchResponse(BaseModel):
    """The decision and the ranked procedures."""

    decision: Decision = Field(
        description="Answer from the first, ask back, or decline.", examples=["answer"]
    )
    probability: float = Field(
        description="Probability that the question is about a procedure.", examples=[0.97]
    )
    sections: list[Section] = Field(description="All parts asked.", examples=[["documents"]])
    results: list[FoundProcedure] = Field(description="Best first.")
    elsewhere: MatterOfOthers | None = Field(
        None, description="Set where the question is declined because it is another body's."
    )

    @classmethod
    def from_outcome(cls, outcome: SearchOutcome) -> SearchResponse:
        """The public view of a search."""
        return cls(
            decision=outcome.decision,
            probability=round(outcome.probability, 4),
            sections=outcome.sections,
            results=[
                FoundProcedure(
                    code=result.code,
                    name=result.name,
                    field=result.field,
                    level=result.level,
                    variants=list(result.variants),
                    score=result.score,
                    likelihood=result.likelihood,
                    section=result.section,
                )
                for result in outcome.results
            ],
            elsewhere=_of_others(outcome.elsewhere),
        )


def _of_others(matter: Matter | None) -> MatterOfOthers | None:
    if matter is None:
        return None
    return MatterOfOthers(name=matter.name, who=matter.who, basis=matter.basis)
