"""Whether a webhook request is Zalo's: SHA-256 over id, raw body, timestamp and secret."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
from typing import Any, Dict, Iterator, Mapping, Optional

from bot.channels.channel import Refused
from bot.channels.zalo.settings import SignatureId, ZaloSettings

logger = logging.getLogger(__name__)

HEADER = "X-ZEvent-Signature"
_MAC = re.compile(r"(?:mac ?= ?)?([0-9a-f]{64})")


def check_signature(settings: ZaloSettings, body: bytes, header: str, now_s: float) -> None:
    """Let pass what Zalo signed lately.

    Args:
        settings: ids, secret, and how old an event may be.
        body: the request's body, byte for byte: written anew, it has another signature.
        header: the value of ``HEADER``; empty when there is none.
        now_s: our clock, in Unix seconds.

    Raises:
        Refused: 401 without a signature, 403 with a wrong one or when the event is too old.
    """
    given = _MAC.fullmatch(header.strip())
    if given is None:
        raise Refused(401, "no signature")
    event = _fields(body)
    timestamp = event.get("timestamp")
    if not isinstance(timestamp, str):
        raise Refused(403, "no timestamp")
    if not _is_signed(settings, event, body, timestamp, given[1]):
        raise Refused(403, "wrong signature")
    _check_age(settings, timestamp, now_s)


def mac(first_term: str, body: bytes, timestamp: str, secret: str) -> str:
    """Zalo's signature in lower-case hex: plain SHA-256, not HMAC.

    Args:
        first_term: the app's id; some senders put the OA's.
        body: the raw body.
        timestamp: the body's ``timestamp``, as it is written there.
        secret: the OA's secret key.
    """
    joined = first_term.encode() + body + timestamp.encode() + secret.encode()
    return hashlib.sha256(joined).hexdigest()


def _is_signed(
    settings: ZaloSettings, event: Mapping[str, Any], body: bytes, timestamp: str, given: str
) -> bool:
    matches = [
        (is_app, hmac.compare_digest(mac(term, body, timestamp, settings.oa_secret_key), given))
        for is_app, term in _first_terms(settings, event)
    ]
    if any(is_right for is_app, is_right in matches if not is_app):
        logger.info("zalo: a signature begins with the OA's id, not with the app's")
    return any(is_right for _, is_right in matches)


def _first_terms(settings: ZaloSettings, event: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    if settings.signature_id is not SignatureId.OA:
        yield True, settings.app_id
    if settings.signature_id is not SignatureId.APP:
        # The body may name any OA: without the secret its signature cannot be made.
        for oa_id in sorted(_oa_ids(event) - {settings.app_id}):
            yield False, oa_id


def _oa_ids(event: Mapping[str, Any]) -> set[str]:
    ends = [event.get("sender"), event.get("recipient")]
    ids = [event.get("oa_id"), *(end.get("id") for end in ends if isinstance(end, dict))]
    return {item for item in ids if isinstance(item, str) and item}


def _fields(body: bytes) -> Dict[str, Any]:
    """The event with its numbers as they are written."""
    try:
        event = json.loads(body, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        raise Refused(403, "the body is no event")
    return event


def _check_age(settings: ZaloSettings, timestamp: str, now_s: float) -> None:
    if not settings.freshness_s:
        return
    sent_s = _seconds(timestamp)
    if sent_s is None or abs(now_s - sent_s) > settings.freshness_s:
        raise Refused(403, "not of our time")


def _seconds(timestamp: str) -> Optional[float]:
    try:
        return int(timestamp) / 1000
    except ValueError:
        return None
