"""Which places, departments and posts are there, and how do they hang together?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from townhall.kernel.text import NO_TEXT, Text

GRASS_ROOTS = frozenset({"village", "community"})
"""Kinds of units whose people are their members (the Organic Laws of the Villagers' Committees and of the
Urban Residents' Committees)."""

BODIES = GRASS_ROOTS | {"collective", "coop", "welfare_home"}
"""Kinds of bodies beside each other: none is another's department, each answers to a public of its own."""

UNIT_KINDS = BODIES | {"office", "town", "district", "city"}
"""Kinds of units besides departments, each of which is a kind of unit too."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post: responsibility that a person holds at a unit of one of the kinds in `at`.

    `not_with`: posts the same person may not hold at the same unit; `responsible_for`: its holders are
    each responsible for certain units of these kinds; `supervises_only`: never in an approval chain.
    """

    name: str
    title: Text
    at: tuple[str, ...]
    portfolios: tuple[tuple[str, Text], ...] = ()
    one_holder: bool = False
    no_delegation: bool = False
    not_with: tuple[str, ...] = ()
    not_related_to: tuple[str, ...] = ()
    supervises_only: bool = False
    superior: str | None = None
    """The post (with portfolio) that answers where this one is empty or may not act (`move_up`)."""
    responsible_for: tuple[str, ...] = ()
    sees: str = "unit"
    """How far a holder looks: `unit` (own cases), `town` (all cases of the town), `district`."""
    pays: bool = False
    """Whether the holder handles payments and so sees whole account numbers (`payment_staff`)."""
    issues_codes: bool = False
    """Whether the holder gives villagers of the own unit codes with which they prove who they are."""


@dataclass(frozen=True, slots=True)
class Department:
    """A kind of department, so that posts can say at which department they sit."""

    name: str
    title: Text
    of: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A legal or administrative body: a village, a community, an office, a cooperative, a town, a district.

    `code`: 12-digit statistical code plus letters where one place has several bodies. `parent`: the code
    of the unit above. `provisional`: its code is not official yet.
    """

    code: str
    kind: str
    title: Text
    parent: str | None = None
    provisional: bool = False

    @property
    def is_grass_roots(self) -> bool:
        """Whether it is a village or a community."""
        return self.kind in GRASS_ROOTS

    @property
    def is_body(self) -> bool:
        """Whether it is a body of its own, with a public of its own."""
        return self.kind in BODIES

    @property
    def is_department(self) -> bool:
        """Whether it is a department (or office) of the unit above it."""
        return self.kind not in UNIT_KINDS or self.kind == "office"


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its units; what it adopts; where it lies. `name` is the key rows carry as their town."""

    name: str
    title: Text
    code: str
    level: str
    within: str
    units: tuple[Unit, ...]
    packs: tuple[tuple[str, str], ...] = ()
    hotline: str = ""
    about: Text = NO_TEXT
    _by_code: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    _below: Mapping[str | None, tuple[Unit, ...]] = field(init=False, repr=False, compare=False)
    _kin: dict[str, frozenset[str]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {unit.code: unit for unit in self.units})
        below: dict[str | None, list[Unit]] = {}
        for unit in self.units:
            below.setdefault(unit.parent, []).append(unit)
        object.__setattr__(self, "_below", {code: tuple(units) for code, units in below.items()})

    def unit(self, code: str) -> Unit:
        """The unit with that code.

        Raises:
            LookupError: the town has no such unit.
        """
        try:
            return self._by_code[code]
        except KeyError:
            raise LookupError(f"town/{self.name} has no unit {code}") from None

    def upward(self, code: str) -> Iterator[Unit]:
        """The unit, then the units above it, nearest first."""
        seen: str | None = code
        while seen is not None:
            unit = self.unit(seen)
            yield unit
            seen = unit.parent

    def below(self, code: str) -> tuple[Unit, ...]:
        """The units directly below."""
        return self._below.get(code, ())

    def departments(self, code: str) -> tuple[Unit, ...]:
        """The departments of a unit."""
        return tuple(unit for unit in self.below(code) if unit.is_department)

    def kin(self, code: str) -> frozenset[str]:
        """The units whose records a matter of this unit may name: itself, all below it, and those above it
        with their departments. A matter never reaches sideways into another village.
        """
        if code not in self._kin:  # asked for every reference of a long table
            self._kin[code] = frozenset(self._worked_out_kin(code))
        return self._kin[code]

    def _worked_out_kin(self, code: str) -> set[str]:
        found: set[str] = set()
        for above in self.upward(code):
            found |= {above.code, *(unit.code for unit in self.departments(above.code))}
        below = [code]
        while below:
            below = [unit.code for one in below for unit in self.below(one)]
            found |= {*below}
        return found
