"""Template messages (ZBS): what Zalo has approved, sent outside of the window too."""

from __future__ import annotations

from typing import Any, Dict, Mapping

from bot.channels.channel import SendFailed
from bot.channels.zalo.attachments import local_phone
from bot.channels.zalo.client import ShapeRefused, ZaloApi
from bot.channels.zalo.people import user_of
from bot.channels.zalo.wording import Template
from bot.channels.zalo.writing import shortened

LONGEST_TRACKING = 48


class TemplateMessages:
    """Sends the template messages of ``data/channels/zalo.yml``.

    Args:
        api: where they go.
        templates: by purpose.
    """

    def __init__(self, api: ZaloApi, templates: Mapping[str, Template]) -> None:
        self._api = api
        self._templates = templates

    async def to_person(
        self, person: str, purpose: str, values: Mapping[str, str], tracking_id: str
    ) -> str:
        """Send to somebody who follows the account; Zalo's id of the message.

        Args:
            person: e.g. ``zalo:2468``; not a visitor.
            purpose: which template.
            values: its parameters.
            tracking_id: ours, comes back with a pressed button; 48 characters at most.

        Raises:
            ValueError: a parameter is missing, unknown or too long, or ``person`` a visitor.
            Unreachable, SendFailed: see ``ZaloApi.post``.
        """
        user_id = user_of(person)
        if user_id is None:
            raise ValueError("a visitor gets no template message")
        body = {"user_id": user_id, **self._body(purpose, values, tracking_id)}
        return await self._sent(self._api.post("/v3.0/oa/message/template", json=body))

    async def to_phone(
        self, phone: str, purpose: str, values: Mapping[str, str], tracking_id: str
    ) -> str:
        """Send to a phone, ``0…`` or ``84…``; otherwise as ``to_person``."""
        digits = local_phone(phone.strip())
        international = f"84{digits[1:]}" if digits.startswith("0") else digits
        body = {"phone": international, **self._body(purpose, values, tracking_id)}
        return await self._sent(self._api.post_business("/message/template", json=body))

    def _body(self, purpose: str, values: Mapping[str, str], tracking_id: str) -> Dict[str, Any]:
        template = self._templates.get(purpose)
        if template is None or not template.id:
            raise SendFailed("template_not_set", temporary=False)
        if len(tracking_id) > LONGEST_TRACKING:
            raise ValueError(f"tracking_id is longer than {LONGEST_TRACKING}")
        data = fitted(template, values)
        return {"template_id": template.id, "template_data": data, "tracking_id": tracking_id}

    @staticmethod
    async def _sent(call: Any) -> str:
        try:
            return str((await call).get("msg_id", ""))
        except ShapeRefused as refused:
            raise SendFailed(f"zalo_{-refused.code}", temporary=False) from refused


def fitted(template: Template, values: Mapping[str, str]) -> Dict[str, str]:
    """``values`` as the template takes them: words are cut to its limits, codes are not.

    Raises:
        ValueError: a parameter is missing or unknown, or an exact one too long.
    """
    missing = [name for name in template.limits if not values.get(name, "").strip()]
    unknown = set(values) - set(template.limits)
    if missing or unknown:
        raise ValueError(f"parameters missing {missing}, unknown {sorted(unknown)}")
    fitting = {}
    for name, limit in template.limits.items():
        value = " ".join(values[name].split())
        if len(value) > limit and name in template.exact:
            raise ValueError(f"{name} is longer than {limit}")
        fitting[name] = shortened(value, limit)
    return fitting
