"""Whom does a run wait for?"""

from datetime import datetime, timedelta, timezone

import pytest

from townhall.record.cases import Ask, Decision, Run
from townhall.record.people import Seat
from townhall.record.trail import Actor

AT = datetime(2026, 4, 8, 9, 30, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("ask", "seat", "is_meant"),
    [
        (Ask("head", "u"), Seat("p", "head", "u"), True),
        (Ask("head", "u"), Seat("p", "head", "v"), False),
        (Ask("head", "u"), Seat("p", "lead", "u"), False),
        (Ask("head", "u", "p"), Seat("p", "head", "u"), True),
        (Ask("head", "u", "p"), Seat("q", "head", "u"), False),
        (Ask("head", "u", "p"), Seat("p", "lead", "u"), False),
        (Ask("leader.finance", "u"), Seat("p", "leader", "u", "finance"), True),
        (Ask("leader.finance", "u"), Seat("p", "leader", "u", "agri"), False),
        (Ask("leader", "u"), Seat("p", "leader", "u", "agri"), True),
    ],
)
def test_who_is_asked(ask, seat, is_meant):
    assert Run("head", 1, "open", AT, (ask,)).waits_for(seat) == is_meant


def test_who_has_answered_is_asked_no_more():
    decided = (Decision("agree", Actor("p", "head", "u"), AT),)
    run = Run("head", 1, "open", AT, (Ask("head", "u"),), decided)
    assert run.is_answered_by("p")
    assert not run.waits_for(Seat("p", "head", "u"))
