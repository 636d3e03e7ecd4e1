"""Who are the people who act in the demo, and what do they find: their case, their books, their papers?"""

from __future__ import annotations

from collections.abc import Callable

from townhall.office import attaching, visiting
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.record.entries import Want
from townhall.record.people import Sight
from townhall.rehearsal.demo.bodies import Look, Values
from townhall.rehearsal.demo.papers import paper
from townhall.spec.blueprint import Blueprint


class Players:
    """The staff at work; posts do not change during the history, so each is looked up once."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._visitors: dict[tuple[str, str], visiting.Visitor] = {}

    def visitor(self, town: str, person: str) -> visiting.Visitor:
        """A person at work in a town."""
        key = (town, person)
        if key not in self._visitors:
            with self._hall.archive(read_only=True) as archive:
                known = archive.person(person)
                assert known is not None, "who is asked is staff"
                self._visitors[key] = visiting.visitor(self._hall, archive, known, "demo", town)
        return self._visitors[key]

    def case(self, town: str, case: str) -> Case:
        """A case as it stands now."""
        with self._hall.archive(read_only=True) as archive:
            found = archive.case(case, Sight(town, None, whole=True))
        assert found is not None, "a case that was handed in is there"
        return found

    def look(self, blueprint: Blueprint, unit: str) -> Look:
        """What stands in a register for a unit now; nothing where the town has no such register."""

        def look(register: str) -> tuple[Values, ...]:
            if register not in blueprint.registers:
                return ()
            want = Want("register", register, (("org", unit),))
            with self._hall.archive(read_only=True) as archive:
                found = archive.rows(blueprint.town.name, blueprint.registers, [want])[want]
            return tuple(entry.values for entry in found)

        return look

    def attached(self, visitor: visiting.Visitor, owner: str) -> Callable[[str, bytes], str]:
        """How somebody attaches a paper to a draft or a case; what it shows is drawn after its name."""
        return lambda name, content: attaching.attach(self._hall, visitor, owner, name, paper(name)).id
