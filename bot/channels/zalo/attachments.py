"""What Zalo's attachments and shared contacts hold, by the names that ``Inbound.data`` uses."""

from __future__ import annotations

import re
from typing import Any, Dict, Mapping

from bot.channels.inbound import Kind

# The newer and the older form of a shared contact, by our names.
_ADDRESS = {
    "address": ("user_address", "address"),
    "ward": ("user_ward", "ward"),
    "district": ("user_district", "district"),
    "city": ("user_city", "city"),
}
_VIETNAMESE = re.compile(r"\+?84(\d{9,10})")


def details(kind: Kind, message: Mapping[str, Any]) -> Dict[str, str]:
    """What of a message's first attachment the dialogue may need.

    Raises:
        KeyError, TypeError, AttributeError: it has not the shape of its kind.
    """
    attachments = message.get("attachments")
    if not attachments or kind is Kind.CONTACT:
        return {}
    payload = attachments[0]["payload"]
    if kind is Kind.LOCATION:
        place = payload["coordinates"]
        return {"latitude": str(place["latitude"]), "longitude": str(place["longitude"])}
    names = ("url", "name", "size", "type") if kind is Kind.FILE else ("url",)
    return {name: str(payload[name]) for name in names if payload.get(name)}


def contact(info: Mapping[str, Any]) -> Dict[str, str]:
    """What a person has shared of themselves, in either form that Zalo sends.

    Raises:
        TypeError, AttributeError: it has neither form.
    """
    places = {**info, **(info.get("full_address") or {})}
    found = {name: _first(places, keys) for name, keys in _ADDRESS.items()}
    found["name"] = _first(info, ("name",))
    found["phone"] = local_phone(_first(info, ("phone",)))
    found["birth_date"] = _first(info, ("user_dob",))
    found["gender"] = _first(info, ("gender",))
    return {name: value for name, value in found.items() if value}


def local_phone(phone: str) -> str:
    """``phone`` as people write it: ``0…`` for ``84…``."""
    found = _VIETNAMESE.fullmatch(phone.replace(" ", ""))
    return f"0{found[1]}" if found else phone


def _first(values: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((str(values[key]).strip() for key in keys if values.get(key)), "")
