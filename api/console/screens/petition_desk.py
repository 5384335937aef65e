"""One transaction in which a member of staff handles a petition."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request
from sqlalchemy.orm import Session

from api.petitions.handling import Handling
from api.petitions.service import Petitions
from api.staff.access import staff_of
from api.staff.signin.sessions import Identity


@contextmanager
def handling(request: Request, who: Identity) -> Iterator[Handling]:
    """Acts of ``who`` in one transaction."""
    staff = staff_of(request)
    petitions: Petitions = request.app.state.petitions
    session: Session
    with staff.database.begin() as session:
        yield Handling(petitions, request.app.state.outbox, staff.audit, session, who)
