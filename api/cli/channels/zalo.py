"""``motcua channels setup zalo`` and Zalo's part of ``motcua channels check``."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import httpx
import typer

from api.channels.checks import Check
from api.channels.zalo_tokens.checks import check_zalo
from api.channels.zalo_tokens.domain_proof import write_proof
from api.channels.zalo_tokens.oauth import Consent, GrantRefused, ZaloOAuth, ask_consent
from api.channels.zalo_tokens.pairs import Pairs
from api.channels.zalo_tokens.service import ZaloTokens
from api.channels.zalo_tokens.settings import ZaloAppSettings
from api.cli.console import console, errors_in_one_line
from api.database import make_engine, make_sessions, migrate
from api.secrets import cipher_secret
from api.settings import Settings
from api.vault.cipher import Cipher
from knowledge_base.errors import InvalidInput

_PROOF = typer.Option("", "--proof", help="Code of the domain's verification file.")
_PROOF_ONLY = typer.Option(False, "--proof-only", help="Write the file and stop.")


def setup(proof: str = _PROOF, proof_only: bool = _PROOF_ONLY) -> None:
    """Get consent for the Official Account, and keep the tokens that it brings."""
    settings = ZaloAppSettings()
    with errors_in_one_line():
        if proof:
            _write_proof(settings, proof)
        if proof_only:
            return
        _check_ready(settings)
        consent = ask_consent(settings)
        console.print("Open this address as an administrator of the account and agree:")
        console.print(consent.url, markup=False, soft_wrap=True)
        pasted = typer.prompt("Address of the page that came then, or its code alone", err=True)
        with _pairs(settings) as pairs:
            asyncio.run(_keep(settings, pairs, consent, code_of(pasted, consent)))
        console.print("Consent is kept. `motcua channels check` tells what else is missing.")


def checks() -> list[Check]:
    """Zalo's part of ``motcua channels check``."""
    settings = ZaloAppSettings()
    with _pairs(settings) as pairs:
        return asyncio.run(_checks(settings, pairs))


def code_of(pasted: str, consent: Consent) -> str:
    """The code in what an administrator pasted.

    Raises:
        InvalidInput: there is none, or it answers another request than ``consent``.
    """
    pasted = pasted.strip()
    if "code=" not in pasted:
        if not pasted or "/" in pasted:
            raise InvalidInput("there is no code in it")
        return pasted
    fields = parse_qs(urlsplit(pasted).query)
    state = fields.get("state", [consent.state])[0]
    if not hmac.compare_digest(state.encode(), consent.state.encode()):
        raise InvalidInput("the address answers another request; begin again")
    return fields["code"][0]


def _check_ready(settings: ZaloAppSettings) -> None:
    named = {
        "ZALO_APP_ID": settings.app_id,
        "ZALO_APP_SECRET": settings.app_secret.get_secret_value(),
        "ZALO_CALLBACK_URL": settings.callback_url,
    }
    missing = [name for name, value in named.items() if not value]
    if missing:
        raise InvalidInput(f"not set: {', '.join(missing)}")


def _write_proof(settings: ZaloAppSettings, code: str) -> None:
    if settings.web_root is None:
        raise InvalidInput("not set: ZALO_WEB_ROOT")
    path = write_proof(settings.web_root, code)
    console.print(f"Written: {path}", markup=False)


@contextmanager
def _pairs(zalo: ZaloAppSettings) -> Iterator[Pairs]:
    settings = Settings()
    engine = make_engine(settings.sqlalchemy_url)
    try:
        migrate(engine)
        yield Pairs(make_sessions(engine), Cipher(cipher_secret(settings)), zalo.app_id)
    finally:
        engine.dispose()


async def _keep(settings: ZaloAppSettings, pairs: Pairs, consent: Consent, code: str) -> None:
    async with httpx.AsyncClient() as http:
        try:
            pair = await ZaloOAuth(settings, http).with_code(code, consent.verifier)
        except GrantRefused as refused:
            raise InvalidInput(f"Zalo refused the code ({refused.reason}); begin again") from None
    pairs.save(pair)


async def _checks(settings: ZaloAppSettings, pairs: Pairs) -> list[Check]:
    async with httpx.AsyncClient() as http:
        oauth = ZaloOAuth(settings, http) if settings.is_configured else None
        return await check_zalo(settings, pairs, ZaloTokens(pairs, oauth), http)
