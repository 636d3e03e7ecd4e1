"""Where is a case on its way: what was done, who is still missing, what lies ahead?"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from townhall.engine.returning import DISAGREED
from townhall.engine.reviews import is_forward
from townhall.engine.standing import Standing
from townhall.engine.world import judged
from townhall.kernel.text import Text
from townhall.office.naming import post_title, seated
from townhall.office.showing import Reader
from townhall.office.views import Signature, StepView
from townhall.record.cases import INITIATOR, Ask, Case, Decision, Run
from townhall.record.people import Seat
from townhall.spec.chains import Chain, Step

SKIPPED: dict[str, Text] = {
    "when": Text("本件不需要此环节", "Not needed for this matter"),
    "same_person": Text(
        "与前面签字的是同一人，记录后跳过", "The same person signed before; passed over on record"
    ),
    "empty_post": Text("此岗位无人，记录后跳过", "Nobody holds this post; passed over on record"),
    "choice": Text("按前面的选择不经此环节", "Passed by, as somebody chose before"),
    "own_case": Text("为本人事项，记录后跳过", "The holder's own matter; passed over on record"),
}
HELD = Text("暂无人可办，待任命", "Held: nobody may act here until someone is appointed")
TO_INITIATOR = Text("经办人修改", "Back with the initiator")
LATER = frozenset({"step", "case", "actor", "choice", "today", "now"})
"""Roots whose values come only as a case goes on: what hangs on them cannot be told ahead."""

State = Literal["done", "returned", "refused", "skipped", "cancelled", "waiting", "ahead"]


def is_spared(at: Standing, step: Step) -> bool:
    """Whether what is filled in tells already that a step ahead will not be needed; unknown is not spared."""
    if step.when is None or any(path[0] in LATER for path in step.when.names):
        return False
    return judged(step.when, at.step_scope(step)) is False


def status(
    chain: Chain, case: Case | None, reader: Reader, now: datetime, at: Standing | None = None
) -> tuple[StepView, ...]:
    """The status tree of a case; of a chain nobody walks yet where `case` is None.

    `at`: where the case stands, to tell which steps ahead it will not need.
    """
    steps = tuple(_step(chain, step, case, reader, now, at) for step in chain.steps)
    run = case.open_run(INITIATOR) if case else None
    if case is None or run is None:
        return steps
    name = reader.seating.name(case.initiator.person)
    mending = StepView(
        path=INITIATOR,
        title=TO_INITIATOR,
        state="waiting",
        missing=((name, _post(case.initiator.post, case.initiator.unit, reader)),),
        opened_at=run.opened_at,
        waited_minutes=_minutes(run, now),
        past=_sent_back(chain, case, run, reader),
    )
    return (mending, *steps)


def _step(
    chain: Chain, step: Step, case: Case | None, reader: Reader, now: datetime, at: Standing | None
) -> StepView:
    run = case.last_run(step.path) if case else None
    earlier = [one for one in case.runs if one.step == step.path][:-1] if case and run else []
    inner = tuple(_step(chain, one, case, reader, now, at) for one in step.steps)
    branches = tuple(_step(chain, one, case, reader, now, at) for one in step.branches)
    if run is None:
        return StepView(
            path=step.path,
            title=step.title,
            state="ahead",
            steps=inner,
            branches=branches,
            why=_asked(step, reader),
            is_spared=at is not None and is_spared(at, step),
        )
    state = _state(chain, step, run)
    return StepView(
        path=step.path,
        title=step.title,
        state=state,
        signatures=tuple(signature(chain, step, one, reader, state == "done") for one in run.decisions),
        missing=_missing(run, reader) if run.is_open else (),
        why=_why(step, run),
        opened_at=run.opened_at,
        closed_at=run.closed_at,
        waited_minutes=None if run.state == "skipped" else _minutes(run, now),
        due=run.due,
        needed=run.needed,
        steps=inner,
        branches=branches,
        earlier=len(earlier),
        past=tuple(
            signature(chain, step, one, reader)
            for each in earlier
            for one in each.decisions
            if not is_forward(chain, step, one.choice)
        ),
    )


def _sent_back(chain: Chain, case: Case, mending: Run, reader: Reader) -> tuple[Signature, ...]:
    """The decisions that sent the matter back to whoever mends it now: of a joint review those of all who
    disagreed, whoever answered last; none where an objection did.
    """
    decided = [
        (decision, step)
        for step in chain.walk()
        for run in [case.last_run(step.path)]
        if run is not None and run.state == "closed"
        for decision in run.decisions
    ]
    if max((one.at for one, _ in decided), default=mending.opened_at) < mending.opened_at:
        return ()
    against = [(one, step) for one, step in decided if not is_forward(chain, step, one.choice)]
    if not against:
        return ()
    last, at = max(against, key=lambda one: one[0].at)
    block = _left_block(chain, case, at)
    if block is None:
        return (signature(chain, at, last, reader),)
    within = {one.path for one in block.walk()}
    return tuple(signature(chain, step, one, reader) for one, step in against if step.path in within)


def _left_block(chain: Chain, case: Case, step: Step) -> Step | None:
    """The outermost parallel block around a step that was left because somebody in it disagreed, or None."""
    letters = enumerate(step.path)
    around = (chain.step(step.path[:place]) for place, letter in letters if letter == ".")
    for one in around:
        run = case.last_run(one.path)
        if one.branches and run is not None and run.outcome == DISAGREED:
            return one
    return None


def _asked(step: Step, reader: Reader) -> Text | None:
    """Who will be asked, for a step ahead."""
    posts = [
        post_title(reader.blueprint, Seat("", one.post, "", one.portfolio))
        for one in (*step.posts, *(post for candidate in step.candidates for post in candidate.posts))
    ]
    if not posts:
        return None
    return Text("、".join(one.zh for one in posts), ", ".join(one.en for one in posts))


def _state(chain: Chain, step: Step, run: Run) -> State:
    match run.state:
        case "open":
            return "waiting"
        case "skipped":
            return "skipped"
        case "cancelled":
            return "cancelled"
    way = step.choice(run.outcome or "")
    if way is None:
        return "returned" if run.outcome == DISAGREED else "done"
    if way.leads == "refused":
        return "refused"
    return "done" if is_forward(chain, step, way.name) else "returned"


def _why(step: Step, run: Run) -> Text | None:
    if run.state == "skipped":
        return SKIPPED.get(run.why or "")
    return HELD if run.is_open and run.is_held else None


def _missing(run: Run, reader: Reader) -> tuple[tuple[str, Text], ...]:
    answered = {decision.actor.person for decision in run.decisions}
    return tuple(
        (_holder(ask, reader), _post(ask.post, ask.unit, reader))
        for ask in run.asks
        if ask.person is None or ask.person not in answered
    )


def _holder(ask: Ask, reader: Reader) -> str:
    """Who is asked, by name; of a post whoever holds it today, if it is one person alone."""
    if ask.person:
        return reader.seating.name(ask.person)
    seating = reader.seating
    found = {
        one.person
        for one in seating.holdings
        if one.unit == ask.unit and one.is_in_force(seating.day) and ask.means(one.seat)
    }
    return reader.seating.name(*found) if len(found) == 1 else ""


def _post(post: str, unit: str, reader: Reader) -> Text:
    name, _, portfolio = post.partition(".")
    title = post_title(reader.blueprint, Seat("", name, unit, portfolio or None))
    place = reader.blueprint.unit_titles.get(unit)
    return title if place is None else seated(place, title)


def signature(
    chain: Chain, step: Step, decision: Decision, reader: Reader, is_complete: bool = False
) -> Signature:
    """One decision as it is shown: name, post, words, seal, what was filled in.

    `is_complete`: whether all that the step asks for is there, and carried the case on.
    """
    actor = decision.actor
    way = step.choice(decision.choice)
    name, _, portfolio = actor.post.partition(".")
    return Signature(
        name=reader.seating.name(actor.person),
        post=post_title(reader.blueprint, Seat(actor.person, name, actor.unit, portfolio or None)),
        unit=reader.blueprint.unit_titles.get(actor.unit, Text(actor.unit, actor.unit)),
        choice_title=way.title if way else Text(decision.choice, decision.choice),
        is_sealed=is_forward(chain, step, decision.choice) and (is_complete or decision.seal is None),
        reason=decision.reason,
        at=decision.at,
        seal=reader.blueprint.seal_titles.get(decision.seal or ""),
        filled=reader.sections(step.sheet, decision.fields) if decision.fields else (),
        on_behalf_of=reader.seating.name(actor.on_behalf_of) if actor.on_behalf_of else "",
    )


def _minutes(run: Run, now: datetime) -> int:
    return max(int(((run.closed_at or now) - run.opened_at).total_seconds() // 60), 0)
