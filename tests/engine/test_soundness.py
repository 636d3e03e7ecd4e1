"""Whatever anybody decides on whatever chain: is the case always somewhere, and is it what its events tell?

The desk checks after every act that the events fold into the case (through JSON, too), that something waits
as long as the case is open, that tasks are those of whoever is asked, and that nobody answers twice.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.engine.desk import Desk
from tests.engine.random_chains import chains
from tests.engine.specimens import (
    FISCAL,
    HOLDINGS,
    TOWN,
    VILLAGE,
    blueprint,
    chain,
    held,
    post,
    together,
)
from townhall.engine import returning
from townhall.engine.asking import gone
from townhall.engine.reviews import is_forward
from townhall.engine.standing import standing
from townhall.record.cases import INITIATOR
from townhall.record.refusals import DutiesClash, NotYourTask, Refused

EXAMPLES = settings.default.max_examples if settings.default else 100
PERSONS = sorted({one.person for one in HOLDINGS})
SECOND_POSTS = (
    held("director", "secretary", VILLAGE),
    held("clerk", "member", VILLAGE),
    held("member1", "auditor", FISCAL),
    held("lead", "head", FISCAL),
    held("finance_leader", "mayor", TOWN),
)


class Matter(RuleBasedStateMachine):
    """One matter on a random chain, with people coming and going around it."""

    @initialize(
        way=chains(),
        missing=st.sets(st.sampled_from(PERSONS), max_size=3),
        seconds=st.sets(st.sampled_from(SECOND_POSTS), max_size=2),
        amount=st.sampled_from(["50", "500"]),
        urgent=st.sampled_from(["是", "否", ""]),
    )
    def begin(self, way, missing, seconds, amount, urgent):
        self.people = tuple(one for one in HOLDINGS if one.person not in missing or one.person == "clerk")
        self.people += tuple(seconds)
        self.desk = Desk(blueprint(way), self.people)
        self.desk.submit(amount=amount, urgent=urgent, helpers=["auditor", "member1"])

    def may_decide(self):
        return any(path != INITIATOR and self.desk.asked(path) for path in self.desk.at)

    @precondition(may_decide)
    @rule(data=st.data())
    def decide(self, data):
        """Somebody who is asked chooses anything."""
        desk = self.desk
        waiting = [path for path in desk.at if path != INITIATOR and desk.asked(path)]
        path = data.draw(st.sampled_from(waiting))
        step, run = desk.route.step(path), desk.case.open_run(path)
        answered = {decision.actor.person for decision in run.decisions}
        asked = {
            one.person
            for one in desk.people
            for seat in desk.seats(one.person)
            if one.person not in answered and any(ask.means(seat) for ask in run.asks)
        }
        if not asked:
            return  # whoever was asked holds the post no more: `ask_again` sees to it
        person = data.draw(st.sampled_from(sorted(asked)))
        choice = data.draw(st.sampled_from([one.name for one in step.choices]))
        to = self.elsewhere(data, step) if choice == "return" else None
        try:
            desk.decide(path, choice, by=person, to=to)
        except DutiesClash:
            is_by_name = all(ask.person is not None for ask in run.asks)
            assert not is_by_name, "asked by name, and not allowed to answer"
        except Refused:
            if to is None:
                raise

    def elsewhere(self, data, step):
        at = standing(self.desk.circumstances({}), self.desk.case)
        earlier = [INITIATOR, *(one.path for one in returning.returnable(at, step))]
        return data.draw(st.none() | st.sampled_from(earlier))

    @precondition(lambda self: self.desk.at)
    @rule(person=st.sampled_from(PERSONS), data=st.data())
    def meddle(self, person, data):
        """Somebody who is not asked tries."""
        desk = self.desk
        path = data.draw(st.sampled_from(desk.at))
        run = desk.case.open_run(path)
        own = desk.seats(person)
        if not own or any(ask.means(seat) for ask in run.asks for seat in own):
            return
        before = desk.case
        with pytest.raises(NotYourTask):
            desk.decide(path, "agree", by=person)
        assert desk.case == before

    @precondition(lambda self: self.desk.case.state == "returned")
    @rule(
        changed=st.sampled_from([{}, {"remark": "x"}, {"amount": "50"}, {"amount": "500"}, {"urgent": "是"}]),
        by=st.sampled_from([None, "member1"]),
    )
    def mend(self, changed, by):
        """Whoever started it, or another who may because that one has left."""
        (ask,) = self.desk.case.open_run(INITIATOR).asks
        if by is not None and ask.person is not None:
            with pytest.raises(NotYourTask):
                self.desk.resubmit(by, **changed)
            return
        self.desk.resubmit(by, **changed)

    @precondition(lambda self: any(one.state == "open" for one in self.desk.case.publicities))
    @rule(data=st.data(), outcome=st.sampled_from(["quiet", "quiet", "upheld"]))
    def end_publicity(self, data, outcome):
        numbers = [one.number for one in self.desk.case.publicities if one.state == "open"]
        self.desk.close_publicity(outcome, data.draw(st.sampled_from(numbers)))

    @rule(people=st.sampled_from(["as they are", "as at first", "everybody"]))
    def ask_again(self, people):
        """After it, every step is held or waits for somebody who can answer, or for a post."""
        everybody = (*HOLDINGS, *SECOND_POSTS)
        self.desk.people = {"as at first": self.people, "everybody": everybody}.get(people, self.desk.people)
        before = self.desk.case
        if self.desk.ask_again() is None:
            assert self.desk.case == before
        assert self.desk.ask_again() is None, "asking twice changes nothing"
        for path in self.desk.at:
            run = self.desk.case.open_run(path)
            away = gone(standing(self.desk.circumstances({}), self.desk.case), run)
            assert not away or (path == INITIATOR and all(ask.person is None for ask in away))
            assert run.is_held or not run.asks or any(self.can_answer(run, ask) for ask in run.asks)

    def can_answer(self, run, ask):
        """Whether the initiator's seat is asked, or somebody who sits there and has not answered."""
        if run.step == INITIATOR:
            return True
        people = {ask.person} if ask.person else {one.person for one in self.desk.people}
        return any(self.sits(run, ask, person) for person in people)

    def sits(self, run, ask, person):
        return any(run.waits_for(seat) and ask.means(seat) for seat in self.desk.seats(person))

    @rule(person=st.sampled_from(PERSONS))
    def leave(self, person):
        """Somebody gives up all posts, and comes back to them the next time."""
        gone = tuple(one for one in self.desk.people if one.person != person)
        self.desk.people = gone if len(gone) < len(self.desk.people) else (*HOLDINGS,)

    @rule(person=st.sampled_from(PERSONS), place=st.sampled_from(HOLDINGS))
    def move(self, person, place):
        """Somebody gives up all posts for another's."""
        others = tuple(one for one in self.desk.people if one.person != person)
        self.desk.people = (*others, replace(place, person=person))

    @rule(days=st.integers(1, 9))
    def wait(self, days):
        self.desk.later(days=days)


TestMatter = Matter.TestCase
TestMatter.settings = settings(max_examples=EXAMPLES // 2, stateful_step_count=20)


def agree(desk):
    """Let somebody agree at the first step that waits, or a publicity end quietly."""
    path = desk.at[0]
    step = desk.route.step(path)
    if step.verb == "publish":
        desk.close_publicity("quiet", shown_at(desk, path))
    else:
        desk.decide(
            path, next(one.name for one in step.choices if is_forward(desk.route.chain, step, one.name))
        )


def shown_at(desk, path):
    shown = [one.number for one in desk.case.publicities if one.step == path and one.state == "open"]
    return shown[-1]


def agree_everywhere(desk):
    """Let everybody agree until the case is over."""
    for _ in range(200):
        if desk.case.is_over:
            return
        if desk.case.state == "returned":
            desk.resubmit()
        else:
            agree(desk)
    raise AssertionError(f"agreeing never ends it: {desk.at}")


@settings(max_examples=EXAMPLES // 2)
@given(chains(is_tame=True), st.lists(st.integers(0, 10**6), max_size=12))
def test_whatever_was_decided_before_agreeing_everywhere_ends_a_case(way, decisions):
    desk = Desk(blueprint(way)).submit(helpers=["auditor", "member1"])
    for number in decisions:
        if desk.case.is_over:
            break
        if desk.case.state == "returned":
            desk.resubmit(amount=str(number % 2 * 400 + 100))
            continue
        path = desk.at[number % len(desk.at)]
        step = desk.route.step(path)
        if step.verb == "publish":
            desk.close_publicity(["quiet", "upheld"][number % 2], shown_at(desk, path))
        else:
            desk.decide(path, step.choices[number % len(step.choices)].name)
    agree_everywhere(desk)


@settings(max_examples=EXAMPLES // 2)
@given(chains(is_tame=True))
def test_agreeing_from_the_start_visits_every_step_at_most_once(way):
    desk = Desk(blueprint(way)).submit(helpers=["auditor", "member1"])
    agree_everywhere(desk)
    assert desk.case.state == "approved"
    assert desk.case.returns == 0
    assert all(run.round == 1 for run in desk.case.runs)


ANSWERS = {"agree": "next", "return": "initiator", "refuse": "refused", "again": "first"}
BRANCHES = ("rural", "auditor", "lead")


@settings(max_examples=EXAMPLES // 2)
@given(
    st.fixed_dictionaries({branch: st.sampled_from(sorted(ANSWERS)) for branch in BRANCHES}),
    st.permutations(BRANCHES),
)
def test_in_which_order_a_waiting_block_answers_changes_nothing(answers, order):
    branches = [post(branch, choices=ANSWERS) for branch in BRANCHES]
    way = chain(post("first", "director"), together("joint", *branches, a_no="waits_for_all"), post("head"))
    outcomes = []
    for one in (BRANCHES, order):
        desk = Desk(blueprint(way)).submit().walk("first")
        for branch in one:
            desk.decide(f"joint.{branch}", answers[branch])
        outcomes.append((desk.case.state, desk.at))
    assert outcomes[0] == outcomes[1]
