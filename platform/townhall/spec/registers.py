"""What is kept of what happened: which columns, by which key, offered as which facet?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from townhall.kernel.text import Text
from townhall.spec.fields import Fact, Field


@dataclass(frozen=True, slots=True)
class Identity:
    """By which columns a register of persons tells who somebody is: `name`, the identity `number` (secret and
    searchable), and the `household` they belong to, where it says so.
    """

    name: str
    number: str
    household: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """By which columns a register tells who is a member of a row's unit: the `person`, and from which day to
    which (inclusive; an empty one is open).
    """

    person: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """A journal of entries (no `key`), or records kept by `key` of which the newest version counts.

    Entries are never edited. `matched` names the columns that facts, keys or pages look up by equality;
    storage indexes them. A reference shows the column `label`; a picker tells `beside` it, too, what keeps
    namesakes apart. `identity`: its persons can prove who they are; `membership`: it says who is a member.
    """

    name: str
    pack: str
    title: Text
    columns: tuple[Field, ...]
    key: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    offers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    label: str | None = None
    beside: tuple[str, ...] = ()
    system: bool = False
    identity: Identity | None = None
    membership: Membership | None = None
    matched: tuple[tuple[str, ...], ...] = ()
    _by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {one.name: one for one in self.columns})

    def column(self, name: str) -> Field | None:
        """The column of that name, or None."""
        return self._by_name.get(name)

    @property
    def kept(self) -> tuple[Field, ...]:
        """The columns that are stored: all but the calculated ones."""
        return tuple(one for one in self.columns if one.calculated is None)

    @property
    def unit_column(self) -> str | None:
        """The column naming the unit a row belongs to (`org` by custom), if there is one."""
        return next((one.name for one in self.columns if one.kind == "unit"), None)


@dataclass(frozen=True, slots=True)
class FacetName:
    """One name a facet promises, with its kind; a choice may fix its dictionary (`of`)."""

    name: str
    kind: str
    to: str | None = None
    dictionary: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A promise of names that forms and registers offer, so that chains, rules and screens fit them all."""

    name: str
    title: Text
    names: tuple[FacetName, ...]
