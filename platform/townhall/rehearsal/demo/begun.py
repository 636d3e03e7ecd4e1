"""Which matters that began by themselves has nobody taken up?"""

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

    def free(self, town: str, form: str) -> list[tuple[str, str]]:
        """The matters of a form that nobody has taken up, oldest first: (case, unit)."""
        query = CaseQuery(state="open", form=form, limit=SOME)
        with self._hall.archive(read_only=True) as archive:
            found = archive.cases(query, Sight(town, None, whole=True))
        free = [one for one in found if one.state == "begun" and one.id not in self._taken]
        return [(one.id, one.unit) for one in sorted(free, key=lambda row: row.matter_no)]

    def take(self, case: str) -> None:
        """Somebody takes it up."""
        self._taken.add(case)

    def taken(self, town: str, form: str, unit: str) -> str:
        """Take up the oldest matter of a form that nobody has: of this unit, else of any; "" without one."""
        free = self.free(town, form)
        found = next((case for case, where in free if where == unit), free[0][0] if free else "")
        self.take(found)
        return found
