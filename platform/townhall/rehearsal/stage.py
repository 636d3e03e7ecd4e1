"""What do the plays of one scenario share: the office, the clock, the people, and the case in hand?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from townhall.kernel.text import Text
from townhall.office import attaching, publishing, visiting
from townhall.office.appointing import appoint
from townhall.ports.hall import Hall
from townhall.ports.questions import CaseQuery
from townhall.ports.world import ZONE
from townhall.record.cases import INITIATOR, Case
from townhall.record.entries import Entry, Want
from townhall.record.people import Sight
from townhall.record.refusals import Refused
from townhall.record.releases import Release
from townhall.rehearsal.casting import Cast, Unplayable, cast
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.registers import Register
from townhall.spec.scenarios import Play, Scenario

MORNING = time(9, 0)


@dataclass(slots=True)
class StageClock:
    """A clock that stands still until it is moved."""

    moment: datetime

    def now(self) -> datetime:
        """The moment."""
        return self.moment


@dataclass(frozen=True, slots=True)
class Production:
    """What scenarios are played with: a town's release and the specimen dossiers of its forms."""

    release: Release
    blueprint: Blueprint
    examples: Mapping[str, Mapping[str, Any]]
    open_hall: Callable[[], Hall]


class Stage:
    """One scenario on a stage of its own: what has happened so far, and who may act.

    Raises:
        Unplayable: the town has no unit that a scenario could play in, or nobody for a post it names.
    """

    def __init__(self, scenario: Scenario, production: Production) -> None:
        self.scenario, self.production = scenario, production
        self.blueprint = production.blueprint
        self.town = self.blueprint.town.name
        self.unit = scenario.unit or _first_village(self.blueprint)
        self.cast: Cast = cast(self.blueprint, self.unit, scenario.people, date(2000, 1, 1))
        self.clock = StageClock(datetime.combine(scenario.today, MORNING, ZONE))
        self.hall = replace(production.open_hall(), clock=self.clock)
        self.case = ""
        self.named: dict[str, str] = {}
        self.refused: tuple[str, ...] = ()
        self.is_refused = False

    def set_up(self) -> None:
        """Publish the release, fill the posts, put the given rows in the books."""
        publishing.publish(
            self.hall,
            self.production.release,
            self.blueprint,
            since=self.hall.today(),
            approved_by="rehearsal",
        )
        appoint(self.hall, self.cast.people, self.cast.holdings)
        with self.hall.archive() as archive:
            for path, rows in self.scenario.given.items():
                register = self.register(path)
                archive.add_entries(register, [self._entry(register, row) for row in rows])

    def _entry(self, register: Register, row: Mapping[str, Any]) -> Entry:
        values = {
            name: self.read(column, value)
            for name, value in row.items()
            if (column := register.column(name)) is not None
        }
        unit = values.get(register.unit_column or "") or self.unit
        return Entry(
            register=register.name,
            town=self.town,
            unit=unit,
            values=values,
            booked_on=self.hall.today(),
            booked_at=self.hall.now(),
        )

    # -- who -------------------------------------------------------------------------------------------

    def visitor(self, by: str) -> visiting.Visitor:
        """Whoever plays a post, as somebody who is signed in.

        Raises:
            Unplayable: nobody plays it.
        """
        return self.visitor_of(self.cast.holder(by))

    def visitor_of(self, person: str) -> visiting.Visitor:
        """A person as somebody who is signed in."""
        with self.hall.archive(read_only=True) as archive:
            found = archive.person(person)
            if found is None:
                raise Unplayable(Text(f"没有“{person}”这个人。", f"There is no person '{person}'."))
            return visiting.visitor(self.hall, archive, found, "rehearsal", self.town)

    def attach(self, visitor: visiting.Visitor, owner: str) -> Callable[[str, bytes], str]:
        """Keeps files for a dossier; gives their ids."""
        return lambda name, content: attaching.attach(self.hall, visitor, owner, name, content).id

    # -- what ------------------------------------------------------------------------------------------

    def take_up(self, name: str) -> None:
        """Go on with the case that an earlier play named.

        Raises:
            Unplayable: none did.
        """
        if name not in self.named:
            raise Unplayable(
                Text(f"前面没有哪一件叫“{name}”。", f"No case before this one was named '{name}' (as).")
            )
        self.case = self.named[name]

    def standing_case(self) -> Case:
        """The case in hand.

        Raises:
            Refused: nothing was submitted yet.
        """
        with self.hall.archive(read_only=True) as archive:
            found = archive.case(self.case, Sight(self.town, None, whole=True))
        if found is None:
            raise Refused(Text("还没有提交任何件。", "Nothing has been submitted yet."))
        return found

    def begun(self, form: str, visitor: visiting.Visitor) -> Case:
        """The oldest matter of a form that was begun for this visitor and is not handed in yet.

        Raises:
            Unplayable: there is none.
        """
        with self.hall.archive(read_only=True) as archive:
            found = archive.cases(CaseQuery(state="open", form=form, limit=200), visitor.sight)
            for one in sorted(found, key=lambda one: one.matter_no):
                case = archive.case(one.id, visitor.sight)
                run = case.open_run(INITIATOR) if case is not None and case.state == "begun" else None
                if case is not None and run is not None and visiting.asked_seat(visitor, run) is not None:
                    return case
        raise Unplayable(Text(f"没有等着填报的{form}。", f"No {form} waits to be filled in."))

    def publicity(self) -> str:
        """The number of the case's latest publicity.

        Raises:
            Unplayable: nothing was made public.
        """
        found = self.standing_case().publicities
        if not found:
            raise Unplayable(Text("此件还没有公示。", "Nothing of this case has been made public yet."))
        return found[-1].number

    def register(self, path: str) -> Register:
        """A register by its path.

        Raises:
            Unplayable: the town keeps none of that name.
        """
        found = self.blueprint.registers.get(path.rpartition("/")[2])
        if found is None:
            raise Unplayable(Text(f"没有“{path}”这本台账。", f"There is no {path}."))
        return found

    def entries(self, path: str) -> tuple[Entry, ...]:
        """What of the case in hand stands in a register."""
        register = self.register(path)
        want = Want("register", register.name, (("case", self.case),))
        with self.hall.archive(read_only=True) as archive:
            return archive.rows(self.town, self.blueprint.registers, [want])[want]

    def read(self, column: Field, value: Any) -> Any:
        """A value as a column keeps it.

        Raises:
            Unplayable: it makes no sense there.
        """
        given = value if isinstance(value, bool | list | dict | tuple) or value is None else str(value)
        try:
            return self.hall.catalog.kind(column).read(given, column)
        except Unreadable as failed:
            say = failed.say
            raise Unplayable(
                Text(
                    f"“{column.name}”不能是“{value}”：{say.zh}",
                    f"'{column.name}' cannot be '{value}': {say.en}",
                )
            ) from failed


def _first_village(blueprint: Blueprint) -> str:
    found = next((one.code for one in blueprint.town.units if one.kind == "village"), None)
    if found is None:
        raise Unplayable(
            Text("这个镇没有村：请在情景里写unit。", "This town has no village: name a unit in the scenario.")
        )
    return found


def asked(one: Play, key: str) -> str:
    """A key that a play cannot do without.

    Raises:
        Unplayable: it is not written.
    """
    if key not in one.keys:
        raise Unplayable(Text(f"{one.act}缺少“{key}”。", f"'{key}' is missing beside {one.act}."))
    return str(one.keys[key])
