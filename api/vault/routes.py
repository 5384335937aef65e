"""``/api/v1/vault``: for our own processes only. Bodies are never logged."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from api.errors import ErrorBody
from api.security import require_service
from api.vault.schemas import Deposit, References, Values, Withdrawal

router = APIRouter(
    prefix="/api/v1/vault",
    tags=["vault"],
    dependencies=[Depends(require_service)],
    responses={status: {"model": ErrorBody} for status in (401, 422)},
)


@router.post("/deposits", status_code=201, summary="Keep personal values for a short time")
def deposit(request: Request, body: Deposit) -> References:
    """Give a reference for each value."""
    references = request.app.state.vault.deposit(body.person, body.values)
    return References(references=references)


@router.post("/withdrawals", summary="Read values by their references")
def withdraw(request: Request, body: Withdrawal) -> Values:
    """Give the values that are still kept and are this person's."""
    values = request.app.state.vault.withdraw(body.person, body.references)
    return Values(values=values)
