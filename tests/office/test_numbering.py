"""Do the numbers of matters run on without gaps, for each town, form and year, whatever fails in between?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.office.village import Village
from tests.web.square import Square
from townhall.office import drafting, own_drafts, submitting
from townhall.office.visiting import Visitor, visitor
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.record.people import Sight
from townhall.record.refusals import Stale

YEAR = timedelta(days=365)


class Broken:
    """An archive whose disk fails at the last moment, after everything was written."""

    def __init__(self, real: Any, failure: Exception) -> None:
        self._real, self._failure = real, failure

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def keep(self, move: Any) -> Case:
        self._real.keep(move)
        raise self._failure


def breaking(hall: Hall, failure: Exception) -> Hall:
    @contextmanager
    def archive(*, read_only: bool = False) -> Iterator[Any]:
        with hall.archive(read_only=read_only) as opened:
            yield Broken(opened, failure)

    return replace(hall, archive=archive)


def number(village: Village, inv_no: str) -> str:
    village.submit(
        invoices=[
            {
                "inv_type": "vat_e", "inv_no": inv_no, "inv_date": "2026-04-02", "face_amount": 6800,
                "used_amount": 6800, "image": "invoice.jpg",
            }
        ],
    )  # fmt: skip
    return village.case().matter_no


def test_numbers_run_on(village: Village):
    assert [number(village, f"2699000000000000008{n}") for n in range(3)] == [
        "SZ-04-2026-00001", "SZ-04-2026-00002", "SZ-04-2026-00003",
    ]  # fmt: skip


def test_each_form_counts_for_itself(village: Village):
    village.submit()
    village.submit("form/temp_relief")
    assert village.case().matter_no == "MZ-05-2026-00001"


def test_a_form_that_is_sent_back_with_complaints_takes_no_number(village: Village):
    clerk = village.visitor("village_clerk")
    draft = drafting.begin(village.hall, clerk, "village_fund_payment", village.rehearsal.unit)
    submitting.submit(village.hall, clerk, draft, {"purpose": "甲"}, 1)
    assert number(village, "26990000000000000081") == "SZ-04-2026-00001"


def test_a_new_year_begins_anew(village: Village):
    with village.hall.archive() as archive:
        assert [archive.next_number("zhanghe", "SZ-04", year) for year in (2026, 2026, 2027, 2026)] == [
            1,
            2,
            1,
            3,
        ]
        assert archive.next_number("shuangxi", "SZ-04", 2026) == 1


def ready(square: Square) -> tuple[Visitor, str, dict[str, Any]]:
    """A draft of the second town that would be handed in."""
    town = square.towns["shuangxi"]
    with square.hall.archive(read_only=True) as archive:
        person = archive.person(town.people["initiator"])
        assert person is not None
        clerk = visitor(square.hall, archive, person, "", "shuangxi")
    draft = own_drafts.mending_id(returned(square), clerk.person.id)
    return clerk, draft, {}


def returned(square: Square) -> Case:
    town = square.towns["shuangxi"]
    with square.hall.archive(read_only=True) as archive:
        found = archive.case(town.returned.id, Sight("shuangxi", None, whole=True))
    assert found is not None
    return found


@pytest.mark.parametrize("failure", [ZeroDivisionError("no disk"), KeyboardInterrupt()])
def test_what_failed_at_the_last_moment_left_no_gap(village: Village, failure: BaseException):
    assert number(village, "26990000000000000081") == "SZ-04-2026-00001"
    sound = village.rehearsal.hall
    village.rehearsal.hall = breaking(sound, failure)  # type: ignore[arg-type]
    with pytest.raises(type(failure)):
        number(village, "26990000000000000082")
    village.rehearsal.hall = sound
    assert number(village, "26990000000000000083") == "SZ-04-2026-00002"


def test_a_database_takes_the_number_back_too(square: Square):
    """SQLite, where a number is a row that the failed transaction had changed."""
    drawn = []

    def fail() -> None:
        with square.hall.archive() as archive:
            drawn.append(archive.next_number("zhanghe", "SZ-04", 2026))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with square.hall.archive() as archive:
        assert archive.next_number("zhanghe", "SZ-04", 2026) == drawn[0]


def test_handing_in_again_keeps_the_number(square: Square):
    clerk, draft, raw = ready(square)
    before = returned(square)
    assert submitting.submit(square.hall, clerk, draft, raw, 0) == before.id
    assert returned(square).matter_no == before.matter_no
    with square.hall.archive() as archive:
        assert archive.next_number("shuangxi", "SZ-04", 2026) == int(before.matter_no[-5:]) + 1


def test_a_failed_hand_in_leaves_the_draft_as_it_was(square: Square):
    clerk, draft, raw = ready(square)
    with pytest.raises((ZeroDivisionError, Stale)):
        submitting.submit(breaking(square.hall, ZeroDivisionError("no disk")), clerk, draft, raw, 0)
    assert returned(square).state == "returned"
    assert submitting.submit(square.hall, clerk, draft, raw, 0) == returned(square).id
