"""Shows tasks, lists and cases to those whose posts let them see, masked for their eyes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from townhall.engine import chains, forms, returning
from townhall.engine.chains import OPINION
from townhall.engine.reviews import is_forward
from townhall.engine.standing import Circumstances, standing
from townhall.kernel.text import NO_TEXT, Text
from townhall.office.choosing import without_strays
from townhall.office.commenting import so_far, sound
from townhall.office.demonstrating import post_title
from townhall.office.drafting import attachment_finder, mending_id, option_finder
from townhall.office.filling import sheet_input
from townhall.office.gathering import circumstances, gathered
from townhall.office.showing import Reader, money_words
from townhall.office.status import TO_INITIATOR, status
from townhall.office.views import (
    Action,
    Asked,
    Booked,
    CaseItem,
    CaseView,
    Listing,
    NoticeLink,
    ObjectionView,
    TaskItem,
)
from townhall.office.visiting import Visitor, asked_seat, in_force
from townhall.ports.archive import Archive, CaseQuery, CaseRow
from townhall.ports.hall import Hall
from townhall.record.cases import INITIATOR, Case, Run
from townhall.record.disclosures import Objection
from townhall.record.entries import Entry, Want
from townhall.record.people import Seat
from townhall.record.refusals import NotFound
from townhall.record.submissions import Complaint
from townhall.record.tasks import TaskRow
from townhall.spec.blueprint import Blueprint
from townhall.spec.chains import Chain, Choice, PostReference, Step

PAGE = 50

Typed = Mapping[str, tuple[Mapping[str, Any], str, tuple[Complaint, ...]]]
"""By step: what was typed there, the reason given, and what is wrong with it."""


# -- lists -----------------------------------------------------------------------------------------------


def tasks(
    hall: Hall,
    visitor: Visitor,
    *,
    kind: Literal["todo", "copied"] = "todo",
    text: str = "",
    form: str | None = None,
    after: str | None = None,
) -> Listing[TaskItem]:
    """What waits for the visitor, oldest first; or what was copied to them, newest first."""
    kinds = ("copy",) if kind == "copied" else ("act", "mend")
    with hall.archive(read_only=True) as archive:
        rows = archive.tasks(visitor.sight, kinds=kinds, form=form, text=text, after=after, limit=PAGE + 1)
        lines = tuple(_task_item(hall, archive, visitor, row) for row in rows[:PAGE])
    return Listing(lines, rows[PAGE - 1].cursor if len(rows) > PAGE else None)


def _task_item(hall: Hall, archive: Archive, visitor: Visitor, row: TaskRow) -> TaskItem:
    blueprint = hall.blueprints.of(archive, row.release)
    task = row.task
    step = TO_INITIATOR if task.step == INITIATOR else _step(blueprint, row.form, task.step).title
    return TaskItem(
        case=task.case,
        step_title=step,
        form_title=blueprint.forms[row.form].title,
        matter_no=row.matter_no,
        gist=row.gist,
        unit_title=blueprint.unit_titles[row.case_unit],
        amount=money_words(row.amount, hall.catalog, visitor.locale),
        since=task.opened_at,
        due=task.due,
        is_overdue=task.due is not None and task.due < hall.now(),
        kind=task.kind,
    )


def _step(blueprint: Blueprint, form: str, path: str) -> Step:
    return blueprint.chain_of(form).step(path)


def cases(
    hall: Hall,
    visitor: Visitor,
    *,
    which: Literal["started", "done", "all"] = "all",
    state: Literal["open", "over", "any"] = "any",
    form: str | None = None,
    unit: str | None = None,
    text: str = "",
    after: str | None = None,
) -> Listing[CaseItem]:
    """Cases the visitor started, acted in, or may see; newest first."""
    query = CaseQuery(
        state=state,
        form=form,
        unit=unit,
        started_by=visitor.person.id if which == "started" else None,
        acted_by=visitor.person.id if which == "done" else None,
        text=text,
        after=after,
        limit=PAGE + 1,
    )
    with hall.archive(read_only=True) as archive:
        rows = archive.cases(query, visitor.sight)
        lines = tuple(_case_item(hall, archive, visitor, row) for row in rows[:PAGE])
    return Listing(lines, rows[PAGE - 1].cursor if len(rows) > PAGE else None)


def _case_item(hall: Hall, archive: Archive, visitor: Visitor, row: CaseRow) -> CaseItem:
    blueprint = hall.blueprints.of(archive, row.release)
    at = tuple(
        TO_INITIATOR if path == INITIATOR else _step(blueprint, row.form, path).title
        for path in row.at
        if not any(other.startswith(f"{path}.") for other in row.at)
    )
    return CaseItem(
        case=row.id,
        form_title=blueprint.forms[row.form].title,
        matter_no=row.matter_no,
        gist=row.gist,
        unit_title=blueprint.unit_titles[row.unit],
        amount=money_words(row.amount, hall.catalog, visitor.locale),
        state=row.state,
        at=at,
        opened_at=row.opened_at,
        ended_at=row.ended_at,
    )


def forms_seen(hall: Hall, visitor: Visitor) -> tuple[tuple[str, Text], ...]:
    """The matters of the visitor's town, for filters."""
    with hall.archive(read_only=True) as archive:
        _, blueprint = in_force(hall, archive, visitor)
    return tuple((form.name, form.title) for form in blueprint.forms.values())


# -- one case --------------------------------------------------------------------------------------------


def case(hall: Hall, visitor: Visitor, id: str) -> CaseView:
    """A case with everything stamped so far, and what is asked of the visitor.

    Raises:
        NotFound: there is none that the visitor may see.
    """
    with hall.archive(read_only=True) as archive:
        found = archive.case(id, visitor.sight)
        if found is None:
            raise NotFound
        return case_view(hall, archive, visitor, found)


def case_view(
    hall: Hall, archive: Archive, visitor: Visitor, case: Case, typed: Typed | None = None
) -> CaseView:
    """A case as this visitor may see it, with what they had typed where a decision was not accepted."""
    blueprint = hall.blueprints.of(archive, case.release)
    return gathered(
        archive,
        circumstances(hall, archive, blueprint),
        lambda given: _CaseLook(hall, archive, visitor, case, given, typed or {}).view(),
    )


class _CaseLook:
    """One look at one case."""

    def __init__(
        self,
        hall: Hall,
        archive: Archive,
        visitor: Visitor,
        case: Case,
        given: Circumstances,
        typed: Typed,
    ) -> None:
        self.hall, self.archive, self.visitor, self.case, self.typed = hall, archive, visitor, case, typed
        self.given = given
        self.blueprint = given.blueprint
        self.form = self.blueprint.forms[case.form]
        self.chain = self.blueprint.chains[self.form.starts]
        self.at = standing(given, case, actor=visitor.person.id)
        self.reader = Reader(
            self.blueprint,
            hall.catalog,
            given.seating,
            self.at.world,
            visitor.viewer(self._handles()),
            visitor.locale,
            attachment_finder(archive, visitor),
        )

    def _handles(self) -> bool:
        """Whether the visitor handles this case: started it, decided in it, or is asked now."""
        me, case = self.visitor.person.id, self.case
        return (
            case.initiator.person == me
            or any(decision.actor.person == me for run in case.runs for decision in run.decisions)
            or any(self._is_asked(run) for run in case.open_runs)
        )

    def _is_asked(self, run: Run) -> bool:
        return asked_seat(self.visitor, run) is not None

    def view(self) -> CaseView:
        """The whole view."""
        case, form = self.case, self.form
        sections = self.reader.sections(form.sheet, case.values or {})
        steps = status(self.chain, case, self.reader, self.given.now)
        asked = tuple(
            self._asked(run) for run in case.open_runs if run.step != INITIATOR and self._is_asked(run)
        )
        mending = case.open_run(INITIATOR)
        amount = money_words(self._amount(), self.hall.catalog, self.visitor.locale)
        view = CaseView(
            id=case.id,
            seq=case.seq,
            matter_no=case.matter_no,
            form=form.name,
            title=form.title,
            code=form.code,
            gist=case.gist,
            unit_title=self.blueprint.unit_titles[case.unit],
            initiator=self.given.seating.name(case.initiator.person),
            opened_at=case.opened_at,
            ended_at=case.ended_at,
            state=case.state,
            amount=amount,
            sections=sections,
            steps=steps,
            asked=asked,
            mend_draft=mending_id(case, self.visitor.person.id)
            if mending is not None and self._is_asked(mending)
            else None,
            notices=self._notices(),
            objections=self._objections(),
            booked=self._booked(),
            release=case.release,
        )
        self.at.world.settle()
        return view

    def _amount(self) -> int | None:
        names = [mapping["amount"] for mapping in self.form.offers.values() if "amount" in mapping]
        value = (self.case.values or {}).get((*names, "amount")[0])
        return value if isinstance(value, int) else None

    # -- what is asked of the visitor ------------------------------------------------------------------

    def _asked(self, run: Run) -> Asked:
        step = self.chain.step(run.step)
        raw, reason, wrong = self.typed.get(run.step, ({}, "", ()))
        values, unread = forms.read(step.sheet, raw, self.hall.catalog)
        values = without_strays(self.at.step_scope(step, values), values)
        wrong = wrong or so_far(self.at.step_scope(step, values), unread, self.hall.catalog)
        scope = self.at.step_scope(step, sound(values, wrong))
        if not raw:
            raw = forms.defaults(scope)
            scope = self.at.step_scope(step, forms.read(step.sheet, raw, self.hall.catalog)[0])
        options = option_finder(self.archive, self.at, self.visitor.locale)
        sheet = sheet_input(scope, raw, wrong, self.reader, options)
        ask = next(
            ask
            for ask in run.asks
            if ask.person in (None, self.visitor.person.id) and self.visitor.seat_at(ask.post, ask.unit)
        )
        complaint = next(
            (one.say.in_locale(self.visitor.locale) for one in wrong if one.place == "reason"), ""
        )
        return Asked(
            step=step.path,
            title=step.title,
            post=self._post(ask.post),
            sheet=sheet,
            actions=tuple(_action(self.chain, step, choice) for choice in _offered(step)),
            targets=tuple(self._targets(step)),
            seal=self.blueprint.seal_titles.get(step.seal or ""),
            complaint=complaint,
            reason=reason,
        )

    def _post(self, post: str) -> Text:
        name = post.partition(".")[0]
        found = self.blueprint.posts.get(name)
        return found.title if found else Text(post, post)

    def _targets(self, step: Step) -> list[tuple[str, Text]]:
        """Where a return may go, the place it goes to unasked first: just those the engine would let it."""
        if not chains.may_say_where(self.at, step):
            return []
        earlier = [(one.path, one.title) for one in returning.returnable(self.at, step)]
        initiator = (INITIATOR, TO_INITIATOR)
        if any(choice.leads == returning.PREVIOUS for choice in step.choices):
            return [*reversed(earlier), initiator]
        return [initiator, *earlier]

    # -- what hangs on the case ------------------------------------------------------------------------

    def _notices(self) -> tuple[NoticeLink, ...]:
        links = []
        today = self.given.now.date()
        is_late = any(one.state == "open" and one.closes_on < today for one in self.case.publicities)
        asking = (
            {one.disclosure for one in self.archive.objections(self.case.id) if one.state == "open"}
            if is_late
            else set()
        )
        for one in self.case.publicities:
            address = f"{self.hall.settings.public_base_url}/d/{one.number}"
            links.append(
                NoticeLink(
                    number=one.number,
                    title=self.blueprint.pages[one.page].title,
                    opened_on=one.opened_on,
                    closes_on=one.closes_on,
                    is_open=one.state == "open",
                    address=address,
                    code_svg=self.hall.codes.svg(address),
                    awaits_answer=one.number in asking and one.closes_on < today,
                )
            )
        return tuple(links)

    def _objections(self) -> tuple[ObjectionView, ...]:
        return tuple(
            objection_view(
                one,
                self.given,
                self.case,
                answering_seat(self.visitor, self.given, self.case, one) is not None,
            )
            for one in self.archive.objections(self.case.id)
        )

    def _booked(self) -> tuple[Booked, ...]:
        names = tuple(
            dict.fromkeys(
                effect.register
                for effect in self.form.enters
                if effect.name in self.case.entered and effect.register
            )
        )
        wants = [Want("register", name, (("case", self.case.id),)) for name in names]
        found = self.archive.rows(self.case.town, self.blueprint.registers, wants) if wants else {}
        return tuple(self._booked_in(want.source, found[want]) for want in wants if found[want])

    def _booked_in(self, name: str, entries: tuple[Entry, ...]) -> Booked:
        register = self.blueprint.registers[name]
        columns = [
            one for one in register.kept if any(entry.values.get(one.name) is not None for entry in entries)
        ]
        return Booked(
            register=register.title,
            columns=tuple(one.title for one in columns),
            rows=tuple(
                tuple(self.reader.shown(one, entry.values.get(one.name)) for one in columns)
                for entry in entries
            ),
        )


def _offered(step: Step) -> tuple[Choice, ...]:
    """The choices shown as buttons: on an opinion sheet one button, for the opinion says the rest."""
    if step.sheet.field(OPINION) is not None:
        return step.choices[:1]
    return step.choices


def _action(chain: Chain, step: Step, choice: Choice) -> Action:
    if step.sheet.field(OPINION) is not None:
        return Action(choice.name, Text("提交意见", "Give this opinion"), "agree", needs_reason=False)
    if is_forward(chain, step, choice.name):
        return Action(choice.name, choice.title, "agree", needs_reason=False)
    return Action(
        choice.name, choice.title, "refuse" if choice.leads == "refused" else "return", needs_reason=True
    )


def answering_seat(visitor: Visitor, given: Circumstances, case: Case, objection: Objection) -> Seat | None:
    """The seat from which the visitor answers an objection, that of the post its page names; else None."""
    if objection.state != "open":
        return None
    shown = next((one for one in case.publicities if one.number == objection.disclosure), None)
    page = given.blueprint.pages.get(shown.page) if shown else None
    if page is None or page.objections is None:
        return None
    name, _, portfolio = page.objections.to.partition(".")
    seats = given.seating.asked(
        PostReference(name, portfolio or None), given.blueprint.posts[name], case.unit
    )
    return next((seat for seat in seats if seat.person == visitor.person.id), None)


def objection_view(one: Objection, given: Circumstances, case: Case, can_answer: bool) -> ObjectionView:
    """An objection for staff; who may be reached how is for whoever answers."""
    return ObjectionView(
        id=one.id,
        content=one.content,
        contact=one.contact if can_answer else "",
        made_at=one.made_at,
        state=one.state,
        answer=one.answer,
        answered_by=given.seating.name(one.answered_by) if one.answered_by else "",
        can_answer=can_answer,
        answers=answering_post(given, case, one.disclosure),
    )


def answering_post(given: Circumstances, case: Case, disclosure: str) -> Text:
    """What the post is called that a disclosure's page names to answer objections."""
    blueprint = given.blueprint
    page = next((blueprint.pages.get(one.page) for one in case.publicities if one.number == disclosure), None)
    if page is None or page.objections is None:
        return NO_TEXT
    name, _, portfolio = page.objections.to.partition(".")
    return post_title(blueprint, Seat("", name, case.unit, portfolio or None))
