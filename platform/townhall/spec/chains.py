"""Whose approval does a matter need, in which order, and where may a decision lead?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from townhall.kernel.expressions import Formula
from townhall.kernel.text import Text
from townhall.spec.fields import NO_SHEET, Setting, Sheet

Verb = Literal[
    "post", "first_of", "person", "first_true", "together", "steps", "publish", "wait_for", "open", "tell"
]
Mode = Literal["any", "all", "quorum", "serial"]
Dissent = Literal["returns", "waits_for_all", "outvoted"]
Policy = Literal["skip_with_record", "move_up", "hold"]


@dataclass(frozen=True, slots=True)
class PostReference:
    """A post, with a portfolio where the post has them (`deputy_leader.finance`)."""

    post: str
    portfolio: str | None = None

    def __str__(self) -> str:
        return f"{self.post}.{self.portfolio}" if self.portfolio else self.post


@dataclass(frozen=True, slots=True)
class Choice:
    """A way out of a step: `leads` to `next`, `end`, `refused`, `initiator`, `previous` or a step's path."""

    name: str
    title: Text
    leads: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several who may be asked (`first_true`): the first whose `when` is true."""

    name: str
    posts: tuple[PostReference, ...]
    when: Formula | None = None
    review: int | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of a table (`of`) that a step draws by lot: a share of them, and at least so many."""

    of: str
    share: Formula | None
    at_least: Formula | int


SAMPLE = "sample"
"""The name under which the drawn rows stand at their step, as a table."""

ROW_NO = "row_no"
"""The name under which a row knows its number in its table, from 1; of a drawn row, in the table it is of."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `path` is dotted from the chain's top through fragments and branches (`pay.release`).

    `verb` says what it does. `steps` is a run of inner steps (an inserted chain, or a branch of several
    steps); `branches` run in parallel (`together`). `facet` names the promise its formulas are written
    against, when it came from a shared chain; None means the form's own names. `form` is the matter it opens,
    one for each row of `each`, filled in beforehand with `send`, by `person`. What an inserted chain lets
    be known: `gives` names the ways (`bank.ok`) that come to one outcome, `values` what is filled in at one
    of its steps (`bank.bank_ref`), the first that has it.
    """

    name: str
    path: str
    title: Text
    verb: Verb
    posts: tuple[PostReference, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    person: Formula | None = None
    of: Formula | None = None
    steps: tuple[Step, ...] = ()
    branches: tuple[Step, ...] = ()
    page: str | None = None
    open_for: Formula | None = None
    hook: str | None = None
    form: str | None = None
    each: str | None = None
    send: tuple[tuple[str, Setting], ...] = ()
    when: Formula | None = None
    mode: Mode = "any"
    at_least: Formula | int | None = None
    dissent: Dissent = "returns"
    choices: tuple[Choice, ...] = ()
    sheet: Sheet = NO_SHEET
    apart_from: tuple[str, ...] = ()
    review: int | None = None
    seal: str | None = None
    seal_title: Text | None = None
    within: Formula | None = None
    facet: str | None = None
    gives: tuple[tuple[str, tuple[str, ...]], ...] = ()
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sample: Sample | None = None

    @property
    def asks_people(self) -> bool:
        """Whether the step opens tasks for persons."""
        return self.verb in ("post", "first_of", "person", "first_true", "wait_for")

    def choice(self, name: str) -> Choice | None:
        """The way out of that name, or None."""
        return next((choice for choice in self.choices if choice.name == name), None)

    def walk(self) -> Iterator[Step]:
        """This step and all inside it, in written order."""
        yield self
        for inner in (*self.steps, *self.branches):
            yield from inner.walk()


@dataclass(frozen=True, slots=True)
class Returns:
    """Where a return goes by default, and how the case comes back from there."""

    to: str = "initiator"
    then: Literal["walk_again", "straight_back"] = "walk_again"
    reason_min: int = 5


@dataclass(frozen=True, slots=True)
class People:
    """What happens when the same person meets two steps, a post is empty, or the case is one's own."""

    same_person: Policy = "hold"
    empty_post: Policy = "hold"
    own_case: Policy = "hold"


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps of a matter. `needs` is the facet a shared chain is written against.

    `by_path`: every step at its path, in written order, containers before what they contain; `places`: the
    number of each in that order; `forward`: at each path the names of the choices that carry the case on: to
    what follows, to a later step, or to its end. `pays_first` gives the ground (a law) on which this chain
    may pay before the three reviews, `one_body` the ground on which all three may come from one body.
    """

    name: str
    pack: str
    title: Text
    steps: tuple[Step, ...]
    returns: Returns = Returns()
    people: People = People()
    shared: bool = False
    needs: str | None = None
    pays_first: Text | None = None
    one_body: Text | None = None
    gives: tuple[tuple[str, tuple[str, ...]], ...] = ()
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by_path: Mapping[str, Step] = field(init=False, repr=False, compare=False)
    places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    forward: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_path = {step.path: step for top in self.steps for step in top.walk()}
        object.__setattr__(self, "by_path", by_path)
        object.__setattr__(self, "places", {path: place for place, path in enumerate(by_path)})
        forward = {step.path: frozenset(self._carrying_on(step)) for step in by_path.values()}
        object.__setattr__(self, "forward", forward)

    def _carrying_on(self, step: Step) -> Iterator[str]:
        for choice in step.choices:
            if choice.leads in ("refused", "initiator", "previous"):
                continue
            if choice.leads in ("next", "end") or self.places.get(choice.leads, -1) > self.places[step.path]:
                yield choice.name

    def walk(self) -> Iterator[Step]:
        """All steps, in written order, containers before what they contain."""
        return iter(self.by_path.values())

    def step(self, path: str) -> Step:
        """The step at a path.

        Raises:
            LookupError: the chain has no such step.
        """
        try:
            return self.by_path[path]
        except KeyError:
            raise LookupError(f"chain/{self.name} has no step {path}") from None
