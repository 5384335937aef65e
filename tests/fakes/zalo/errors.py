"""Zalo's errors: always HTTP 200, a negative number in ``error``."""

from __future__ import annotations

RATE = -32
EXPIRED_ATTACHMENT = -100
INVALID = -201
TOO_LARGE = -210
QUOTA = -211
NOT_FOLLOWING = -213
BAD_TOKEN = -216
EXPIRED_TOKEN = -220
OUT_OF_WINDOW = -230
MESSAGE_TYPE = -233
OLD_API = -240

MESSAGES = {
    RATE: "Application has reached its limit of calls",
    EXPIRED_ATTACHMENT: "Attachment has expired",
    -200: "Sending failed",
    -204: "OA is disabled",
    -205: "OA does not exist",
    TOO_LARGE: "Parameter is over its limit",
    QUOTA: "No quota left",
    NOT_FOLLOWING: "User does not follow the OA",
    BAD_TOKEN: "Access token is not valid",
    -218: "Receiver has no quota left",
    EXPIRED_TOKEN: "Access token has expired or was removed",
    -221: "OA is not verified",
    -224: "OA needs a higher package",
    -227: "User is banned or inactive",
    OUT_OF_WINDOW: "User has not interacted for 7 days",
    -232: "User has not interacted with the OA",
    MESSAGE_TYPE: "Message type is not supported",
    -234: "Not at night",
    OLD_API: "Message API v2 is closed",
    -244: "User has restricted the OA",
    -248: "Against the platform's standards",
    -108: "Phone is not valid",
    -109: "Template is not valid",
    -114: "Phone cannot receive",
    -115: "Balance is used up",
    -124: "Access token is not valid",
    -131: "Template is not approved",
    -144: "Daily limit of the template is reached",
    -1121: "A parameter is missing",
    -1122: "A parameter is not of the template",
    -1124: "A parameter is too long",
}


class ZaloError(Exception):
    """A refusal.

    Args:
        code: Zalo's number.
        message: its text; the usual one when left out.
    """

    def __init__(self, code: int, message: str | None = None) -> None:
        self.code = code
        self.message = message or MESSAGES.get(code, "Error")
        super().__init__(f"{code}: {self.message}")


def invalid(field: str) -> ZaloError:
    """-201 for a field."""
    return ZaloError(INVALID, f"{field} is invalid!")
