"""``/api/v1/procedures``: public facts, so no token; limited by address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from api.errors import ErrorBody
from api.limits import limit_address
from api.procedures.schemas import SearchResponse
from knowledge_base.errors import ProcedureNotFound, TextTooLong
from knowledge_base.model import Procedure
from knowledge_base.store import ProcedureRepository

router = APIRouter(
    prefix="/api/v1/procedures",
    tags=["procedures"],
    dependencies=[Depends(limit_address)],
    responses={
        413: {"model": ErrorBody},
        422: {"model": ErrorBody},
        429: {"model": ErrorBody},
        503: {"model": ErrorBody},
    },
)


@router.get("/search")
def search(
    request: Request,
    q: Annotated[str, Query(description="The question, as typed.", examples=["lam khai sinh"])],
    limit: Annotated[int, Query(ge=1, le=50, description="Most results.")] = 5,
) -> SearchResponse:
    """Find procedures for a question; works without diacritics."""
    state = request.app.state
    if len(q) > state.settings.max_text_length:
        raise TextTooLong(f"q has {len(q)} characters")
    return SearchResponse.from_outcome(state.search.search(q, limit))


@router.get("/{code}", responses={404: {"model": ErrorBody}})
def read(
    request: Request,
    code: Annotated[str, Path(description="Code of the procedure.", examples=["1.001193"])],
) -> Procedure:
    """The whole published record."""
    with request.app.state.sessions() as session:
        stored = ProcedureRepository(session).get(code)
    if stored is None:
        raise ProcedureNotFound("no published procedure has this code")
    return stored.procedure
