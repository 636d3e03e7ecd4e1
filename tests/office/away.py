"""What do tests of sheets without a network stand on: a task with a sheet that waits for the specialist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.office.village import Village
from townhall.office.own_drafts import mending_id
from townhall.office.receiving import SentSheet, take_file
from townhall.office.taking_along import sheet
from townhall.rehearsal.dossiers import typed
from townhall.rehearsal.files import paper

OFFICE = "420802102-fiscal_office"
HERE = "420802102201"
BY = "fiscal_specialist"
ON_PHONE = "5d1c7f6e-0000-4000-8000-000000000001"


def office(raise_village: Callable[..., Village]) -> Village:
    """A task that was assigned, with one sheet begun."""
    village = raise_village(unit=OFFICE, people={"village_director": {"at": [HERE]}, BY: 2})
    village.submit("form/supervision_task", by="fiscal_finance_lead", objects=[{"object": HERE}])
    village.decide("fiscal_director", "accepted")
    village.decide("fiscal_director", "assigned", fields={"specialist": BY})
    return village


def waiting(village: Village) -> str:
    """The draft in which the sheet is filled in."""
    visitor = village.visitor(BY)
    return mending_id(village.rehearsal.begun("onsite_sheet", visitor), visitor.person.id)


def photo(village: Village, draft: str, sent_as: str, place: str = "photos", name: str = "a.png") -> str:
    return take_file(village.hall, village.visitor(BY), draft, sent_as, name, paper(name), place).id


def filled(village: Village, draft: str, **changed: Any) -> SentSheet:
    """The sheet all filled in as a phone sends it; its photos were sent before."""
    form = village.rehearsal.blueprint.forms["onsite_sheet"]
    example = {**village.rehearsal.production.examples["onsite_sheet"], **changed}
    numbers = iter(range(100))

    def attached(name: str, content: bytes) -> str:
        del content
        return photo(village, draft, f"photo-{next(numbers)}", "", "a.png")

    raw = typed(form.sheet, example, attached, village.rehearsal.cast.holder)
    now = village.hall.now()
    along = sheet(village.hall, village.visitor(BY), draft)
    return SentSheet(
        id=ON_PHONE,
        draft=draft,
        raw=raw,
        version=along.draft.version,
        release=along.release,
        filled_at=now - timedelta(hours=2),
        sent_at=now,
        accuracy={"place": 12},
    )


def with_values(sent: SentSheet, **changed: Any) -> SentSheet:
    return replace(sent, raw={**sent.raw, **changed})
