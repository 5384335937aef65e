"""What the officer reads first, made from the conversation alone."""

from __future__ import annotations

from sqlalchemy.orm import Session, sessionmaker

from api.handover.files import HandoverFiles
from api.handover.schemas import Opening, Summary
from api.staff.scopes import ALL, Scope
from knowledge_base.centre import Centre
from knowledge_base.model import Procedure
from knowledge_base.store import ProcedureRepository

_MOST_TURNS = 8


class Summariser:
    """Sums up a conversation, and guesses whose it is.

    Args:
        sessions: of the database with the published records.
        centre: for the departments.
        files: for the sensitive matters.
    """

    def __init__(
        self, sessions: sessionmaker[Session], centre: Centre, files: HandoverFiles
    ) -> None:
        self._sessions = sessions
        self._centre = centre
        self._files = files

    def summary(self, opening: Opening) -> Summary:
        """The summary of what ``opening`` tells."""
        procedure = self._procedure(opening)
        matter = self._files.matters.get(opening.matter or "")
        return Summary(
            turns=opening.turns[-_MOST_TURNS:],
            procedure=procedure.name if procedure else None,
            matter=matter.title if matter else None,
            department=opening.department,
            ward=opening.ward,
        )

    def scope(self, opening: Opening) -> Scope:
        """The department that the person named, or the one that the procedure's record names.

        A ward is never guessed: who mentions one may live in another.
        """
        procedure = self._procedure(opening)
        named = (opening.department, procedure.authority if procedure else None)
        for name in named:
            found = self._centre.department_in(name) if name else None
            if found is not None:
                return Scope(department=found.id)
        return Scope(ALL, ALL)

    def _procedure(self, opening: Opening) -> Procedure | None:
        if opening.code_in_hand is None:
            return None
        with self._sessions() as session:
            stored = ProcedureRepository(session).get(opening.code_in_hand)
        return stored.procedure if stored else None
