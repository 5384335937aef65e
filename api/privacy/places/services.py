"""Places of what people ask of the office, and of how they were answered."""

from __future__ import annotations

from functools import partial

from api.answers.journal import JournalOfPeople, pseudonym
from api.feedback.people import FeedbackOfPeople
from api.handover.people import HandoversOfPeople
from api.petitions.people import PetitionsOfPeople
from api.privacy.place import Place
from api.privacy.places.keepers import Keepers


def journal(keepers: Keepers) -> Place:
    """How turns ended, by a keyed name."""
    journal = JournalOfPeople(keepers.sessions, keepers.secret)
    return Place(
        name="journal",
        count=journal.count,
        forget=journal.forget,
        forget_before=journal.forget_before,
        tables=("answers",),
    )


def feedback(keepers: Keepers) -> Place:
    """What people think of answers."""
    kept = FeedbackOfPeople(keepers.sessions, partial(pseudonym, keepers.secret.encode()))
    return Place(
        name="feedback",
        count=kept.count,
        forget=kept.forget,
        forget_before=kept.forget_before,
        tables=("feedback",),
    )


def handovers(keepers: Keepers) -> Place:
    """Talks with officers."""
    kept = HandoversOfPeople(keepers.sessions)
    return Place(
        name="handovers",
        count=kept.count,
        forget=kept.forget,
        forget_before=kept.forget_before,
        tables=("handovers", "handover_messages"),
    )


def petitions(keepers: Keepers) -> Place:
    """Complaints, suggestions and praise."""
    kept = PetitionsOfPeople(keepers.sessions)
    return Place(
        name="petitions",
        count=kept.count,
        forget=kept.forget,
        forget_before=kept.forget_before,
        tables=("petitions", "petition_events", "petition_photos"),
    )
