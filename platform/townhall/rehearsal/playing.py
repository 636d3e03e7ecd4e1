"""Plays a scenario on the real office, with an archive in memory and a clock that is set: does it go as
the configurator expects?

Nothing of a rehearsal is kept. What is played here is what people do: the same office, engine, row filter
and storage contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from townhall.engine import forms
from townhall.engine.standing import standing
from townhall.kernel import durations
from townhall.kernel.text import Text
from townhall.kernel.values import Duration
from townhall.office import (
    attaching,
    deciding,
    disclosing,
    drafting,
    objecting,
    publishing,
    submitting,
    visiting,
    working,
)
from townhall.office.appointing import appoint
from townhall.office.gathering import circumstances
from townhall.ports.hall import Hall
from townhall.ports.world import ZONE
from townhall.record.cases import INITIATOR, Case, Run
from townhall.record.entries import Entry, Want
from townhall.record.people import Sight
from townhall.record.refusals import Refused
from townhall.record.releases import Release
from townhall.rehearsal.casting import Cast, cast
from townhall.rehearsal.dossiers import typed
from townhall.spec.blueprint import Blueprint
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
class Failure:
    """What went otherwise than expected, and at which line of which play."""

    scenario: str
    place: str
    say: Text


@dataclass(frozen=True, slots=True)
class Production:
    """What scenarios are played with: a town's release and the specimen dossiers of its forms."""

    release: Release
    blueprint: Blueprint
    examples: Mapping[str, Mapping[str, Any]]
    open_hall: Callable[[], Hall]


def play(scenario: Scenario, production: Production) -> tuple[Failure, ...]:
    """Play one scenario from its first play to its last, or to its first failure."""
    rehearsal = Rehearsal(scenario, production)
    try:
        rehearsal.set_up()
        for one in scenario.play:
            found = tuple(rehearsal.played(one))
            if found:
                return found
        return ()
    finally:
        rehearsal.hall.close()


class Rehearsal:
    """One scenario on a stage of its own: what has happened so far, and who may act."""

    def __init__(self, scenario: Scenario, production: Production) -> None:
        self.scenario, self.production = scenario, production
        self.blueprint = production.blueprint
        self.clock = StageClock(datetime.combine(scenario.today, MORNING, ZONE))
        self.hall = replace(production.open_hall(), clock=self.clock)
        self.town = self.blueprint.town.name
        self.unit = scenario.unit or next(
            one.code for one in self.blueprint.town.units if one.kind == "village"
        )
        self.cast: Cast = cast(self.blueprint, self.unit, scenario.people, date(2000, 1, 1))
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
                register = self.blueprint.registers[path.removeprefix("register/")]
                archive.add_entries(register, [self._entry(register, row) for row in rows])

    def _entry(self, register: Register, row: Mapping[str, Any]) -> Entry:
        values = {
            name: self.hall.catalog.kind(column).read(_text(value), column)
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

    # -- acts ------------------------------------------------------------------------------------------

    def played(self, one: Play) -> Iterator[Failure]:
        """Play one play and tell what went otherwise."""
        self.refused, self.is_refused = (), False
        if one.keys.get("case"):
            self.case = self.named[str(one.keys["case"])]
        try:
            getattr(self, f"_{one.act}")(one)
        except Refused as refused:
            self.is_refused = True
            self.refused = (type(refused).__name__,)
            if "refused" not in one.expect:
                yield self._failure(one, refused.say)
                return
        if self.is_refused and "refused" not in one.expect:
            words = "、".join(self.refused)
            yield self._failure(one, Text(f"没有办成,原因:{words}", f"it was refused because of: {words}"))
            return
        yield from self._compared(one)

    def _submit(self, one: Play) -> None:
        visitor = self.visitor(one.keys["by"])
        form = str(one.what).removeprefix("form/")
        sheet = self.blueprint.forms[form].sheet
        draft = drafting.begin(self.hall, visitor, form, self.unit)
        written = {**self.production.examples.get(form, {}), **one.keys.get("with", {})}
        raw = typed(sheet, written, lambda name, content: self._attached(visitor, draft, name, content))
        self._handed_in(submitting.submit(self.hall, visitor, draft, raw, 1), one)

    def _edit(self, one: Play) -> None:
        case = self.standing_case()
        visitor = self._visitor_of(case.initiator.person)
        draft = drafting.mending_id(case, visitor.person.id)
        view = drafting.save(self.hall, visitor, draft, {}, 0)
        sheet = self.blueprint.forms[case.form].sheet
        raw = typed(sheet, one.what, lambda name, content: self._attached(visitor, draft, name, content))
        self._handed_in(submitting.submit(self.hall, visitor, draft, raw, view.version), one)

    def _handed_in(self, result: Any, one: Play) -> None:
        if isinstance(result, str):
            self.case = result
            self.named[str(one.keys.get("as", ""))] = result
        else:
            self.is_refused, self.refused = True, result.refused

    def _decide(self, one: Play) -> None:
        people = self._everyone(one) if one.keys.get("everyone") else [self.cast.holder(one.keys["by"])]
        for person in people:
            self._decided(person, str(one.what), one)

    def _everyone(self, one: Play) -> list[str]:
        post = str(one.keys["by"]).partition(".")[0]
        answered = {
            decision.actor.person for run in self.standing_case().open_runs for decision in run.decisions
        }
        return [
            holding.person
            for holding in self.cast.holdings
            if holding.post == post and holding.person not in answered
        ]

    def _answer(self, one: Play) -> None:
        self._decided(self.cast.holder(one.keys["by"]), str(one.keys["outcome"]), one)

    def _decided(self, person: str, choice: str, one: Play) -> None:
        visitor = self._visitor_of(person)
        case = self.standing_case()
        run = self._run(case, visitor, one.keys.get("at"))
        step = self.blueprint.chain_of(case.form).step(run.step)
        raw = typed(
            step.sheet,
            one.keys.get("fields", {}),
            lambda name, content: self._attached(visitor, case.id, name, content),
        )
        defaults = self._defaults(case, step.path)
        result = deciding.decide(
            self.hall,
            visitor,
            case.id,
            step.path,
            choice,
            seq=case.seq,
            reason=str(one.keys.get("reason", "")),
            raw={**defaults, **raw},
            to=one.keys.get("to"),
        )
        if isinstance(result, deciding.Undecided):
            self.is_refused, self.refused = True, result.refused

    def _defaults(self, case: Case, step: str) -> dict[str, Any]:
        """What the page would show already filled in at a step."""
        with self.hall.archive(read_only=True) as archive:
            given = circumstances(self.hall, archive, self.blueprint)
        at = standing(given, case)
        return forms.defaults(at.step_scope(self.blueprint.chain_of(case.form).step(step)))

    def _run(self, case: Case, visitor: visiting.Visitor, at: str | None) -> Run:
        asked = [
            run
            for run in case.open_runs
            if run.step != INITIATOR
            and (at is None or run.step == at or run.step.endswith(f".{at}"))
            and visiting.asked_seat(visitor, run) is not None
        ]
        if asked:
            return asked[0]
        waiting = [run for run in case.open_runs if run.asks]
        if not waiting:
            raise Refused(Text("此件没有等待办理的环节。", "Nothing of this case waits for anybody."))
        return waiting[0]

    def _object(self, one: Play) -> None:
        objecting.object_to(self.hall, self._publicity(), str(one.what))

    def _uphold(self, one: Play) -> None:
        with self.hall.archive(read_only=True) as archive:
            open_one = next(item for item in archive.objections(self.case) if item.state == "open")
        objecting.answer_objection(
            self.hall,
            self.visitor(one.keys["by"]),
            open_one.id,
            self.case,
            bool(one.what),
            str(one.keys.get("reason", "")),
        )

    def _wait(self, one: Play) -> None:
        length = Duration.parse(str(one.what))
        moved = durations.moved(self.clock.moment, length, self.blueprint.calendar)
        if not isinstance(moved, datetime):
            raise Refused(Text("等待的时间算不出来。", "That length of time cannot be worked out."))
        # Publicity that ends on a day ends at the start of the next: the worker comes round then.
        whole_days = length.unit in ("day", "workday", "month", "year")
        self.clock.moment = moved + timedelta(days=1) if whole_days else moved
        working.work(self.hall)

    # -- what came of it -------------------------------------------------------------------------------

    def _compared(self, one: Play) -> Iterator[Failure]:
        for name, wanted in one.expect.items():
            found = getattr(self, f"_found_{name}")(wanted)
            if found is not None:
                yield self._failure(one, Text(f"{name}:{found.zh}", f"{name}: {found.en}"))

    def _found_at(self, wanted: Any) -> Text | None:
        paths = sorted(wanted) if isinstance(wanted, list | tuple) else [wanted]
        case = self.standing_case()
        chain = self.blueprint.chain_of(case.form)
        containers = {step.path for step in chain.walk() if step.steps or step.branches}
        found = sorted(run.step for run in case.open_runs if run.step not in containers)
        named = {run.step for run in case.open_runs}
        if found == paths or (len(paths) == 1 and paths[0] in named):
            return None
        return _differs("、".join(paths), "、".join(found) or case.state)

    def _found_state(self, wanted: Any) -> Text | None:
        state = self.standing_case().state
        return None if state == wanted else _differs(wanted, state)

    def _found_refused(self, wanted: Any) -> Text | None:
        missing = set(wanted) - set(self.refused)
        if self.is_refused and not missing:
            return None
        return _differs("、".join(wanted), "、".join(self.refused) or "-")

    def _found_skipped(self, wanted: Any) -> Text | None:
        case = self.standing_case()
        skipped = {run.step for run in case.runs if run.state == "skipped"}
        return None if set(wanted) <= skipped else _differs("、".join(wanted), "、".join(sorted(skipped)))

    def _found_asked(self, wanted: Any) -> Text | None:
        asked = {ask.post for run in self.standing_case().open_runs for ask in run.asks}
        return None if set(wanted) == asked else _differs("、".join(wanted), "、".join(sorted(asked)))

    def _found_entered(self, wanted: Mapping[str, int]) -> Text | None:
        for path, count in wanted.items():
            found = len(self._entries(path))
            if found != count:
                return _differs(f"{path} {count}", f"{path} {found}")
        return None

    def _found_values(self, wanted: Mapping[str, Mapping[str, Any]]) -> Text | None:
        for path, columns in wanted.items():
            register = self.blueprint.registers[path.removeprefix("register/")]
            entries = self._entries(path)
            if not entries:
                return _differs(path, "-")
            for name, value in columns.items():
                column = register.column(name)
                if column is None:
                    return _differs(name, "-")
                expected = self.hall.catalog.kind(column).read(_text(value), column)
                if entries[-1].values.get(name) != expected:
                    return _differs(f"{name} {expected}", f"{name} {entries[-1].values.get(name)}")
        return None

    def _found_page(self, wanted: Mapping[str, str]) -> Text | None:
        view = disclosing.notice(self.hall, self._publicity())
        shown = {item.name: getattr(item, "shown", "") for item in view.items}
        for name, value in wanted.items():
            if shown.get(name) != str(value):
                return _differs(f"{name} {value}", f"{name} {shown.get(name)}")
        return None

    # -- who and what ----------------------------------------------------------------------------------

    def _entries(self, path: str) -> tuple[Entry, ...]:
        want = Want("register", path.removeprefix("register/"), (("case", self.case),))
        with self.hall.archive(read_only=True) as archive:
            return archive.rows(self.town, self.blueprint.registers, [want])[want]

    def visitor(self, by: str) -> visiting.Visitor:
        return self._visitor_of(self.cast.holder(str(by)))

    def _visitor_of(self, person: str) -> visiting.Visitor:
        with self.hall.archive(read_only=True) as archive:
            found = archive.person(person)
            if found is None:
                raise LookupError(f"no person {person}")
            return visiting.visitor(self.hall, archive, found, "rehearsal", self.town)

    def _attached(self, visitor: visiting.Visitor, owner: str, name: str, content: bytes) -> str:
        return attaching.attach(self.hall, visitor, owner, name, content).id

    def standing_case(self) -> Case:
        with self.hall.archive(read_only=True) as archive:
            found = archive.case(self.case, Sight(self.town, None, whole=True))
        if found is None:
            raise Refused(Text("还没有提交任何件。", "Nothing has been submitted yet."))
        return found

    def _publicity(self) -> str:
        return self.standing_case().publicities[-1].number

    def _failure(self, one: Play, say: Text) -> Failure:
        return Failure(self.scenario.name, str(one.mark), say)


def _differs(wanted: str, found: str) -> Text:
    return Text(f"应为 {wanted},实为 {found}", f"expected {wanted}, found {found}")


def _text(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, list | dict | tuple):
        return value
    return str(value)
