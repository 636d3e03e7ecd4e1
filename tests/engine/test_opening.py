"""Is a matter that nobody began begun once for each reason, and what comes of those a step waits for?"""

from __future__ import annotations

import pytest

from tests.engine.desk import Desk
from tests.engine.specimens import VILLAGE, blueprint, chain, post
from townhall.engine import opening
from townhall.engine.opening import case_id, outcome
from townhall.record.cases import INITIATOR, Ask, Parent
from townhall.record.folds import folded
from townhall.record.moves import Opening
from townhall.record.trail import SYSTEM, linked


def test_the_same_reason_gives_the_same_id_and_no_other_does():
    ids = [case_id("each", "rent", number) for number in range(50)] + [case_id("every", "rent", 1)]
    assert len(set(ids)) == len(ids)
    assert case_id("each", "rent", 1) == ids[1]
    assert all(len(one) == 32 and "." not in one for one in ids)


@pytest.mark.parametrize(
    ("states", "comes_to"),
    [
        (["approved"], "approved"),
        (["approved", "approved"], "approved"),
        (["approved", "refused"], "refused"),
        (["withdrawn"], "refused"),
        (["approved", "begun"], None),
        (["open", "refused"], None),
        (["returned"], None),
    ],
)
def test_a_step_goes_on_when_all_that_it_opened_are_over(states: list[str], comes_to: str | None):
    assert outcome(states) == comes_to


@pytest.mark.parametrize("person", [None, "p1"])
@pytest.mark.parametrize("parent", [None, Parent("c1", "onsite", 1)])
def test_a_matter_is_begun_for_the_seat_that_is_asked(person: str | None, parent: Parent | None):
    one = Desk(blueprint(chain(post("head"))))
    asked = Opening("o1", "request", VILLAGE, Ask("clerk", VILLAGE, person), {}, parent=parent)
    move = one.gathered(
        lambda now: opening.begin(now, asked, "home", "r1", "RQ-01-2026-00001", {"amount": 5}, "words")
    )
    case = move.after
    run = case.open_run(INITIATOR)
    assert run is not None
    assert (case.state, case.parent, case.values, case.gist) == ("begun", parent, {"amount": 5}, "words")
    assert (case.initiator.person, case.initiator.post) == (SYSTEM.person, "clerk")
    assert run.asks == (Ask("clerk", VILLAGE, person),)
    assert [(task.kind, task.post, task.person) for task in move.opens] == [("mend", "clerk", person)]
    told = folded("o1", linked("o1", 0, "0" * 64, move.events))
    assert (told.state, told.parent, told.runs) == (case.state, case.parent, case.runs)
