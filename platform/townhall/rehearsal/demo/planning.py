"""What is played in a town: which courses, in which setting?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from townhall.rehearsal.demo import breadth, courses
from townhall.rehearsal.demo.courses import PAYMENT, PROJECT, RELIEF, Course
from townhall.rehearsal.demo.ground import Ground
from townhall.rehearsal.demo.setting import Setting

TOLD = frozenset({PAYMENT, RELIEF, PROJECT})
"""Matters with a story of their own (`courses`); the others are met in every state (`breadth`)."""

UNTOLD = frozenset({"subsidy_declare", "subsidy_pay"})
"""Matters that nobody here can make a dossier of yet."""

SMALL = frozenset({"unit_expense"})
"""What the offices of a small town hand in besides the payments of its villages."""

WHOLE = 3
"""In so many villages a project goes through all its stages."""


def planned(setting: Setting, ground: Ground, random: Random, *, is_first: bool) -> Iterator[Course]:
    """The courses of a town, of the matters it has."""
    known = setting.blueprint.forms
    units = [unit.code for unit in ground.units]
    told = _story(setting, units, random) if is_first else courses.of_a_small_town(units)
    apart = units[-WHOLE:] if is_first else []
    bodies = [body for body in setting.bodies.values() if body.unit not in apart]
    whole = breadth.of_whole_projects(apart)
    left_out = TOLD | UNTOLD if is_first else frozenset(known) - SMALL
    rest = breadth.of_other_matters(setting.blueprint, bodies, left_out)
    return (course for some in (told, whole, rest) for course in some if course.form in known)


def _story(setting: Setting, units: Sequence[str], random: Random) -> Iterator[Course]:
    shares = [[code for code in units if code in share] for share in setting.shares]
    return courses.of_a_town(units, [share for share in shares if share], random)
