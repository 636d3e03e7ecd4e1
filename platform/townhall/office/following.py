"""Keeps an act with what follows beyond its own case: the matters it begins, and one that waited for it."""

from __future__ import annotations

from dataclasses import replace

from townhall.engine import chains, forms, opening
from townhall.engine.saying import sentence
from townhall.engine.standing import Circumstances, standing
from townhall.office.gathering import circumstances, gathered
from townhall.office.numbering import matter_number, numbered
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.record.moves import Move, Opening
from townhall.record.people import Sight
from townhall.record.trail import SYSTEM


def keep(hall: Hall, archive: Archive, move: Move, given: Circumstances) -> Case:
    """Keep an act; begin the matters it opens, and let go on whoever waited for the one it ended.

    All in the archive's one transaction.
    """
    kept = archive.keep(numbered(archive, move, given.now.date()))
    for one in move.begins:
        begin(archive, one, kept.town, kept.release, given)
    if kept.is_over and kept.parent is not None:
        _let_go_on(hall, archive, kept)
    return kept


def begin(archive: Archive, one: Opening, town: str, release: str, given: Circumstances) -> None:
    """Begin a matter, with its defaults and what is known of it already, under a number of its own."""
    form, catalog = given.blueprint.forms[one.form], given.catalog
    number = matter_number(archive, town, form.code, given.now.date())
    actor = replace(SYSTEM, post=one.ask.post, unit=one.unit)
    blank = Case(
        id="",
        town=town,
        form=form.name,
        release="",
        matter_no="",
        unit=one.unit,
        initiator=actor,
        opened_at=given.now,
        opened_on=given.now.date(),
    )

    def begun(now: Circumstances) -> Move:
        given = forms.as_typed(form.sheet, one.values, catalog)
        known, _ = forms.read(form.sheet, given, catalog)
        fresh = standing(now, blank, known, actor=SYSTEM.person)
        raw = {**forms.defaults(fresh.sheet), **given}
        values, _ = forms.read(form.sheet, raw, catalog)
        at = standing(now, blank, values, actor=SYSTEM.person)
        written = forms.to_json(at.sheet, catalog)
        gist = sentence(form.gist, at.sheet) if form.gist else form.title.zh
        fresh.world.settle()
        at.world.settle()
        move = opening.begin(now, one, town, release, number, written, gist[:200])
        return replace(move, amount=form.amount_of(written))

    archive.keep(gathered(archive, given, begun))


def _let_go_on(hall: Hall, archive: Archive, ended: Case) -> None:
    """Go on with the case that opened one which is over, once all that it waits for are."""
    whole = Sight(ended.town, None, whole=True)
    parent = ended.parent
    case = None if parent is None else archive.case(parent.case, whole)
    if parent is None or case is None:
        return
    run = case.open_run(parent.step)
    if run is None or run.round != parent.round:
        return
    others = archive.seen_cases(set(run.cases) - {ended.id}, whole)
    outcome = opening.outcome([ended.state, *(one.state for one in others.values())])
    if outcome is None:
        return
    given = circumstances(hall, archive, hall.blueprints.of(archive, case.release))
    move = gathered(archive, given, lambda now: chains.opened_ended(now, case, parent.step, outcome))
    if move is not None:
        keep(hall, archive, move, given)
