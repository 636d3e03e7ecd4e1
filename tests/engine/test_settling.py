"""When have several people decided?"""

from decimal import Decimal

import pytest

from tests.engine.desk import Desk
from tests.engine.specimens import AGREE, NOW, blueprint, chain, param, post
from townhall.engine.settling import settled
from townhall.record.cases import Ask, Decision, Run
from townhall.record.trail import Actor


def desk(*steps, **more):
    return Desk(blueprint(chain(*steps), **more))


def answered(step, asked, needed, *choices):
    """A run in which persons p0, p1, … gave these choices in their order."""
    asks = tuple(Ask("member", "u", f"p{number}") for number in range(asked))
    decisions = tuple(Decision(one, Actor(f"p{number}"), NOW) for number, one in enumerate(choices))
    return Run(step.path, 1, "open", NOW, asks, decisions, needed=needed)


CASES = [
    # mode, dissent, asked, needed, answers so far, outcome
    ("all", "returns", 3, 3, ["agree", "agree"], None),
    ("all", "returns", 3, 3, ["agree", "agree", "agree"], "agree"),
    ("all", "returns", 3, 3, ["agree", "return"], "return"),
    ("all", "waits_for_all", 3, 3, ["return"], None),
    ("all", "waits_for_all", 3, 3, ["return", "agree"], None),
    ("all", "waits_for_all", 3, 3, ["return", "agree", "refuse"], "return"),
    ("all", "waits_for_all", 3, 3, ["agree", "agree", "refuse"], "refuse"),
    ("all", "outvoted", 3, 3, ["return"], "return"),
    ("quorum", "returns", 3, 2, ["agree"], None),
    ("quorum", "returns", 3, 2, ["agree", "agree"], "agree"),
    ("quorum", "returns", 3, 2, ["agree", "refuse"], "refuse"),
    ("quorum", "waits_for_all", 3, 2, ["agree", "agree"], "agree"),
    ("quorum", "waits_for_all", 3, 2, ["return", "agree", "agree"], "return"),
    ("quorum", "outvoted", 3, 2, ["return"], None),
    ("quorum", "outvoted", 3, 2, ["return", "agree"], None),
    ("quorum", "outvoted", 3, 2, ["return", "agree", "agree"], "agree"),
    ("quorum", "outvoted", 3, 2, ["return", "refuse"], "return"),
    ("quorum", "outvoted", 5, 1, ["return", "return", "return", "return"], None),
    ("quorum", "outvoted", 5, 1, ["return"] * 5, "return"),
]


@pytest.mark.parametrize(("mode", "dissent", "asked", "needed", "answers", "outcome"), CASES)
def test_modes_and_disagreements(mode, dissent, asked, needed, answers, outcome):
    step = post("group", "member", mode=mode, dissent=dissent)
    assert settled(chain(step), step, answered(step, asked, needed, *answers)) == outcome


def test_whatever_is_answered_a_step_settles_once_everyone_has_answered():
    for mode, dissent, asked, needed, *_ in CASES:
        step = post("group", "member", mode=mode, dissent=dissent)
        for pattern in range(3**asked):
            answers = [list(AGREE)[pattern // 3**place % 3] for place in range(asked)]
            assert settled(chain(step), step, answered(step, asked, needed, *answers)) is not None


def test_where_one_is_enough_the_first_answer_settles():
    step = post("head")
    assert settled(chain(step), step, answered(step, 1, None, "return")) == "return"


@pytest.mark.parametrize(
    ("at_least", "needed"),
    [
        (2, 2),
        ("2", 2),
        ("param.half", 2),
        ("param.most", 3),
        ("param.all", 3),
        (None, 3),
        (0, 1),
        ("param.later", 3),
    ],
    ids=["count", "formula", "a half", "nearly all", "all", "nothing said", "none", "unknown"],
)
def test_how_many_must_agree(at_least, needed):
    shares = (("half", Decimal("0.5")), ("most", Decimal("0.7")), ("all", Decimal(1)))
    params = {name: param(name, "percent", (NOW.date(), share)) for name, share in shares}
    params["later"] = param("later", "percent")
    one = desk(post("group", "member", mode="quorum", at_least=at_least), params=params).submit()
    assert one.case.open_run("group").needed == needed


def test_in_a_countersign_only_ones_own_task_closes_until_it_settles():
    one = desk(post("group", "member", mode="all"), post("head")).submit()
    one.decide("group", by="member2")
    assert one.todo() == [("group", "member1"), ("group", "member3")]
    one.decide("group", "return", by="member3")
    assert one.todo() == []


def test_a_quorum_that_is_reached_takes_the_others_tasks_away():
    one = desk(post("group", "member", mode="quorum", at_least=2), post("head")).submit()
    one.decide("group", by="member3").decide("group", by="member1")
    assert one.todo() == [("head", "head")]


def test_a_countersign_in_which_a_disagreement_is_outvoted_goes_on():
    step = post("group", "member", mode="quorum", at_least=2, dissent="outvoted")
    one = desk(step, post("head")).submit()
    one.decide("group", "refuse").decide("group").decide("group")
    assert one.at == ["head"]


def test_a_countersign_that_waits_for_all_gathers_every_reason():
    one = desk(post("group", "member", mode="all", dissent="waits_for_all"), post("head")).submit()
    one.decide("group", "return", reason="没有发票原件").decide("group").decide(
        "group", "return", reason="金额和合同不同"
    )
    assert one.case.state == "returned"
    assert one.bodies("returned")[0]["reason"] == "没有发票原件\n金额和合同不同"
