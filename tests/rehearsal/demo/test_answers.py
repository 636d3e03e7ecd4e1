"""Is everything that a step asks filled in, so that its answer is accepted?"""

from datetime import date
from random import Random

import pytest

from townhall.kernel.text import Text
from townhall.rehearsal.demo.answers import filled
from townhall.rehearsal.demo.courses import Turn
from townhall.rehearsal.demo.identity import Numbers
from townhall.spec.chains import Choice, Step
from townhall.spec.fields import Field, Option, Section, Sheet

DAY = date(2026, 4, 3)
NAME = Text("字段", "Field")


def answer(step: Step, turn: Turn | None = None, seed: int = 1) -> dict:
    return filled(step, turn, Random(seed), Numbers(Random(seed)), DAY, {"fiscal_specialist": "p1"})


def step_with(*fields: Field) -> Step:
    sheet = Sheet((Section("s", NAME, fields),))
    return Step("step", "step", NAME, "post", sheet=sheet, choices=(Choice("agree", NAME, "next"),))


def test_every_required_field_of_every_step_is_filled(blueprint):
    for form in blueprint.forms:
        for step in blueprint.chain_of(form).walk():
            found = answer(step)
            wanted = {
                one.name
                for one in step.sheet.fields
                if one.required is True and one.shown is True and one.calculated is None
            }
            assert wanted <= set(found), step.path
            assert set(found) <= {one.name for one in step.sheet.fields}, step.path


@pytest.mark.parametrize("body", ["two_committees", "villager_rep"])
def test_votes_pass_unless_they_are_meant_to_fail(blueprint, body):
    step = blueprint.chain_of("village_fund_payment").step(body)
    for seed in range(30):
        passed = answer(step, seed=seed)
        assert passed["decision_type"] == body
        assert passed["agree"] * 2 > passed["present"] >= passed["entitled"] * 2 / 3
        assert passed["agree"] + passed["against"] <= passed["present"]
        assert answer(step, Turn("voted_down", "先询价"), seed)["agree"] * 2 < passed["entitled"]


def test_an_opinion_follows_its_turn_and_says_why(blueprint):
    step = blueprint.chain_of("project_joint_approval").step("joint.costs")
    against = answer(step, Turn("disagree", "单价偏高", "disagree"))
    assert (against["opinion"], against["opinion_text"]) == ("disagree", "单价偏高")
    opinions = {answer(step, seed=seed)["opinion"] for seed in range(40)}
    assert opinions == {"agree", "agree_with_conditions"}


def test_a_field_nobody_thought_of_is_filled_by_its_kind():
    options = (Option("first", NAME), Option("second", NAME))
    found = answer(
        step_with(
            Field("a", "choice", NAME, required=True, options=options),
            Field("b", "date", NAME, required=True),
            Field("c", "file", NAME, required=True),
            Field("d", "money", NAME, required=True),
            Field("e", "bool", NAME, required=True),
            Field("f", "text", NAME, required=True),
            Field("g", "text", NAME),
        )
    )
    assert found == {"a": "first", "b": DAY, "c": "c.pdf", "d": 1, "e": True, "f": "情况属实"}


def test_whoever_holds_the_post_is_named():
    one = Field("specialist", "person", NAME, required=True, holds="fiscal_specialist")
    assert answer(step_with(one)) == {"specialist": "p1"}
