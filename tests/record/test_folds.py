"""Is a case nothing but its events, folded one by one?"""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from townhall.record.cases import INITIATOR, Ask, Case, Decision, Run
from townhall.record.folds import EVENT_KINDS, after, folded, foreseen, opened
from townhall.record.people import Seat
from townhall.record.trail import START, SYSTEM, Actor, Event, linked

AT = datetime(2026, 4, 8, 9, 30, tzinfo=timezone(timedelta(hours=8)))
CLERK, HEAD = Actor("clerk", "clerk", "v"), Actor("head", "head", "f")
SUBMITTED = {
    "town": "home",
    "form": "request",
    "release": "r1",
    "matter_no": "RQ-1",
    "unit": "v",
    "opened_on": "2026-04-08",
    "values": {"amount": 100},
    "gist": "x",
}


def asked(step, visit=1, **more):
    body = {
        "step": step,
        "round": visit,
        "asks": [],
        "review": None,
        "due": None,
        "needed": None,
        "held": False,
    }
    return event("step_opened", SYSTEM, **{**body, **more})


def event(kind, actor=SYSTEM, **body):
    return Event(kind, body, AT, actor)


FIRST = event("submitted", CLERK, **SUBMITTED)


def told(*events) -> Case:
    return folded("c", linked("c", 0, START, (FIRST, *events)))


def test_a_first_event_opens_a_case():
    case = told()
    assert case == replace(opened("c", FIRST), seq=1, head=case.head)
    assert (case.initiator, case.opened_at, case.opened_on) == (CLERK, AT, date(2026, 4, 8))
    assert (case.state, case.values, case.runs, case.is_over) == ("open", {"amount": 100}, (), False)


def test_a_step_opens_waits_is_answered_and_closes():
    due = AT + timedelta(days=1)
    ask = {"post": "head", "unit": "f", "person": None}
    case = told(asked("head", asks=[ask], due=due.isoformat(), review=2, needed=1))
    (run,) = case.open_runs
    assert run == Run("head", 1, "open", AT, (Ask("head", "f"),), review=2, due=due, needed=1)
    assert case.open_run("head") is run
    decided = event(
        "decided", HEAD, step="head", round=1, choice="agree", reason="r", fields={"a": 1}, seal="s", to=None
    )
    closed = event("step_closed", step="head", round=1, outcome="agree", by=None)
    case = told(asked("head"), decided, closed)
    assert case.runs[0].decisions == (Decision("agree", HEAD, AT, "r", {"a": 1}, "s"),)
    assert (case.runs[0].state, case.runs[0].outcome, case.runs[0].closed_at) == ("closed", "agree", AT)
    assert case.open_run("head") is None
    assert case.last_run("head") == case.runs[0]


def test_a_round_is_told_from_another():
    case = told(
        asked("head"),
        event("step_cancelled", step="head", round=1, why="returned"),
        asked("head", 2),
        event("step_closed", step="head", round=2, outcome="disagreed", by="head.x"),
    )
    assert [(run.state, run.why, run.outcome) for run in case.runs] == [
        ("cancelled", "returned", None),
        ("closed", "head.x", "disagreed"),
    ]
    assert case.last_run("head").round == 2


def test_a_step_passed_over_keeps_what_counts_for_it():
    counts = [{"choice": "agree", "seal": None, "actor": HEAD.to_json()}]
    case = told(event("step_skipped", step="head", round=1, why="same_person", review=3, counts=counts))
    (run,) = case.runs
    assert (run.state, run.why, run.review, run.closed_at) == ("skipped", "same_person", 3, AT)
    assert run.decisions == (Decision("agree", HEAD, AT),)


def test_a_returned_case_waits_for_its_initiator_and_is_open_again():
    back = event("returned", **{"from": "head", "to": INITIATOR, "reason": "r", "resume": "head"})
    case = told(asked("head"), back)
    assert (case.state, case.resume, case.returns) == ("returned", "head", 1)
    again = event("resubmitted", CLERK, values={"amount": 2}, gist="y", restarts=[], resume="head")
    case = told(asked("head"), back, again)
    assert (case.state, case.resume, case.returns) == ("open", None, 1)
    assert (case.values, case.gist) == ({"amount": 2}, "y")


def test_a_return_to_a_step_leaves_the_case_open():
    case = told(event("returned", **{"from": "b", "to": "a", "reason": "", "resume": None}))
    assert (case.state, case.returns) == ("open", 1)


def test_held_is_what_waits_where_nobody_can_be_asked():
    assert told(asked("head", held=True)).is_held
    assert not told(asked("head", held=True), event("step_cancelled", step="head", round=1, why="x")).is_held
    assert not told(asked("head")).is_held


def test_publicities_open_and_close_by_their_numbers():
    def shown(number):
        days = {"opened_on": "2026-04-08", "closes_on": "2026-04-15"}
        return event("publicity_opened", number=number, step="show", page="notice", **days)

    case = told(shown("a"), shown("b"), event("publicity_closed", number="a", outcome="quiet"))
    assert [(one.number, one.state, one.outcome) for one in case.publicities] == [
        ("a", "closed", "quiet"),
        ("b", "open", None),
    ]
    assert case.publicities[0].closes_on == date(2026, 4, 15)


def test_what_was_booked_is_remembered_once_by_its_effect():
    booked = [event("entered", effect=name, register="moves") for name in ("freeze", "out", "freeze")]
    assert told(*booked).entered == ("freeze", "out")


@pytest.mark.parametrize("state", ["approved", "refused", "withdrawn"])
def test_an_end_is_an_end(state):
    case = told(event("ended", state=state))
    assert (case.state, case.ended_at, case.is_over) == (state, AT, True)


@pytest.mark.parametrize("kind", ["copied", "objected", "objection_answered"])
def test_some_events_only_stand_in_the_trail(kind):
    before, case = told(), told(event(kind, something=1))
    assert replace(case, seq=1, head=before.head) == before
    assert case.seq == 2


def test_numbers_and_hashes_follow_the_events():
    kept = linked("c", 0, START, (FIRST, asked("head")))
    case = folded("c", kept)
    assert (case.seq, case.head) == (2, kept[-1].hash)


def test_a_case_is_foreseen_as_its_event_will_leave_it():
    before, opens = told(), asked("head")
    case = foreseen(before, opens)
    assert (case.seq, case.head) == (before.seq, before.head)
    assert replace(case, seq=opens.seq, head=opens.hash) == after(before, opens)


def test_an_event_of_a_later_version_is_not_passed_over_in_silence():
    assert "delegated" not in EVENT_KINDS
    with pytest.raises(LookupError):
        after(told(), event("delegated"))


@pytest.mark.parametrize("step", ["other", "head"])
def test_an_event_of_a_run_nobody_opened_is_a_mistake(step):
    with pytest.raises(LookupError, match=f"no run 2 of {step}"):
        told(asked("head"), event("step_cancelled", step=step, round=2, why="x"))


def test_a_run_asks_others_and_keeps_what_was_decided():
    asks = [{"post": "member", "unit": "v", "person": one} for one in ("a", "b")]
    instead = [asks[0], {"post": "member", "unit": "v", "person": "c"}]
    decided = event(
        "decided",
        Actor("a", "member", "v"),
        step="s",
        round=1,
        choice="agree",
        reason="",
        fields=None,
        seal=None,
        to=None,
    )
    reasked = event("step_reasked", step="s", round=1, asks=instead, review=None, needed=2, held=False)
    (run,) = told(asked("s", asks=asks, needed=2), decided, reasked).open_runs
    assert [one.person for one in run.asks] == ["a", "c"]
    assert run.is_answered_by("a")
    assert run.waits_for(Seat("c", "member", "v"))
    assert not run.waits_for(Seat("b", "member", "v"))


def test_who_mends_a_matter_of_one_who_left_is_one_of_its_submitters():
    again = event("resubmitted", HEAD, values={}, gist="", restarts=[], resume=None)
    own = event("resubmitted", CLERK, values={}, gist="", restarts=[], resume=None)
    case = told(own, again, again)
    assert case.mended_by == ("head",)
    assert case.submitters == {"clerk", "head"}
