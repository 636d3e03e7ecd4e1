"""How far has a course got?"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from townhall.rehearsal.demo.courses import Course
from townhall.rehearsal.demo.setting import Setting


@dataclass(slots=True)
class Running:
    """A course on its way; `dice` are its own, so that courses do not disturb each other.

    `opened`: the matters that its steps opened, by case.
    """

    course: Course
    setting: Setting
    dice: Random
    case: str = ""
    is_protested: bool = False
    is_answered: bool = False
    visits: dict[str, int] = field(default_factory=dict)
    opened: dict[str, Running] = field(default_factory=dict)

    @property
    def town(self) -> str:
        return self.setting.blueprint.town.name
