"""Switches of the fake Zalo."""

from __future__ import annotations

from typing import Literal

from tests.fakes.common.control import Settings

DAY_S = 86_400.0
FREE_WINDOW_S = 2 * DAY_S
BILLED_WINDOW_S = 7 * DAY_S
ATTACHMENT_LIFE_S = 7 * DAY_S
REFRESH_LIFE_S = 90 * DAY_S
CODE_LIFE_S = 600.0
# 30 s, 5 min, 15 min, 30 min, 1 h.
RETRY_PAUSES_S = (30.0, 300.0, 900.0, 1800.0, 3600.0)


class ZaloSettings(Settings):
    """Who the OA is, and how Zalo behaves towards it.

    Attributes:
        webhook_url: where events go; None: they are lost.
        button_mode: which shape of buttons passes; the others get -233.
        expires_in: seconds an access token lives, as the text that OAuth answers.
        phone_as: how ``user/detail`` writes a phone.
        shows_quota: the ``quota`` of a sent message, which newer answers leave out.
        echo: deliver ``oa_send_text`` for our own messages too.
        retry_factor: what the pauses between tries are multiplied with.
        answer_within_s: patience with the webhook.
        unsubscribes: stop delivering after an event was tried to the end.
        admins: phones that messages in development mode reach.
        daily_templates: template messages a day.
    """

    app_id: str = "7310000000000000021"
    app_secret: str = "fake-app-secret"
    oa_id: str = "7320000000000000042"
    oa_secret_key: str = "fake-oa-secret-key"
    webhook_url: str | None = None
    button_mode: Literal["buttons", "list", "none"] = "buttons"
    expires_in: str = "90000"
    phone_as: Literal["number", "text"] = "number"
    shows_quota: bool = False
    echo: bool = False
    rate_per_minute: int = 4000
    uploads_per_month: int = 5000
    daily_templates: int = 500
    retry_factor: float = 0.001
    answer_within_s: float = 2.0
    unsubscribes: bool = False
    admins: tuple[str, ...] = ()
