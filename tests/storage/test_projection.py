"""Does a case come back from its row as it was, down to the offset of a moment?"""

import json
from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone

from townhall.record.cases import Ask, Case, Decision, Parent, Publicity, Run
from townhall.record.trail import Actor
from townhall.storage import projection

AT = datetime(2026, 11, 23, 8, 30, 1, 5, tzinfo=timezone(timedelta(hours=8)))
IN_UTC = AT.astimezone(timezone.utc)  # noqa: UP017 - the plain name says what it is
ACTOR = Actor("p1", "mayor", "u1", "p2")
DECISION = Decision("agree", ACTOR, IN_UTC, "because", {"at": "text", "due": [1, None]}, "official")
RUN = Run("a.b", 2, "closed", AT, (Ask("mayor", "u1", "p1"), Ask("clerk", "u2")), (DECISION,), AT, "agree",
          "asked", 3, AT, 4, True, ("c2",), (3, 5))  # fmt: skip
SHOWN = Publicity("n", "a.c", "page", date(2026, 1, 2), date(2026, 1, 9), "closed", "quiet")
CASE = Case("c1", "t", "f", "r", "SZ-1", "u", ACTOR, AT, date(2026, 1, 1), "approved", {"runs": [{"x": 1}]},
            "gist", (RUN,), "a.b", 2, ("p2",), (SHOWN,), ("out", "in"), AT, Parent("c0", "a", 1), 9,
            "f" * 64)  # fmt: skip


def test_there_and_back():
    again = projection.read(projection.written(CASE), projection.filled(CASE))
    assert again == CASE
    assert again.runs[0].opened_at.isoformat() == AT.isoformat()
    assert again.runs[0].decisions[0].at.isoformat() == IN_UTC.isoformat()


def test_an_empty_case_comes_back_too():
    empty = replace(CASE, values=None, runs=(), publicities=(), entered=(), ended_at=None, resume=None)
    assert projection.read(projection.written(empty), projection.filled(empty)) == empty


def test_the_specimen_leaves_no_field_at_its_default():
    """Otherwise a field that is forgotten on the way would not be missed."""
    for record in (CASE, RUN, DECISION, SHOWN, ACTOR, RUN.asks[0]):
        for one in fields(record):
            assert getattr(record, one.name) != one.default, one.name


def test_a_row_of_an_older_version_takes_defaults():
    told = json.loads(projection.written(CASE))
    del told["runs"][0]["is_held"], told["entered"]
    again = projection.read(json.dumps(told), projection.filled(CASE))
    assert again == replace(CASE, entered=(), runs=(replace(RUN, is_held=False),))


def test_what_was_filled_in_stands_apart():
    assert "values" not in json.loads(projection.written(CASE))
