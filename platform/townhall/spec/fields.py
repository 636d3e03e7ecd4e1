"""What can be filled in, and what must hold of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.kernel.expressions import Formula, Template
from townhall.kernel.text import NO_TEXT, Text

Claim = bool | Formula
"""`true`, `false`, or a formula that says which."""

Setting = Formula | str | int | bool | None
"""What a column or default is set to: a formula (written `=…`) or a plain word."""


@dataclass(frozen=True, slots=True)
class Option:
    """One word of a choice. `until`: last day it may be chosen; old records keep it."""

    name: str
    title: Text
    note: Text = NO_TEXT
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """A message with formulas in `{ }`, in both languages."""

    zh: Template
    en: Template


@dataclass(frozen=True, slots=True)
class Demand:
    """What must hold (`that`), when, and what is said if it does not. Unknown never passes at release."""

    name: str
    that: Formula
    say: Say
    when: Formula | None = None
    source: str = ""
    warn_only: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Rows fetched from elsewhere: from a register, form, facet or hook, by equal columns (`match`).

    `match` pairs their column with our formula; `where` is judged on each of their rows, with `this` the
    one who asks.
    """

    name: str
    source_kind: str
    source: str
    match: tuple[tuple[str, Formula], ...] = ()
    where: Formula | None = None
    past: Formula | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in, calculate or keep: a field of a form, a column of a table or register.

    `decides`: at a step what is chosen is the decision, and `is_reason`: what is written is its reason.
    `calculated` is the definition's `is`; `options` of a choice are already resolved from its dictionary,
    `only` names those of them that may be chosen here, where not all may; `settings` holds keys that only a
    plug-in kind knows. `drawn`: a table whose rows a step draws as its sample, or a column that such a row
    brings along: nobody adds one, and nobody fills it in.
    """

    name: str
    kind: str
    title: Text
    help: Text = NO_TEXT
    source: str = ""
    required: Claim = False
    shown: Claim = True
    calculated: Formula | None = None
    default: Setting = None
    fixed: bool = False
    auto: str | None = None
    minimum: Formula | None = None
    maximum: Formula | None = None
    max_length: int | None = None
    unique: bool = False
    many: bool = False
    at_least: int | None = None
    options: tuple[Option, ...] = ()
    only: tuple[str, ...] = ()
    dictionary: str | None = None
    to: str | None = None
    where: Formula | None = None
    holds: str | None = None
    filled_by: str | None = None
    mask: str | None = None
    secret: bool = False
    searchable: bool = False
    hashed: bool = False
    drawn: bool = False
    restarts: bool = False
    is_totalled: bool = False
    decides: bool = False
    is_reason: bool = False
    columns: tuple[Field, ...] = ()
    facts: tuple[Fact, ...] = ()
    must: tuple[Demand, ...] = ()
    min_rows: int = 0
    max_rows: int = 200
    importable: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    _by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {one.name: one for one in self.columns})

    @property
    def is_table(self) -> bool:
        """Whether the field holds rows of its own columns."""
        return self.kind == "table"

    @property
    def names_somebody(self) -> bool:
        """Whether its value tells who somebody is: a person, or what the definition masks or seals."""
        return self.mask is not None or self.secret or self.kind == "person"

    @property
    def offered(self) -> tuple[Option, ...]:
        """The options that may be chosen here."""
        return tuple(one for one in self.options if not self.only or one.name in self.only)

    def option(self, name: str) -> Option | None:
        """The option of that name, or None."""
        return next((option for option in self.options if option.name == name), None)

    def column(self, name: str) -> Field | None:
        """A table's column of that name, or None."""
        return self._by_name.get(name)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields shown together under one title; a group that a form uses becomes a section."""

    name: str
    title: Text
    fields: tuple[Field, ...]
    shown: Claim = True
    help: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is filled in at once: a form, or what a step asks of the one who acts there.

    Field names are flat across sections. `fields`: all of them in their written order; `placed`: each with
    its section, by its name.
    """

    sections: tuple[Section, ...] = ()
    facts: tuple[Fact, ...] = ()
    must: tuple[Demand, ...] = ()
    fields: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    placed: Mapping[str, tuple[Section, Field]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        placed = {one.name: (section, one) for section in self.sections for one in section.fields}
        object.__setattr__(self, "fields", tuple(one for section in self.sections for one in section.fields))
        object.__setattr__(self, "placed", placed)

    def field(self, name: str) -> Field | None:
        """The field of that name, or None."""
        found = self.placed.get(name)
        return None if found is None else found[1]

    def fact(self, name: str) -> Fact | None:
        """The fact of that name, or None."""
        return next((one for one in self.facts if one.name == name), None)

    @property
    def deciding(self) -> Field | None:
        """The field whose word is the decision, as on an opinion sheet; None where buttons decide."""
        return next((one for one in self.fields if one.decides), None)

    @property
    def reason(self) -> Field | None:
        """The field whose words are the reason of the decision."""
        return next((one for one in self.fields if one.is_reason), None)


NO_SHEET = Sheet()
