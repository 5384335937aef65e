"""What Zalo's error numbers mean for us. Failures come as HTTP 200: only the number counts."""

from __future__ import annotations

from typing import Dict, FrozenSet

BAD_TOKEN: FrozenSet[int] = frozenset({-216, -220})
BUSY: FrozenSet[int] = frozenset({-32, -200})
WRONG_SHAPE: FrozenSet[int] = frozenset({-201, -233})
UNKNOWN_SHAPE = -233
OLD_ATTACHMENT = -100
# The person cannot be reached, by our reasons.
UNREACHABLE: Dict[int, str] = {
    -213: "not_following",
    -227: "inactive",
    -230: "out_of_window",
    -232: "out_of_window",
    -244: "restricted",
}
# Somebody of the office has to change something in Zalo's console.
CONFIGURATION: Dict[int, str] = {
    -204: "account_disabled",
    -205: "account_unknown",
    -221: "account_unverified",
    -224: "package_needed",
    -240: "old_interface",
    -242: "proof_needed",
}
# Not now, perhaps later.
LATER: Dict[int, str] = {-211: "quota", -218: "receiver_quota", -234: "night"}

# Template messages have numbers of their own.
TEMPLATE_BAD_TOKEN: FrozenSet[int] = frozenset({-124})
TEMPLATE_UNREACHABLE: Dict[int, str] = {
    -108: "bad_phone",
    -114: "cannot_receive",
    -119: "cannot_receive",
    -139: "refused_by_person",
    -140: "refused_by_person",
    -141: "refused_by_person",
}
TEMPLATE_CONFIGURATION: Dict[int, str] = {
    -109: "template_unknown",
    -115: "balance_used_up",
    -131: "template_unapproved",
    -1121: "template_parameter_missing",
    -1122: "template_parameter_unknown",
    -1124: "template_parameter_too_long",
}
TEMPLATE_LATER: Dict[int, str] = {-133: "night", -144: "daily_limit"}
