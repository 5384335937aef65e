"""Places of who people are to us, and of what they agreed to."""

from __future__ import annotations

from api.privacy.phones.sms import SANDBOX_FILE, SandboxSms
from api.privacy.place import Place
from api.privacy.places.keepers import Keepers

# What a deletion leaves behind.
RECEIPTS = "receipts"


def sandbox(keepers: Keepers) -> Place:
    """Short messages of trials."""
    sandbox, phones = SandboxSms(keepers.settings.state / SANDBOX_FILE), keepers.phones

    def count(person: str) -> int:
        numbers = phones.numbers_of(person)
        return sum(line["phone"] in numbers for line in sandbox.read())

    def forget(person: str) -> int:
        return sum(sandbox.forget_phone(phone) for phone in phones.numbers_of(person))

    return Place(
        name="sms_sandbox",
        count=count,
        forget=forget,
        forget_before=sandbox.forget_before,
        files=(SANDBOX_FILE,),
    )


def phones(keepers: Keepers) -> Place:
    """Verified phones."""
    phones = keepers.phones
    return Place(
        name="phones",
        count=phones.count,
        forget=phones.forget,
        forget_before=phones.forget_before,
        show=phones.show,
        tables=("verified_phones", "phone_codes"),
    )


def consents(keepers: Keepers) -> Place:
    """What people agreed to, and notices they were shown."""
    consents = keepers.consents
    return Place(
        name="consents",
        count=consents.count,
        forget=consents.forget,
        forget_before=consents.forget_before,
        show=consents.show,
        tables=("consents", "notices_shown"),
    )


def people(keepers: Keepers) -> Place:
    """Whether a channel identity can be reached."""
    known = keepers.people
    return Place(
        name="people",
        count=known.count,
        forget=known.forget,
        forget_before=known.forget_before,
        tables=("people",),
    )


def receipts(keepers: Keepers) -> Place:
    """What a deletion leaves behind."""
    requests = keepers.requests
    return Place(
        name=RECEIPTS,
        count=requests.count,
        forget=requests.keep,
        forget_before=requests.forget_before,
        tables=("privacy_requests",),
    )
