"""What do storage's tests put into an archive?

Cases move by plain events, as the engine would write them; registers have one column of every form there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Any

from townhall.kernel.text import Text
from townhall.ports.world import ZONE
from townhall.record.cases import Case
from townhall.record.entries import Booking, Entry
from townhall.record.folds import after, opened
from townhall.record.moves import Move
from townhall.record.people import Sight
from townhall.record.tasks import Task
from townhall.record.trail import Actor, Event
from townhall.spec.fields import Field
from townhall.spec.registers import Register

TOWN, OTHER_TOWN = "zhanghe", "shuangxi"
UNIT, OTHER_UNIT = "420804001001", "420804001002"
DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)
CLERK = Actor("p-clerk", "village_clerk", UNIT)
LEAD = Actor("p-lead", "finance_lead", UNIT)
EVERYTHING = Sight(TOWN, None, whole=True)


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def column(name: str, kind: str, **keys: Any) -> Field:
    return Field(name, kind, Text(name, name), **keys)


FUND = Register(
    "fund",
    "sanzi",
    Text("资金", "Fund"),
    columns=(
        column("org", "unit"),
        column("day", "date"),
        column("amount", "money"),
        column("area", "number"),
        column("days", "integer"),
        column("paid", "bool"),
        column("purpose", "text"),
        column("month", "period"),
        column("seen_at", "datetime"),
        column("tags", "choices"),
        column("account", "text", secret=True),
        column("payee_id", "text", secret=True, searchable=True),
        column("phone", "text", hashed=True),
        column("key", "text"),
        column("balance", "money", calculated=object()),
    ),
    matched=(("payee_id",), ("org", "month"), ("purpose",)),
    label="purpose",
)

BUDGET = Register(
    "budget",
    "base",
    Text("预算", "Budget"),
    columns=(
        column("org", "unit"),
        column("year", "integer"),
        column("line_code", "text"),
        column("approved", "money"),
        column("note", "text"),
        column("holder_id", "text", hashed=True),
    ),
    key=("org", "year", "line_code"),
    matched=(("org", "year", "line_code"),),
)

PERSON = Register(
    "person",
    "base",
    Text("人员", "Person"),
    columns=(column("id_number", "text", secret=True, searchable=True), column("name", "text")),
    key=("id_number",),
)

REGISTERS = {one.name: one for one in (FUND, BUDGET, PERSON)}


def entry(register: Register, town: str = TOWN, unit: str = UNIT, row: int = 0, **values: Any) -> Entry:
    return Entry(register.name, town, unit, values, row=row, booked_on=DAY, booked_at=NOON)


def event(kind: str, at: datetime = NOON, actor: Actor = CLERK, **body: Any) -> Event:
    return Event(kind, body, at, actor)


def submitted(**more: Any) -> Event:
    body: dict[str, Any] = {
        "town": TOWN,
        "form": "payment",
        "release": "r1",
        "matter_no": "SZ-2026-0001",
        "unit": UNIT,
        "opened_on": DAY.isoformat(),
        "values": {},
        "gist": "修路 3,000.00",
    }
    at, actor = more.pop("at", NOON), more.pop("actor", CLERK)
    return event("submitted", at, actor, **{**body, **more})


def step_opened(
    step: str, at: datetime = NOON, asks: tuple[tuple[str, str, str | None], ...] = (), **more: Any
) -> Event:
    body = {
        "step": step,
        "round": 1,
        "asks": [{"post": post, "unit": unit, "person": person} for post, unit, person in asks],
        "review": None,
        "due": None,
        "needed": None,
        "held": False,
    }
    return event("step_opened", at, **{**body, **more})


def decided(step: str, choice: str = "agree", at: datetime = NOON, actor: Actor = LEAD, **more: Any) -> Event:
    body = {"step": step, "round": 1, "choice": choice, "reason": "", "fields": None, "seal": None}
    return event("decided", at, actor, **{**body, **more})


def step_closed(step: str, outcome: str = "agree", at: datetime = NOON) -> Event:
    return event("step_closed", at, LEAD, step=step, round=1, outcome=outcome, by="all")


def ended(state: str = "approved", at: datetime = NOON) -> Event:
    return event("ended", at, LEAD, state=state)


def entered(effect: str, register: str = "fund") -> Event:
    return event("entered", effect=effect, register=register)


def task(id: str, case: str, **more: Any) -> Task:
    known: dict[str, Any] = {
        "town": TOWN,
        "step": "lead",
        "round": 1,
        "kind": "act",
        "post": "finance_lead",
        "unit": UNIT,
        "person": None,
        "opened_at": NOON,
    }
    return Task(id=id, case=case, **{**known, **more})


def blank(id: str, town: str = TOWN, **more: Any) -> Case:
    """What a move's `after` must say of a case before it is kept."""
    known: dict[str, Any] = {
        "form": "payment",
        "release": "r1",
        "matter_no": "SZ-2026-0001",
        "unit": UNIT,
        "initiator": CLERK,
        "opened_at": NOON,
        "opened_on": DAY,
    }
    return Case(id=id, town=town, **{**known, **more})


def opening(id: str, *events: Event, town: str = TOWN, at: datetime = NOON, **more: Any) -> Move:
    """A new case; `body_…` words go into its first event, the rest into the move."""
    body = {name.removeprefix("body_"): more.pop(name) for name in [*more] if name.startswith("body_")}
    first = submitted(town=town, at=at, **body)
    return Move(None, _unnumbered(opened(id, first), *events), (first, *events), **more)


def moving(before: Case, *events: Event, **more: Any) -> Move:
    return Move(before, _unnumbered(before, *events), events, **more)


def _unnumbered(case: Case, *events: Event) -> Case:
    """The case after some events, its number and head as they were: as the engine hands it over."""
    return replace(reduce(after, events, case), seq=case.seq, head=case.head)


def versions(archive: Any, register: Register, town: str, key: str) -> tuple[Entry, ...]:
    """All versions of one record, oldest first, as they lie in the books; no page asks for them yet."""
    books = archive.booked.__self__
    shelf, vault = books.shelf(register), (books._work.vault if hasattr(books, "_work") else books._vault)
    rows = [row for row in shelf.numbered(range(1, 1000)) if (row["town"], row["key"]) == (town, key)]
    return tuple(shelf.shape.entry(row, vault) for row in sorted(rows, key=lambda row: row["entry_no"]))


def booking(effect: str, register: Register, *entries: Entry, **more: Any) -> Booking:
    return Booking(effect, register, entries, **more)


@dataclass
class Tally:
    """Counts statements by what they begin with."""

    said: list[str] = field(default_factory=list)

    def count(self, *beginnings: str) -> int:
        return sum(1 for one in self.said if one.lstrip().upper().startswith(beginnings))


def plain(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: values[name] for name in names}
