"""What is filled in to start a matter, who may start it, and what does it book?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from townhall.kernel.expressions import Formula, Template
from townhall.kernel.text import NO_TEXT, Text
from townhall.spec.fields import Field, Setting, Sheet

RESUBMITTED = "resubmitted"
"""The name under which a resubmission takes back what `submitted` had entered, before it enters anew."""


@dataclass(frozen=True, slots=True)
class Start:
    """Who may start a matter (`posts`) and at which kinds of unit (`at`).

    `every`: it is begun for every such unit once in each span, to be handed in by the day `due` of the month.
    `each`: it is begun for every record of that register that comes to fit `where`, with fields set as
    `sets` says. `by_system`: nobody begins it by hand.
    """

    posts: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    every: str | None = None
    due: int | None = None
    each: str | None = None
    where: Formula | None = None
    sets: tuple[tuple[str, Setting], ...] = ()
    by_system: bool = False
    public: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What a matter books, and at which moments.

    Moments: `submitted`, `approved`, `refused`, `withdrawn`, `ended`, or `step.choice` with the path
    through fragments (`pay.bank.ok`), or an outcome a fragment `gives` (`pay.paid`).
    Exactly one shape: a new entry (`row`), one per table row (`each` and `row`), a new version of a
    record (`find` and `change`), of what another effect entered (`of` and `change`; with `match` of those of
    its entries that have these values), or a counter-entry (`reverses`). `each`: a table, a fact, or a table
    that a step filled in (`step.bank.lines`).
    """

    name: str
    at: tuple[str, ...]
    when: Formula | None = None
    register: str | None = None
    row: tuple[tuple[str, Setting], ...] = ()
    each: str | None = None
    find: tuple[tuple[str, Setting], ...] = ()
    change: tuple[tuple[str, Setting], ...] = ()
    of: str | None = None
    match: tuple[tuple[str, Setting], ...] = ()
    reverses: str | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """What the unit space tells about a matter: who it is for, the papers, the law, the time it takes."""

    who: Text = NO_TEXT
    papers: tuple[Text, ...] = ()
    notes: Text = NO_TEXT
    law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A matter as it is filled in.

    `offers` maps a facet's name to {facet name: our field}; identity where a name is the same.
    `example`: a specimen dossier as it is written, plain JSON by field name.
    """

    name: str
    pack: str
    title: Text
    code: str
    start: Start
    sheet: Sheet
    starts: str
    enters: tuple[Effect, ...] = ()
    offers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    gist: Template | None = None
    guide: Guide = Guide()
    example: Mapping[str, Any] = field(default_factory=dict)
    works_offline: bool = False

    @property
    def restoring(self) -> frozenset[str]:
        """The effects that put back what stood before: those that reverse another, and handing in again."""
        return frozenset((RESUBMITTED, *(one.name for one in self.enters if one.reverses is not None)))

    def field(self, name: str) -> Field | None:
        """The field of that name, or None."""
        return self.sheet.field(name)

    @property
    def amount_field(self) -> str | None:
        """The field lists show as the matter's amount: what it offers a facet as `amount`, or its own of
        that name, or the first sum of money that must always be filled in (a project's control price).
        """
        offered = (mapping["amount"] for mapping in self.offers.values() if "amount" in mapping)
        own = (one.name for one in self.sheet.fields if one.name == "amount")
        asked = (
            one.name
            for one in self.sheet.fields
            if one.kind == "money" and one.required is True and one.calculated is None
        )
        return next(chain(offered, own, asked), None)

    def amount_of(self, values: Mapping[str, Any]) -> int | None:
        """A matter's amount in fen, as it was written; None where there is none."""
        written = values.get(self.amount_field or "")
        return written if isinstance(written, int) else None
