"""Unfolds a case for whoever may see it: everything stamped so far, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from townhall.engine import chains, forms, returning
from townhall.engine.reviews import is_forward
from townhall.engine.sampling import with_drawn
from townhall.engine.standing import Circumstances, standing
from townhall.kernel.text import Text
from townhall.office.attaching import file_views, named_files
from townhall.office.choosing import without_strays
from townhall.office.commenting import so_far, sound
from townhall.office.filling import sheet_input
from townhall.office.gathering import circumstances, gathered
from townhall.office.laying_out import option_finder
from townhall.office.own_drafts import mending_id
from townhall.office.paging import PAGE
from townhall.office.receiving import sent_note
from townhall.office.replying import answering_seat, objection_view
from townhall.office.showing import Reader, money_words
from townhall.office.status import TO_INITIATOR, status
from townhall.office.views import (
    Action,
    Asked,
    AttachmentView,
    Booked,
    CaseView,
    NoticeLink,
    ObjectionView,
)
from townhall.office.views.away import SentNote
from townhall.office.visiting import Visitor, asked_seat
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.cases import INITIATOR, Case, Run
from townhall.record.disclosures import Objection
from townhall.record.entries import Entry, Want
from townhall.record.submissions import Complaint
from townhall.spec.blueprint import Blueprint
from townhall.spec.chains import Chain, Choice, Step

Typed = Mapping[str, tuple[Mapping[str, Any], str, tuple[Complaint, ...]]]
"""By step: what was typed there, the reason given, and what is wrong with it."""


def case_view(
    hall: Hall, archive: Archive, visitor: Visitor, case: Case, typed: Typed | None = None
) -> CaseView:
    """A case as this visitor may see it, with what they had typed where a decision was not accepted."""
    blueprint = hall.blueprints.of(archive, case.release)
    hangs_on = _HangsOn(
        files=file_views(archive, visitor, _files(blueprint, case, typed or {})),
        objections=archive.objections(case.id) if case.publicities else (),
        sent=sent_note(archive, case) if blueprint.forms[case.form].works_offline else None,
    )
    return gathered(
        archive,
        circumstances(hall, archive, blueprint),
        lambda given: _CaseLook(hall, archive, visitor, case, given, hangs_on, typed or {}).view(),
    )


@dataclass(frozen=True, slots=True)
class _HangsOn:
    """What hangs on a case besides its values, read once for one look."""

    files: Mapping[str, AttachmentView]
    objections: tuple[Objection, ...]
    sent: SentNote | None


def _files(blueprint: Blueprint, case: Case, typed: Typed) -> Iterator[tuple[str, str]]:
    """(place, id) of every file named in a case: as submitted, by its decisions, and as typed just now."""
    yield from named_files(blueprint.forms[case.form].sheet, case.values or {})
    sheets = {step.path: step.sheet for step in blueprint.chain_of(case.form).walk()}
    for run in case.runs:
        for decision in run.decisions:
            if decision.fields and run.step in sheets:
                yield from named_files(sheets[run.step], decision.fields)
    for step, (raw, _, _) in typed.items():
        if step in sheets:
            yield from named_files(sheets[step], raw)


class _CaseLook:
    """One look at one case."""

    def __init__(
        self,
        hall: Hall,
        archive: Archive,
        visitor: Visitor,
        case: Case,
        given: Circumstances,
        hangs_on: _HangsOn,
        typed: Typed,
    ) -> None:
        self.hall, self.archive, self.visitor, self.case, self.typed = hall, archive, visitor, case, typed
        self.objections, self.sent = hangs_on.objections, hangs_on.sent
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
            visitor.viewer(handles(visitor, case)),
            visitor.locale,
            hangs_on.files.get,
            PAGE,
        )

    def _is_asked(self, run: Run) -> bool:
        return asked_seat(self.visitor, run) is not None

    def view(self) -> CaseView:
        """The whole view."""
        case, form = self.case, self.form
        sections = self.reader.sections(form.sheet, case.values or {})
        steps = status(self.chain, case, self.reader, self.given.now, None if case.is_over else self.at)
        asked = tuple(
            self._asked(run) for run in case.open_runs if run.step != INITIATOR and self._is_asked(run)
        )
        mending = case.open_run(INITIATOR)
        amount = money_words(
            self.form.amount_of(self.case.values or {}), self.hall.catalog, self.visitor.locale
        )
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
            works_offline=form.works_offline,
            sent=self.sent,
        )
        self.at.world.settle()
        return view

    # -- what is asked of the visitor ------------------------------------------------------------------

    def _asked(self, run: Run) -> Asked:
        step = self.chain.step(run.step)
        raw, reason, wrong = self.typed.get(run.step, ({}, "", ()))
        is_fresh = not raw
        raw = with_drawn(self.form, self.case, step, run, raw, self.hall.catalog)
        values, unread = forms.read(step.sheet, raw, self.hall.catalog)
        own = without_strays(self.at.step_scope(step, values), values)
        wrong = wrong or so_far(self.at.step_scope(step, own), unread, self.hall.catalog)
        scope = self.at.step_scope(step, sound(own, wrong))
        if is_fresh:
            raw = {**forms.defaults(scope), **raw}
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
            reason_min=self.chain.returns.reason_min if self._may_go_back(step) else 0,
        )

    def _may_go_back(self, step: Step) -> bool:
        return any(not is_forward(self.chain, step, choice.name) for choice in step.choices)

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
        asking = {one.disclosure for one in self.objections if one.state == "open"} if is_late else set()
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
            for one in self.objections
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
                for entry in (entries[:PAGE] if len(entries) > 2 * PAGE else entries)
            ),
            count=len(entries),
        )


def handles(visitor: Visitor, case: Case) -> bool:
    """Whether the visitor handles a case: handed it in, first or again, decided in it, or is asked."""
    me = visitor.person.id
    return (
        me in case.submitters
        or any(decision.actor.person == me for run in case.runs for decision in run.decisions)
        or any(asked_seat(visitor, run) is not None for run in case.open_runs)
    )


def _offered(step: Step) -> tuple[Choice, ...]:
    """The choices shown as buttons: on an opinion sheet one button, for the opinion says the rest."""
    if step.sheet.deciding is not None:
        return step.choices[:1]
    return step.choices


def _action(chain: Chain, step: Step, choice: Choice) -> Action:
    if step.sheet.deciding is not None:
        return Action(choice.name, Text("提交意见", "Give this opinion"), "agree", needs_reason=False)
    if is_forward(chain, step, choice.name):
        return Action(choice.name, choice.title, "agree", needs_reason=False)
    return Action(
        choice.name, choice.title, "refuse" if choice.leads == "refused" else "return", needs_reason=True
    )
