"""Where does each matter without a story of its own stand: at every step, returned, refused, done?

The courses are read off the chain, so a matter that a definition adds is met everywhere without a word here.
`HABITS` says what is particular: which sum leads to a step, at which villages a matter can be started.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from townhall.rehearsal.demo.bodies import LARGE, MIDDLE, Body, Wish
from townhall.rehearsal.demo.courses import PROJECT, Course, Protest, Turn
from townhall.rehearsal.demo.population import PLACES
from townhall.spec.blueprint import Blueprint
from townhall.spec.chains import Chain, Step

RETURN = "材料不齐，请补充后重报"
REFUSAL = "不符合规定，不予办理"
STEPS_A_DAY = 3
"""So many steps are passed on a working day."""

SHOWN = 8
"""Working days that a publicity may take."""


@dataclass(frozen=True, slots=True)
class Habit:
    """What is particular about a matter.

    `wishes`: by step path, what must be asked for so that a case gets there (`*`: what is usual). `done`: the
    cases that are over, oldest first. `third`: it is started in every third village, from this one on;
    `once`: at most once in each. `kinds`: the bodies that start it here, where more might.
    """

    wishes: Mapping[str, Wish] = field(default_factory=dict)
    done: tuple[Wish, ...] = (Wish(), Wish(), Wish(MIDDLE), Wish())
    third: int | None = None
    once: bool = False
    kinds: tuple[str, ...] = ()
    protest: Protest | None = None


HABITS: Mapping[str, Habit] = {
    "unit_expense": Habit(kinds=("fiscal_office", "civil_affairs")),
    "coop_fund_use": Habit(
        wishes={"supervisor": Wish(LARGE), "board": Wish(LARGE), "town.leader": Wish("great")},
        done=(Wish(), Wish(MIDDLE), Wish(LARGE), Wish("great"), Wish()),
    ),
    "home_expense": Habit(
        wishes={"town.leader": Wish(LARGE)},
        done=(Wish(), Wish(kind="wage"), Wish(MIDDLE), Wish(LARGE), Wish()),
    ),
    "home_purchase_stock": Habit(
        wishes={"director": Wish(kind="out")},
        done=(
            Wish(kind="in"), Wish(kind="out"), Wish(LARGE, "in"), Wish(kind="out"), Wish(kind="count"),
            Wish(kind="in"), Wish(kind="loss"), Wish(kind="out"),
        ),
    ),
    "village_income": Habit(
        wishes={"*": Wish(kind="rent")},
        done=(Wish(kind="rent"), Wish(), Wish(kind="rent"), Wish(), Wish(kind="rent"), Wish()),
    ),
    "asset_letting": Habit(wishes={"town.leader": Wish(LARGE)}, done=(Wish(), Wish(LARGE))),
    "coop_asset_letting": Habit(wishes={"town.leader": Wish(LARGE)}, done=(Wish(), Wish(LARGE))),
    "contract_filing": Habit(
        wishes={"rural": Wish(kind="terminate"), "specialist": Wish(kind="renew")},
        done=(Wish(), Wish(kind="renew"), Wish(kind="terminate"), Wish()),
    ),
    "month_close": Habit(third=2, once=True),
    "rent_collection": Habit(
        wishes={"leader": Wish(kind="waived")}, done=(Wish(), Wish(kind="waived"), Wish(), Wish(), Wish())
    ),
    "supervision_task": Habit(
        wishes={"source": Wish(kind="district")}, done=(Wish(), Wish(kind="district"), Wish())
    ),
    "project_procurement": Habit(
        third=0,
        done=(Wish(), Wish()),
        protest=Protest("报价最低的那家没有做过这样的路，请核实资质。", answer="经核实，三家均具备承包资格"),
    ),
    "project_start": Habit(third=1, done=(Wish(), Wish())),
    "project_change": Habit(third=2, wishes={"leader": Wish(LARGE)}, done=(Wish(), Wish(LARGE))),
    "project_payment": Habit(third=2, done=(Wish(), Wish(), Wish())),
}  # fmt: skip
USUAL = Habit()
STAGES = (
    (PROJECT, 64),
    ("project_procurement", 53),
    ("project_start", 44),
    ("project_payment", 38),
    ("project_change", 30),
    ("project_payment", 22),
)
"""How many working days ago each stage of a whole project was handed in, the one before being over."""

FEWEST_DAYS, DAYS_APART = 12, 6
"""The newest case that is over was handed in so many working days ago, the others so far apart before it."""


def of_other_matters(blueprint: Blueprint, bodies: Sequence[Body], told: frozenset[str]) -> Iterator[Course]:
    """Courses of every matter that `told` does not name, at the bodies that may start it."""
    opened = {step.form for chain in blueprint.chains.values() for step in chain.walk() if step.form}
    for form in sorted(set(blueprint.forms) - told - opened):
        places = _places(blueprint, form, bodies)
        if places:
            most = len(places) if HABITS.get(form, USUAL).once else None
            yield from islice(_of_one(form, blueprint.chain_of(form), places), most)
            yield from _that_open_others(blueprint, form, places)


def of_whole_projects(units: Sequence[str]) -> Iterator[Course]:
    """Projects that go through every stage, from the four deliberations to the second payment."""
    for unit in units:
        for form, ago in STAGES:
            yield Course(form, unit, ago=ago)


def _places(blueprint: Blueprint, form: str, bodies: Sequence[Body]) -> list[str]:
    habit = HABITS.get(form, USUAL)
    start = blueprint.forms[form].start
    kinds = habit.kinds or start.at
    villages = [one for one in bodies if one.kind in PLACES]
    able = [one for one in bodies if one.kind in kinds and one.people(*start.posts)]
    if habit.third is None:
        return [one.unit for one in able]
    return [one.unit for order, one in enumerate(villages) if order % 3 == habit.third and one in able]


def _of_one(form: str, chain: Chain, places: Sequence[str]) -> Iterator[Course]:
    habit = HABITS.get(form, USUAL)
    usual = habit.wishes.get("*", Wish())
    units = cycle(places)
    steps = [step for step in chain.walk() if step.asks_people and not step.branches]
    for number, wish in enumerate(habit.done):
        ago = FEWEST_DAYS + DAYS_APART * (len(habit.done) - number)
        yield Course(form, next(units), ago=ago, wish=wish)
    for order, step in enumerate(steps):
        ago = 1 + order // STEPS_A_DAY + (SHOWN if _is_after_publicity(chain, step) else 0)
        yield Course(form, next(units), ago=ago, wish=habit.wishes.get(step.path, usual), stops=step.path)
    yield from _that_fail(form, steps, usual, units)
    if habit.protest is not None:
        yield Course(form, next(units), ago=FEWEST_DAYS + 2, wish=usual, protest=habit.protest)


def _that_open_others(blueprint: Blueprint, form: str, places: Sequence[str]) -> Iterator[Course]:
    """What a step opened is not filled in yet, waits at each of its own steps, or was returned and mended."""
    units = cycle(places)
    for step in blueprint.chain_of(form).walk():
        if step.form is None:
            continue
        asking = [one for one in blueprint.chain_of(step.form).walk() if one.asks_people and not one.branches]
        yield Course(form, next(units), ago=4, stops=step.path)
        for order, one in enumerate(asking):
            inside = Course(step.form, "", 0, stops=one.path)
            yield Course(form, next(units), ago=5 + order, inside=inside)
        returning = next((one for one in asking if one.choice("return")), None)
        if returning is not None:
            inside = Course(step.form, "", 0, turns={returning.path: (Turn("return", RETURN),)})
            yield Course(form, next(units), ago=FEWEST_DAYS, inside=inside)


def _that_fail(form: str, steps: Sequence[Step], usual: Wish, units: Iterator[str]) -> Iterator[Course]:
    """Returned and waiting for whoever started it, returned and handed in again, refused."""
    returning = next((step for step in steps if step.choice("return")), None)
    refusing = next((step for step in steps if step.choice("refuse") and step.when is None), None)
    if returning is not None:
        turns = {returning.path: (Turn("return", RETURN),)}
        yield Course(form, next(units), ago=3, wish=usual, turns=turns, stops="initiator")
        yield Course(form, next(units), ago=FEWEST_DAYS + 1, wish=usual, turns=turns)
    if refusing is not None:
        yield Course(form, next(units), ago=9, wish=usual, turns={refusing.path: (Turn("refuse", REFUSAL),)})


def _is_after_publicity(chain: Chain, step: Step) -> bool:
    return any(
        one.page is not None for one in chain.walk() if chain.places[one.path] < chain.places[step.path]
    )
