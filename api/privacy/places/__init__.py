"""Every place that keeps something of people: the one list of them.

Deletion, "xem dữ liệu của tôi", retention, the console and ``docs/privacy.md`` read it; a
test walks all tables and all files of the state folder and fails on one that is not here.
A room that keeps something of people adds a ``Place`` in this package and its words in
``data/privacy/places.yml``.
"""

from __future__ import annotations

from api.privacy.place import Place
from api.privacy.places import messages, own, services
from api.privacy.places.keepers import Keepers
from api.privacy.places.own import RECEIPTS

__all__ = ["RECEIPTS", "Keepers", "build_places"]


def build_places(keepers: Keepers) -> tuple[Place, ...]:
    """All places, in the order in which a deletion goes through them.

    What waits goes first: an event that is handled later would fill later places again.
    """
    return (
        messages.inbox(keepers),
        messages.outbox(keepers),
        messages.tracker(keepers),
        messages.vault(keepers),
        messages.web_chat(keepers),
        messages.media(keepers),
        services.handovers(keepers),
        services.petitions(keepers),
        services.feedback(keepers),
        services.journal(keepers),
        own.sandbox(keepers),
        own.phones(keepers),
        own.consents(keepers),
        own.people(keepers),
        own.receipts(keepers),
    )
