"""Whose is a draft, which returned case does it mend, and under which definitions is it filled in?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from townhall.engine import forms
from townhall.engine.standing import Circumstances
from townhall.office.visiting import Visitor, asked_seat, in_force
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.cases import INITIATOR, Case
from townhall.record.refusals import NotFound
from townhall.record.submissions import Draft
from townhall.record.trail import Actor
from townhall.spec.blueprint import Blueprint
from townhall.spec.catalog import Catalog
from townhall.spec.fields import Field
from townhall.spec.forms import Form

CASE = "case"
"""The case that a draft mends, as a source of kept rows."""
KEPT = "kept:"
"""Stands before a table's name where a draft says which rows it keeps; no field is called so."""
MOST_TYPED = 50
"""So many rows of a returned case are drawn as inputs, where a table takes rows from workbooks."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A draft with all that it is filled in by: looked up once for whatever is done with it.

    `case` is the returned one it mends; `release` and `blueprint` are that case's, or today's.
    """

    draft: Draft
    case: Case | None
    release: str
    blueprint: Blueprint

    @property
    def form(self) -> Form:
        """The form it fills in."""
        return self.blueprint.forms[self.draft.form]

    def sources(self, table: Field) -> tuple[str, ...]:
        """Where the rows come from that a table has beside what was typed: ids of batches, or `CASE`.

        A returned case's rows are typed again where they are few, and kept where they are many.
        """
        if not table.importable:
            return ()
        named = self.draft.raw.get(KEPT + table.name)
        if named is not None:
            return tuple(named)
        submitted = (self.case.values or {}).get(table.name) if self.case else None
        return (CASE,) if len(submitted or ()) > MOST_TYPED else ()

    def with_submitted(self, catalog: Catalog) -> Draft:
        """The draft, its untouched fields filled with what was submitted with the case it mends.

        Rows that are kept beside it (`sources`) are not typed into it.
        """
        if self.case is None or self.case.values is None:
            return self.draft
        sheet = self.form.sheet
        kept = {one.name for one in sheet.fields if CASE in self.sources(one)}
        written = {name: told for name, told in self.case.values.items() if name not in kept}
        values = forms.from_json(sheet, written, catalog)
        return replace(self.draft, raw={**forms.as_typed(sheet, values, catalog), **self.draft.raw})


def own_paper(hall: Hall, archive: Archive, visitor: Visitor, id: str) -> Paper:
    """The visitor's own draft: begun and kept, or the fresh one in which they mend a returned case.

    Raises:
        NotFound: it is not one's own, or the town has given the matter up since.
    """
    draft, case = own_draft(archive, visitor, id)
    if draft is None:
        raise NotFound
    return paper_of(hall, archive, visitor, draft, case)


def paper_of(hall: Hall, archive: Archive, visitor: Visitor, draft: Draft, case: Case | None) -> Paper:
    """A draft that was found, and the case it mends, with what it is filled in by.

    Raises:
        NotFound: the town has given the matter up since.
    """
    if case is None:
        release, blueprint = in_force(hall, archive, visitor)
    else:
        release, blueprint = case.release, hall.blueprints.of(archive, case.release)
    if draft.form not in blueprint.forms:
        raise NotFound
    return Paper(draft, case, release, blueprint)


def own_draft(archive: Archive, visitor: Visitor, id: str) -> tuple[Draft | None, Case | None]:
    """The draft of that id if it is the visitor's own, and the case it mends; or the case whose id it is.

    The fresh draft in which a returned case is mended is there before anybody saved it.
    """
    draft = archive.draft(id, visitor.person.id)
    case = archive.case(_case_id(id, draft), visitor.sight) if draft is None or draft.case else None
    if draft is None and case is not None:
        draft = _mending(case, visitor, id)
    return (draft if draft is not None and draft.town == visitor.town else None), case


def _case_id(id: str, draft: Draft | None) -> str:
    """The case a draft mends; one that nobody kept yet names it itself."""
    return id.partition(".")[0] if draft is None or draft.case is None else draft.case


def mending_id(case: Case, person: str) -> str:
    """The id of the draft in which a person mends a returned case; a successor begins one of their own."""
    own = f"{case.id}.{case.returns}"
    return own if person == case.initiator.person else f"{own}.{person}"


def _mending(case: Case, visitor: Visitor, id: str) -> Draft | None:
    """A returned case as a fresh draft for whoever mends it: what was submitted, to be typed over."""
    run = case.open_run(INITIATOR)
    if run is None or asked_seat(visitor, run) is None or id != mending_id(case, visitor.person.id):
        return None
    return Draft(
        id=id,
        town=case.town,
        unit=case.unit,
        form=case.form,
        person=visitor.person.id,
        post=case.initiator.post,
        raw={},
        saved_at=run.opened_at,
        version=0,
        case=case.id,
    )


def unborn(given: Circumstances, draft: Draft) -> Case:
    """The case a draft would open, before it is opened."""
    return Case(
        id="",
        town=draft.town,
        form=draft.form,
        release="",
        matter_no="",
        unit=draft.unit,
        initiator=Actor(draft.person, draft.post, draft.unit),
        opened_at=given.now,
        opened_on=given.now.date(),
    )
