"""Who does what, when, until every course has got as far as it should: months of history on the real office.

Every act is the office's own: drafts are begun, papers attached, matters handed in, returned, mended,
published, objected to and paid by the people at their posts. Acts of all courses happen in the order of their
time, so numbers, ids and books grow as they would have.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from townhall.office import deciding, drafting, objecting, working
from townhall.ports.hall import Hall
from townhall.ports.world import ZONE
from townhall.record.cases import INITIATOR, Case, Run
from townhall.rehearsal.demo.answers import filled
from townhall.rehearsal.demo.begun import Begun
from townhall.rehearsal.demo.bodies import SMALL
from townhall.rehearsal.demo.courses import PAYMENT, PROJECT, Course, Protest, Turn
from townhall.rehearsal.demo.handing_in import Desk
from townhall.rehearsal.demo.making import Maker
from townhall.rehearsal.demo.paying import chosen
from townhall.rehearsal.demo.players import Players
from townhall.rehearsal.demo.running import Running
from townhall.rehearsal.demo.setting import Setting
from townhall.rehearsal.demo.working_hours import later, morning
from townhall.rehearsal.dossiers import typed
from townhall.rehearsal.playing import StageClock
from townhall.spec.chains import PostReference, Step

REMARKS = ("", "", "", "同意。", "情况属实。")
DRAFTED: Mapping[str, str] = {
    "coop": "coop_fund_use",
    "welfare_home": "home_expense",
    "fiscal_office": "unit_expense",
    "civil_affairs": "unit_expense",
}
"""Which payment is left begun, by the kind of body; villages pay from their fund."""

NOTHING_WRONG = Course("", "", ago=0)
"""How a matter goes that a step opens, where nothing is said."""

Tell = Callable[[int, int], None]
"""Told how many courses have come to their end, of how many."""


class Acting:
    """Plays courses on the office; the hall's clock is the one that is moved."""

    def __init__(self, hall: Hall, clock: StageClock, make: Maker) -> None:
        self._hall, self._clock = hall, clock
        self._make = make
        self._players = Players(hall)
        self._begun = Begun(hall)
        self._desk = Desk(hall, clock, make, self._players)

    def scheduled(
        self, courses: Iterable[tuple[Setting, Course]], until: datetime, seed: int
    ) -> list[tuple[datetime, Running]]:
        """When each course begins; those that would not before `until` are left out."""
        found: list[tuple[datetime, Running]] = []
        for number, (setting, course) in enumerate(courses):
            calendar = setting.blueprint.calendar
            running = Running(course, setting, Random(f"{seed}/{number}"))
            first_day = datetime.combine(setting.since, time(), ZONE)
            opens = max(morning(calendar, until.date(), course.ago), first_day)
            wait = timedelta(minutes=running.dice.randrange(5, 200))
            handed_in = later(calendar, opens, wait)
            if handed_in < until:
                found.append((handed_in, running))
        return found

    def play(self, scheduled: Sequence[tuple[datetime, Running]], until: datetime, tell: Tell) -> None:
        """Play courses to their ends; what is not reached before `until` is left as it then stands.

        What the calendar asks for where no course of that matter is played is done as it comes.
        """
        total, ended, numbers = len(scheduled), 0, count()
        acts: list[tuple[datetime, int, Running | None]] = [
            (moment, next(numbers), running) for moment, running in scheduled
        ]
        acts += [(night, next(numbers), None) for night in _nights(min(acts)[0], until)] if acts else []
        played = {(one.town, one.course.form, one.course.unit) for _, one in scheduled}
        settings = {one.town: one.setting for _, one in scheduled}
        heapq.heapify(acts)
        while acts:
            self._clock.moment, number, next_one = heapq.heappop(acts)
            if next_one is None:
                working.work(self._hall)
                for one in self._called_up(settings.values(), played):
                    heapq.heappush(acts, (self._within_days(one), next(numbers), one))
                continue
            following = self._act(next_one)
            if following is not None and following < until:
                heapq.heappush(acts, (following, number, next_one))
            elif number < total:
                ended += 1
                tell(ended, total)

    def _called_up(
        self, settings: Iterable[Setting], played: Container[tuple[str, str, str]]
    ) -> Iterator[Running]:
        """What the calendar has just begun and no course takes up."""
        for setting in settings:
            town = setting.blueprint.town.name
            for form in setting.blueprint.forms.values():
                for case, unit in self._begun.free(town, form.name) if form.start.every else ():
                    if (town, form.name, unit) not in played and unit in setting.bodies:
                        self._begun.take(case)
                        yield Running(Course(form.name, unit, 0), setting, Random(case), case)

    def _within_days(self, one: Running) -> datetime:
        """Two to six working days from now."""
        wait = timedelta(hours=one.dice.randrange(18, 54))
        return later(one.setting.blueprint.calendar, self._clock.moment, wait)

    def leave_drafts(self, settings: Iterable[Setting]) -> None:
        """Whoever hands in payments has begun one and not finished it."""
        for setting in settings:
            for unit, body in setting.bodies.items():
                form = DRAFTED.get(body.kind, PAYMENT)
                if form not in setting.blueprint.forms:
                    continue
                one = Running(Course(form, unit, 0), setting, Random(unit))
                clerk = self._players.visitor(one.town, self._desk.starter(one))
                draft = drafting.begin(self._hall, clerk, form, unit)
                begun = chosen(Maker(one.dice, self._make.numbers), body, SMALL, "")
                amount = str(one.dice.randrange(200, 3000, 10))
                typed_so_far = {
                    "subject": f"{body.title}{begun.subject}",
                    "purpose": begun.purpose,
                    "amount": amount,
                }
                drafting.save(self._hall, clerk, draft, typed_so_far, 1)

    # -- one act ---------------------------------------------------------------------------------------

    def _act(self, one: Running) -> datetime | None:
        """Do what comes next in a course; gives when something comes after it, or None."""
        start = one.setting.blueprint.forms[one.course.form].start
        if not one.case and (start.by_system or start.every):
            one.case = self._begun.taken(one.town, one.course.form, one.course.unit)
            if not one.case:
                return None
        if not one.case:
            self._desk.hand_in(one)
            return self._soon(one)
        case = self._players.case(one.town, one.case)
        if one.course.protest is not None and case.publicities and not one.is_answered:
            return self._protest(one, case, one.course.protest)
        if case.is_over or self._has_stopped(one, case):
            return None
        mend = case.open_run(INITIATOR)
        if mend is not None:
            if case.state == "begun":
                self._desk.fill(one, case, self._waiting(one, case, mend)[0])
            else:
                self._desk.mend(one, case)
            return self._soon(one)
        waits = next((run for run in case.open_runs if run.cases), None)
        if waits is not None:
            return self._go_on_with_opened(one, waits)
        asked = [run for run in case.open_runs if run.asks and run.step not in one.course.leaves]
        if not asked:
            shown = next((shown for shown in case.publicities if shown.state == "open"), None)
            if shown is None:
                return None
            over = datetime.combine(shown.closes_on + timedelta(days=1), time(1), ZONE)
            if over <= self._clock.moment:  # an unanswered objection keeps a publicity open beyond its days
                return None
            wait = timedelta(minutes=one.dice.randrange(5, 90))
            return later(one.setting.blueprint.calendar, over, wait)
        self._decide(one, case, one.dice.choice(asked))
        return self._soon(one)

    def _go_on_with_opened(self, one: Running, run: Run) -> datetime | None:
        """The first matter that a step opened and that is under way goes on; None where it cannot."""
        for id in run.cases:
            case = self._players.case(one.town, id)
            if not case.is_over:
                course = replace(one.course.inside or NOTHING_WRONG, form=case.form, unit=case.unit)
                opened = one.opened.setdefault(id, Running(course, one.setting, one.dice, id))
                return self._act(opened) and self._soon(one)
        return None

    def _soon(self, one: Running) -> datetime:
        """Projects go from desk to desk within minutes, other matters within hours."""
        seconds = (
            one.dice.randrange(30, 110) if one.course.form == PROJECT else one.dice.randrange(1500, 10200)
        )
        return later(one.setting.blueprint.calendar, self._clock.moment, timedelta(seconds=seconds))

    def _has_stopped(self, one: Running, case: Case) -> bool:
        path, _, visit = (one.course.stops or "").partition(":")
        if not path or case.last_run(path) is None:
            return False
        rounds = [run for run in case.runs if run.step == path or run.step.startswith(f"{path}.")]
        newest = max(run.round for run in rounds)
        if newest < int(visit or 1) or not any(run.is_open for run in rounds if run.round == newest):
            return False
        return sum(len(run.decisions) for run in rounds if run.round == newest) >= one.course.stamped

    # -- deciding --------------------------------------------------------------------------------------

    def _decide(self, one: Running, case: Case, run: Run) -> None:
        step = one.setting.blueprint.chain_of(case.form).step(run.step)
        waiting = self._waiting(one, case, run)
        person = one.dice.choice(waiting)
        turn = self._turn(one, run, is_due=step.mode == "any" or len(waiting) == 1)
        choice = turn.choice if turn else step.choices[0].name
        raw = self._filled(one, case, step, person, turn)
        decided = deciding.decide(
            self._hall,
            self._players.visitor(one.town, person),
            case.id,
            step.path,
            choice,
            seq=case.seq,
            reason=turn.reason if turn else one.dice.choice(REMARKS) if choice == "agree" else "",
            raw=raw,
        )
        if isinstance(decided, deciding.Undecided):
            raise ValueError(f"{case.matter_no} at {step.path} was not accepted: {decided.refused}")

    def _turn(self, one: Running, run: Run, *, is_due: bool) -> Turn | None:
        """The turn of this visit; where several must answer, the last of them takes it."""
        turns = one.course.turns.get(run.step, ())
        visit = one.visits.get(run.step, 0)
        if visit >= len(turns) or not is_due:
            return None
        one.visits[run.step] = visit + 1
        return turns[visit]

    def _waiting(self, one: Running, case: Case, run: Run) -> list[str]:
        """The persons asked in a run who have not answered."""
        answered = {decision.actor.person for decision in run.decisions}
        found: list[str] = []
        for ask in run.asks:
            name, _, portfolio = ask.post.partition(".")
            seats = one.setting.seating.holders(PostReference(name, portfolio or None), ask.unit, case.unit)
            found.extend([ask.person] if ask.person else [seat.person for seat in seats])
        return [person for person in dict.fromkeys(found) if person not in answered]

    def _filled(
        self, one: Running, case: Case, step: Step, person: str, turn: Turn | None
    ) -> Mapping[str, Any]:
        if not step.sheet.fields:
            return {}
        holders = {held.post: held.person for held in reversed(one.setting.seating.holdings)}
        written = filled(step, turn, one.dice, self._make.numbers, self._clock.moment.date(), holders)
        return typed(
            step.sheet, written, self._players.attached(self._players.visitor(one.town, person), case.id), str
        )

    # -- publicity -------------------------------------------------------------------------------------

    def _protest(self, one: Running, case: Case, protest: Protest) -> datetime | None:
        shown = case.publicities[0]
        calendar = one.setting.blueprint.calendar
        if not one.is_protested:
            evening = datetime.combine(shown.opened_on + timedelta(days=1), time(19, 40), ZONE)
            if self._clock.moment < evening:
                return evening
            objecting.object_to(self._hall, shown.number, protest.words, protest.contact)
            one.is_protested = True
            one.is_answered = protest.answer is None
            return later(calendar, self._clock.moment, timedelta(minutes=90))
        named = one.setting.blueprint.pages[shown.page].objections
        if named is None or protest.answer is None:
            return None
        name, _, portfolio = named.to.partition(".")
        reference = PostReference(name, portfolio or None)
        seat = one.setting.seating.asked(reference, one.setting.blueprint.posts[name], case.unit)[0]
        with self._hall.archive(read_only=True) as archive:
            objection = archive.objections(case.id)[0].id
        objecting.answer_objection(
            self._hall,
            self._players.visitor(one.town, seat.person),
            objection,
            case.id,
            protest.is_upheld,
            protest.answer,
        )
        one.is_answered = True
        return self._soon(one)


def _nights(first: datetime, until: datetime) -> Iterator[datetime]:
    """Every night the worker comes round and ends what is due."""
    day = first.date() + timedelta(days=1)
    while day <= until.date():
        yield datetime.combine(day, time(0, 10), ZONE)
        day += timedelta(days=1)
