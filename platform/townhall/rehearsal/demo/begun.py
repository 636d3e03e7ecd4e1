"""Which matter that began by itself does a course take up?"""

from __future__ import annotations

from townhall.ports.hall import Hall
from townhall.ports.questions import CaseQuery
from townhall.record.people import Sight

SOME = 200
"""So many matters under way are looked through."""


class Begun:
    """Matters that nobody has filled in yet; each is taken up once."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._taken: set[str] = set()

    def taken(self, town: str, form: str, unit: str) -> str:
        """The oldest matter of a form that nobody has taken up, of this unit if there is one; or nothing."""
        query = CaseQuery(state="open", form=form, limit=SOME)
        with self._hall.archive(read_only=True) as archive:
            found = archive.cases(query, Sight(town, None, whole=True))
        free = [one for one in found if one.state == "begun" and one.id not in self._taken]
        if not free:
            return ""
        one = min(free, key=lambda row: (row.unit != unit, row.matter_no))
        self._taken.add(one.id)
        return one.id
