"""``/api/v1/privacy``: for our own processes; a person's file, for who holds its address."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from api.errors import ErrorBody
from api.limits import limit_address
from api.privacy.consents.service import CONTACT_PHONE
from api.privacy.phones.service import Outcome, VerifiedBy
from api.privacy.schemas import (
    ConsentQuestion,
    Given,
    How,
    KeptThings,
    NewConsent,
    NoticeShown,
    OverviewReply,
    Person,
    PhoneStep,
    PhoneStepDone,
    Purpose,
    ReceiptNumber,
    ReceiptState,
    SmsState,
    Standing,
    Withdrawal,
    Withdrawn,
)
from api.privacy.service import Overview, Privacy
from api.security import require_service
from api.settings import Settings
from api.vault.schemas import Kind
from api.vault.service import Vault

PREFIX = "/api/v1/privacy"
_ERRORS: dict[int | str, dict[str, Any]] = {status: {"model": ErrorBody} for status in (401, 422)}
router = APIRouter(
    prefix=PREFIX, tags=["privacy"], dependencies=[Depends(require_service)], responses=_ERRORS
)
public_router = APIRouter(
    prefix=PREFIX, tags=["privacy"], dependencies=[Depends(limit_address)],
    responses={status: {"model": ErrorBody} for status in (404, 429)},
)  # fmt: skip


def _privacy(request: Request) -> Privacy:
    privacy: Privacy = request.app.state.privacy
    return privacy


Desk = Annotated[Privacy, Depends(_privacy)]


@router.post("/deletions", status_code=201, summary="Forget a person")
def ask_deletion(privacy: Desk, body: Person) -> ReceiptState:
    """File the request; the deletion begins a few seconds later. Asked twice, it is one."""
    receipt = privacy.ask_deletion(body.person)
    return ReceiptState.model_validate(receipt, from_attributes=True)


@router.post("/receipts", summary="How a request stands")
def find_receipt(privacy: Desk, body: ReceiptNumber) -> ReceiptState:
    """By its number; whose it was nobody can tell."""
    receipt = privacy.requests.find(body.number)
    if receipt is None:
        return ReceiptState(number=body.number)
    return ReceiptState.model_validate(receipt, from_attributes=True)


@router.post("/overviews", summary="What is kept of a person")
def overview(request: Request, privacy: Desk, body: Person) -> OverviewReply:
    """Counts by place, over all linked channels."""
    seen = privacy.overview(body.person)
    return OverviewReply(
        channels=_channels(seen.people),
        places=[_told(seen, place) for place in range(len(seen.places))],
        file=_file_address(request.app.state.settings, privacy, body.person),
        phone_asked_again=privacy.phones.must_ask_again(body.person),
    )


@router.post("/notices", status_code=204, summary="The notice was shown")
def note_notice(privacy: Desk, body: NoticeShown) -> None:
    """Note which text, and when."""
    privacy.consents.note_shown(body.person, body.version)


@router.post("/consents/questions", summary="What to ask before something is kept")
def ask_consent(privacy: Desk, body: Purpose) -> ConsentQuestion:
    """The text of a purpose, and whether the person agrees already."""
    question = privacy.consents.ask(body.person, body.purpose)
    return ConsentQuestion.model_validate(question, from_attributes=True)


@router.post("/consents", status_code=201, summary="A person agreed")
def give_consent(privacy: Desk, body: NewConsent) -> Given:
    """Keep it, with the version of the text."""
    privacy.consents.give(body.person, body.purpose, body.version, body.channel)
    return Given(given=True)


@router.post("/consents/checks", summary="Whether a person agrees")
def has_consent(privacy: Desk, body: Purpose) -> Given:
    """To the purpose's text as it is now."""
    return Given(given=privacy.consents.has(body.person, body.purpose))


@router.post("/consents/standing", summary="Purposes to which a person agrees")
def standing_consents(privacy: Desk, body: Person) -> Standing:
    """With their short names; those given to an older text are among them."""
    return Standing(titles=privacy.consents.standing(body.person))


@router.post("/consents/withdrawals", summary="A person takes consent back")
def withdraw_consent(privacy: Desk, body: Withdrawal) -> Withdrawn:
    """For one purpose or all; what was kept for it is deleted."""
    return Withdrawn(titles=privacy.consents.withdraw(body.person, body.purpose))


@router.post("/phones/gateway", summary="Whether codes can be sent")
def sms_state(privacy: Desk) -> SmsState:
    """False where no gateway is configured."""
    return SmsState(on=privacy.phones.sends_codes)


@router.post(
    "/phones/steps", summary="A step of proving a phone", responses={409: {"model": ErrorBody}}
)
def prove_phone(request: Request, privacy: Desk, body: PhoneStep) -> PhoneStepDone:
    """Take a share, send a code, or check one.

    Raises:
        ConsentMissing: the person has not agreed that their phone is kept.
    """
    privacy.consents.need(body.person, CONTACT_PHONE)
    outcome = _step(privacy, body, _values(request.app.state.vault, body))
    linked = privacy.phones.people_of(body.person) if outcome is Outcome.LINKED else []
    return PhoneStepDone(outcome=outcome, channels=_channels(linked))


@public_router.get("/files/{token}", summary="A person's own file")
def read_file(privacy: Desk, token: str) -> Response:
    """All that can be shown of them, as JSON to keep.

    Raises:
        NotFound: the address is none of ours, or too old.
    """
    content = privacy.file_of(privacy.person_of(token))
    written = json.dumps(content, ensure_ascii=False, indent=2, default=_plain)
    headers = {
        "Content-Disposition": 'attachment; filename="du-lieu-cua-toi.json"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(written, media_type="application/json", headers=headers)


def _step(privacy: Privacy, body: PhoneStep, values: list[tuple[Kind, str]]) -> Outcome:
    if body.how is How.CODE:
        return privacy.phones.check_code(body.person, " ".join(text for _, text in values))
    if body.how is How.NUMBER:
        return privacy.phones.send_code(body.person, " ".join(text for _, text in values))
    # Only what a platform vouches for, by the person's own channel.
    by = body.person.partition(":")[0]
    shared = [text for kind, text in values if kind is Kind.PHONE]
    if by not in (VerifiedBy.TELEGRAM, VerifiedBy.ZALO) or len(shared) != 1:
        return Outcome.NOT_A_PHONE
    return privacy.phones.share(body.person, shared[0], VerifiedBy(by))


def _values(vault: Vault, body: PhoneStep) -> list[tuple[Kind, str]]:
    found = vault.withdraw(body.person, body.references)
    return [(found[name].kind, found[name].value) for name in body.references if name in found]


def _told(seen: Overview, place: int) -> KeptThings:
    return KeptThings.model_validate(seen.places[place], from_attributes=True)


def _channels(people: tuple[str, ...] | list[str]) -> list[str]:
    return [person.partition(":")[0] for person in people]


def _file_address(settings: Settings, privacy: Privacy, person: str) -> str | None:
    """Only browsers open files, and only over HTTPS."""
    base = (settings.public_url or "").rstrip("/")
    if not person.startswith("web:") or not base.startswith("https://"):
        return None
    return f"{base}{PREFIX}/files/{privacy.file_token(person)}"


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
