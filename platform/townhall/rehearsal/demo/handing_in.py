"""How is the dossier of a course written and handed in: at first, after a return, or begun by itself?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from townhall.office import drafting, submitting
from townhall.office.own_drafts import mending_id
from townhall.office.visiting import Visitor
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.rehearsal.demo.bodies import Asked, Dossier
from townhall.rehearsal.demo.making import Maker
from townhall.rehearsal.demo.matters import dossier
from townhall.rehearsal.demo.players import Players
from townhall.rehearsal.demo.running import Running
from townhall.rehearsal.dossiers import typed
from townhall.rehearsal.playing import StageClock


class Desk:
    """Where sheets are filled in."""

    def __init__(self, hall: Hall, clock: StageClock, make: Maker, players: Players) -> None:
        self._hall, self._clock = hall, clock
        self._make, self._players = make, players

    def hand_in(self, one: Running) -> None:
        """Whoever may start it hands it in."""
        course = one.course
        clerk = self._players.visitor(one.town, self.starter(one))
        draft = drafting.begin(self._hall, clerk, course.form, course.unit)
        written = self._dossier(one, course.unit, {})
        one.case = self._submitted(one, clerk, draft, written, 1)

    def fill(self, one: Running, case: Case, person: str) -> None:
        """Somebody who is asked fills in what began by itself; what it began with stands."""
        clerk = self._players.visitor(one.town, person)
        draft = mending_id(case, clerk.person.id)
        view = drafting.save(self._hall, clerk, draft, {}, 0)
        known = {name: value for name, value in (case.values or {}).items() if value not in (None, "", [])}
        written = self._dossier(one, case.unit, known)
        missing = {name: value for name, value in written.items() if name not in known}
        self._submitted(one, clerk, draft, missing, view.version)

    def starter(self, one: Running) -> str:
        """Who hands it in: whoever holds a post that may, at that unit, in the order the form names them."""
        form, unit = one.setting.blueprint.forms[one.course.form], one.course.unit
        return one.setting.bodies[unit].people(*form.start.posts)[0]

    def mend(self, one: Running, case: Case) -> None:
        """Whoever handed it in mends it and hands it in again."""
        person = case.mended_by[-1] if case.mended_by else case.initiator.person
        clerk = self._players.visitor(one.town, person)
        draft = mending_id(case, clerk.person.id)
        view = drafting.save(self._hall, clerk, draft, {"remark": "已按意见补正"}, 0)
        handed_in = submitting.submit(self._hall, clerk, draft, {}, view.version)
        if not isinstance(handed_in, str):
            raise ValueError(f"{case.matter_no} was not accepted again: {handed_in.refused}")

    def _dossier(self, one: Running, unit: str, known: Mapping[str, Any]) -> Dossier:
        form, setting = one.course.form, one.setting
        asked = Asked(
            setting.bodies[unit],
            one.course.wish,
            self._clock.moment.date(),
            self._players.look(setting.blueprint, unit),
            known,
        )
        return dossier(form, setting.examples[form], self._make, asked)

    def _submitted(self, one: Running, clerk: Visitor, draft: str, written: Dossier, version: int) -> str:
        sheet = one.setting.blueprint.forms[one.course.form].sheet
        raw = typed(sheet, written, self._players.attached(clerk, draft), str)
        handed_in = submitting.submit(self._hall, clerk, draft, raw, version)
        if not isinstance(handed_in, str):
            raise ValueError(f"{one.course.form} of {one.course.unit} was not accepted: {handed_in.refused}")
        return handed_in
