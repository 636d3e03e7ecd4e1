"""What types do values have, and what does a function take and give?

A type's `kind` is the word configurators use in `kind:` (money, date, choice …), so that messages can
say it in either language. Which types go together is `kernel.pairing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from townhall.kernel.nodes import Call


@dataclass(frozen=True, slots=True)
class Simple:
    """A type that its kind says all about; `literal` marks a bare number, which fits money and area too."""

    kind: str
    literal: bool = False

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True)
class TextType:
    """Text; `literals` are the words it can only be, when they stand in the formula itself."""

    literals: tuple[str, ...] | None = None
    kind: str = field(default="text", init=False)

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some options; None means any (a facet's choice)."""

    options: tuple[str, ...] | None = None
    dictionary: str | None = None
    kind: str = field(default="choice", init=False)

    def __str__(self) -> str:
        return self.dictionary or self.kind


@dataclass(frozen=True, slots=True)
class Reference:
    """A row of a register (`register/budget`); the scope knows its columns: registers refer in circles."""

    to: str
    kind: str = field(default="ref", init=False)

    def __str__(self) -> str:
        return self.to


@dataclass(frozen=True, slots=True)
class Record:
    """Something with names after a dot: a root such as `case`, or a row. `label` names it in messages."""

    columns: Mapping[str, ValueType] = field(hash=False)
    label: str = "record"
    kind: str = field(default="record", init=False)

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Rows:
    """A table or a fact: many rows of one type (Record or Reference)."""

    of: ValueType
    kind: str = field(default="table", init=False)

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True)
class Many:
    """A field with many values of one type."""

    of: ValueType
    kind: str = field(default="many", init=False)

    def __str__(self) -> str:
        return f"{self.of} (many)"


@dataclass(frozen=True, slots=True)
class ListType:
    """Values in square brackets."""

    of: tuple[ValueType, ...]
    kind: str = field(default="list", init=False)

    def __str__(self) -> str:
        return self.kind


ValueType: TypeAlias = Simple | TextType | Choice | Reference | Record | Rows | Many | ListType

MONEY = Simple("money")
NUMBER = Simple("number")
INTEGER = Simple("integer")
PERCENT = Simple("percent")
AREA = Simple("area")
BOOL = Simple("bool")
TEXT = TextType()
DATE = Simple("date")
DATETIME = Simple("datetime")
PERIOD = Simple("period")
DURATION = Simple("duration")
UNIT = Simple("unit")
PERSON = Simple("person")
PLACE = Simple("geo")
FILE = Simple("file")
WINDOW = Simple("window")
ANYTHING = Simple("anything")
"""Goes with everything: what is known to be wrong elsewhere earns no second problem."""

NUMBERS = frozenset({"integer", "number", "percent", "money", "area"})
ORDERED = NUMBERS | {"date", "datetime", "period", "duration"}
ROWS = frozenset({"table", "many"})

Kinds: TypeAlias = frozenset[str]
"""The kinds an argument may have; empty means any."""

ANY: Kinds = frozenset()


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the formula language.

    `takes` has one set of kinds per argument; with `repeats` the last may come again and again; the
    first `least` must be given (all, when None). `gives` is the result type, or works it out from the
    arguments' types (None: they do not go together). `usage` shows how it is written, for messages.

    A plain function's `evaluate` gets the values; the calendar first when `with_calendar`; it is not
    called with an unknown (None) unless `with_unknown`. A `total`'s `evaluate` gets the list of values,
    one per row, unknowns included, then its `options` as keywords. `several` is what the same name does
    with two or more arguments instead of rows (`max(a, b)`). `has_sql` says that storage can judge it.
    """

    name: str
    usage: str
    takes: tuple[Kinds, ...]
    gives: ValueType | Callable[[tuple[ValueType, ...]], ValueType | None]
    evaluate: Callable[..., Any]
    least: int | None = None
    repeats: bool = False
    options: Mapping[str, Kinds] = field(default_factory=dict)
    total: bool = False
    several: Function | None = None
    with_calendar: bool = False
    with_unknown: bool = False
    has_sql: bool = True

    @property
    def fewest(self) -> int:
        """How many arguments must be given."""
        return len(self.takes) if self.least is None else self.least

    def accepts_count(self, count: int) -> bool:
        """Whether so many arguments can be given."""
        return self.fewest <= count and (self.repeats or count <= len(self.takes))

    def kinds_at(self, place: int) -> Kinds:
        """The kinds the argument at a place may have."""
        return self.takes[min(place, len(self.takes) - 1)]

    def result(self, arguments: tuple[ValueType, ...]) -> ValueType | None:
        """The type of what it gives; None when its arguments do not go together."""
        return self.gives(arguments) if callable(self.gives) else self.gives


@dataclass(frozen=True, slots=True, eq=False)
class Functions:
    """All functions formulas may call, by name. Compared by identity, so that work on them can be cached."""

    table: Mapping[str, Function]

    def plus(self, *more: Function) -> Functions:
        """These functions and more.

        Raises:
            ValueError: a name is taken.
        """
        table = dict(self.table)
        for one in more:
            if one.name in table:
                raise ValueError(f"there is already a function {one.name}")
            table[one.name] = one
        return Functions(table)

    def called(self, call: Call) -> Function | None:
        """The function a call means, by its name and how many arguments it is given; None when unknown."""
        found = self.table.get(call.function)
        if found and found.several and len(call.arguments) > 1:
            return found.several
        return found

    def is_total(self, call: Call) -> bool:
        """Whether a call judges the rows of a table or fact."""
        found = self.called(call)
        return found is not None and found.total

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)
