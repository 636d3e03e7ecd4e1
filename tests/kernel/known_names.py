"""A small world of names and types for the formula tests: one form, its table, two registers, the roots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from townhall.kernel.signatures import (
    AREA,
    BOOL,
    DATE,
    DATETIME,
    DURATION,
    FILE,
    INTEGER,
    MONEY,
    NUMBER,
    PERCENT,
    PERIOD,
    PERSON,
    PLACE,
    TEXT,
    UNIT,
    Choice,
    Many,
    Record,
    Reference,
    Rows,
    ValueType,
)

METHOD = Choice(("bank", "cash", "card"))
BUDGET = Reference("register/budget")

MOVE_ROW = Record({"amount": MONEY, "move": Choice(("freeze", "thaw")), "day": DATE, "state": METHOD})
LINE_ROW = Record(
    {
        "qty": NUMBER,
        "price": MONEY,
        "paid": BOOL,
        "day": DATE,
        "household": TEXT,
        "before": Rows(MOVE_ROW),
        "tags": Many(TEXT),
    },
    "table",
)
FORM: Mapping[str, ValueType] = {
    "amount": MONEY,
    "count_of": INTEGER,
    "rate": NUMBER,
    "share": PERCENT,
    "size": AREA,
    "name": TEXT,
    "method": METHOD,
    "urgent": BOOL,
    "day": DATE,
    "start": DATE,
    "end": DATE,
    "moment": DATETIME,
    "period": PERIOD,
    "term": DURATION,
    "place": PLACE,
    "budget_line": BUDGET,
    "contract": Reference("register/contract"),
    "helpers": Many(PERSON),
    "kinds": Many(METHOD),
    "proof": FILE,
    "lines": Rows(LINE_ROW),
    "moves": Rows(MOVE_ROW),
}
ROOTS: Mapping[str, ValueType] = {
    "form": Record(FORM, "form"),
    "param": Record({"tier_2": MONEY, "term": DURATION, "share": PERCENT}, "param"),
    "case": Record({"unit": UNIT, "initiator": PERSON}, "case"),
    "today": DATE,
}
COLUMNS: Mapping[str, Mapping[str, ValueType]] = {
    "register/budget": {"approved": MONEY, "moves": Rows(MOVE_ROW), "parent": BUDGET},
    "register/contract": {"total": MONEY},
    "unit": {"population": INTEGER, "name": TEXT},
    "person": {"name": TEXT},
}


@dataclass(frozen=True)
class KnownNames:
    """The names around a formula; `form` holds those that only the form has, seen from inside its rows."""

    known: Mapping[str, ValueType] = field(default_factory=lambda: {**FORM, **ROOTS})
    form: Mapping[str, ValueType] = field(default_factory=dict)

    def type_of(self, name: str) -> ValueType | None:
        return self.known.get(name)

    def names(self) -> Iterable[str]:
        return self.known

    def outer_hint(self, name: str) -> str | None:
        return f"form.{name}" if name in self.form else None

    def columns(self, of: ValueType) -> Mapping[str, ValueType] | None:
        return COLUMNS.get(of.to if isinstance(of, Reference) else of.kind)


IN_FORM = KnownNames()
IN_ROWS = KnownNames({**LINE_ROW.columns, **ROOTS}, FORM)
