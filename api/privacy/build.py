"""Put privacy together, for the API, the worker and the command line."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from api.privacy.consents.service import CONTACT_PHONE, Consents
from api.privacy.facts import load_places, load_purposes, load_sms
from api.privacy.keys import PrivacyKeys
from api.privacy.phones.service import Limits, Phones
from api.privacy.phones.sms import SANDBOX_FILE, HttpSms, SandboxSms, SmsGateway
from api.privacy.places import Keepers, build_places
from api.privacy.rasa import RasaConversations
from api.privacy.requests.service import Requests
from api.privacy.service import Privacy
from api.secrets import cipher_secret, service_token, session_secret
from api.settings import ROOT, Settings
from api.vault.cipher import Cipher
from knowledge_base.errors import SetupFailed

FOLDER = ROOT / "data" / "privacy"


def build_privacy(settings: Settings, sessions: sessionmaker[Session]) -> Privacy:
    """Privacy over ``sessions``; ``close()`` it at the end.

    Raises:
        SetupFailed: a file of ``data/privacy`` or a setting of the short messages cannot be.
    """
    secret = cipher_secret(settings)
    cipher, keys = Cipher(secret), PrivacyKeys.derive(secret)
    conversations = RasaConversations(settings.rasa_url, service_token(settings))
    delay = timedelta(seconds=settings.deletion_delay_s)
    requests = Requests(sessions, cipher, keys, delay)
    consents = Consents(sessions, load_purposes(FOLDER / "purposes.yml"))
    limits = Limits(settings.phone_codes_a_day, timedelta(days=settings.phone_link_days))
    text = load_sms(FOLDER / "sms.yml").code
    phones = Phones(sessions, cipher, keys, limits, sms_gateway(settings), text)
    consents.undo[CONTACT_PHONE] = phones.unlink
    keepers = Keepers(
        settings, sessions, cipher, session_secret(settings), conversations, requests,
        consents, phones,
    )  # fmt: skip
    places = build_places(keepers)
    facts = load_places(FOLDER / "places.yml", {place.name for place in places})
    return Privacy(places, facts, requests, consents, phones, conversations, cipher)


def sms_gateway(settings: Settings) -> SmsGateway | None:
    """What sends short messages; ``None`` where nothing does.

    Raises:
        SetupFailed: a gateway is wanted and not described.
    """
    if settings.sms == "off":
        return None
    if settings.sms == "sandbox":
        return SandboxSms(settings.state / SANDBOX_FILE)
    if not settings.sms_url:
        raise SetupFailed("MOTCUA_SMS is http, and MOTCUA_SMS_URL is not set")
    key = settings.sms_key.get_secret_value() if settings.sms_key else ""
    return HttpSms(settings.sms_url, key, settings.sms_body)
