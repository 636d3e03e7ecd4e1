"""What is kept and found again: the office's one door to storage.

An archive is one unit of work on one transaction: what was done in it is kept together when its `with`
block ends, or not at all. It seals secrets on the way in and opens them on the way out, and it enforces
the row filter: whatever takes a `Sight` returns only rows that sight covers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, Protocol

from townhall.ports.questions import (
    BadCursor,
    CaseQuery,
    CaseRow,
    CellPage,
    ColumnChanged,
    Counts,
    EntryPage,
    EntryQuery,
    NoDatabaseForm,
    Overtaken,
    PageOfUnit,
)
from townhall.record.cases import Case
from townhall.record.disclosures import Disclosure, Objection
from townhall.record.entries import Entry, Want
from townhall.record.lists import Listed
from townhall.record.moves import Move
from townhall.record.people import Holding, Person, Sight
from townhall.record.proofs import Code, Proof
from townhall.record.releases import Publication, Release
from townhall.record.sessions import Session
from townhall.record.submissions import Attachment, Draft
from townhall.record.tasks import TaskRow
from townhall.record.trail import Event
from townhall.spec.registers import Register

__all__ = (
    "Archive",
    "BadCursor",
    "CaseQuery",
    "CaseRow",
    "CellPage",
    "ColumnChanged",
    "Counts",
    "EntryPage",
    "EntryQuery",
    "NoDatabaseForm",
    "OpenArchive",
    "Overtaken",
    "PageOfUnit",
)


class Archive(Protocol):
    """One unit of work. All times are aware; all money is yuan here and fen in the tables."""

    # -- releases ------------------------------------------------------------------------------------
    def keep_release(self, release: Release, registers: Iterable[Register]) -> None:
        """Keep a release (again is harmless) and make storage ready for its registers' columns.

        Raises:
            ColumnChanged: a register's column would be stored as another type than before.
        """
        ...

    def release(self, id: str) -> Release:
        """The release of that id. Raises LookupError."""
        ...

    def publish(self, publication: Publication) -> None:
        """Put a kept release in force for its town from a day on."""
        ...

    def publication(self, town: str, day: date) -> Publication | None:
        """What is in force on a day: the newest published of the latest `effective_from` not after it."""
        ...

    def publications(self, day: date) -> tuple[Publication, ...]:
        """What is in force on a day in every town that has something in force, by name of town."""
        ...

    def towns(self) -> tuple[str, ...]:
        """Names of the towns that have a release in force or to come."""
        ...

    # -- people --------------------------------------------------------------------------------------
    def add_people(self, people: Iterable[Person]) -> None:
        """Add staff. Bulk; a login twice is an error."""
        ...

    def person(self, id: str) -> Person | None:
        """The person of that id."""
        ...

    def person_by_login(self, login: str) -> Person | None:
        """The person with that login."""
        ...

    def people_by_login(self, logins: Collection[str]) -> Mapping[str, Person]:
        """Those of several logins whom one knows, by login, with one query."""
        ...

    def password(self, person: str) -> str | None:
        """The stored argon2 hash, or None where no password was ever set."""
        ...

    def set_password(self, person: str, hashed: str) -> None:
        """Keep a new argon2 hash."""
        ...

    def add_holdings(self, holdings: Iterable[Holding]) -> None:
        """Appoint. Bulk."""
        ...

    def end_holding(self, holding: Holding, until: date) -> None:
        """Let a holding end on a day."""
        ...

    def holdings(self, town: str) -> tuple[Holding, ...]:
        """All holdings of a town, past ones too."""
        ...

    def names(self, town: str) -> Mapping[str, str]:
        """The name of every person with a holding in the town, by person id."""
        ...

    def appointments_version(self, town: str) -> int:
        """A number that grows whenever a holding of the town changes, so that seatings can be cached."""
        ...

    def holdings_of(self, person: str) -> tuple[Holding, ...]:
        """All holdings of a person in every town, past ones too, in the order in which they were made."""
        ...

    # -- sessions, settings, numbers -----------------------------------------------------------------
    def keep_session(self, session: Session) -> None:
        """Keep a new sign-in, or an existing one changed (revoked)."""
        ...

    def session(self, id: str) -> Session | None:
        """The sign-in of that id."""
        ...

    def sessions_of(self, person: str) -> tuple[Session, ...]:
        """A person's sign-ins, newest first."""
        ...

    def setting(self, name: str) -> str | None:
        """A setting of this database (`demo`, `clock_ahead_minutes`)."""
        ...

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting of this database."""
        ...

    def next_number(self, town: str, series: str, year: int, count: int = 1) -> int:
        """The first of so many next numbers of a series in a year, from 1, without gaps among kept acts."""
        ...

    # -- cases ---------------------------------------------------------------------------------------
    def keep(self, move: Move) -> Case:
        """Keep an act and all that follows; gives the case as kept, its new `seq` and `head` in it.

        Each booking has one event `entered` naming its effect, in the same order; how many `rows` it wrote
        and their `digest` are written into that event here.

        Raises:
            Overtaken: the case is no longer as `move.before` read it, its draft is used up, or a record it
                books changed meanwhile.
            LookupError: an attachment is neither the actor's own and free, nor this case's already.
        """
        ...

    def case(self, id: str, sight: Sight) -> Case | None:
        """The case, if that sight covers it; secrets opened into `Secret`."""
        ...

    def seen_cases(self, ids: Collection[str], sight: Sight) -> Mapping[str, Case]:
        """Those of several cases that a sight covers, by id; secrets opened."""
        ...

    def cases(self, query: CaseQuery, sight: Sight) -> tuple[CaseRow, ...]:
        """Newest first, by keyset."""
        ...

    def events(self, case: str, *, after: int = 0, kind: str | None = None) -> tuple[Event, ...]:
        """The case's events in order, secrets opened; those after a number, those of one kind.

        Only for a case that was seen before.
        """
        ...

    def trail(self, case: str) -> tuple[Event, ...]:
        """The case's events in order exactly as kept (sealed), for verifying."""
        ...

    def case_ids(self, town: str | None = None) -> Iterator[str]:
        """Every case, streamed, for verifying and replaying."""
        ...

    def case_count(self) -> int:
        """How many cases there are, for progress."""
        ...

    def kept_case(self, id: str) -> Case | None:
        """The kept projection exactly as stored (sealed), for verifying."""
        ...

    def listed(self, case: str) -> Listed | None:
        """What lists and pages show of a case, as stored, for verifying."""
        ...

    def numbers(self) -> Mapping[tuple[str, str, int], int]:
        """The last number given out of each (town, series, year), for verifying."""
        ...

    # -- tasks ---------------------------------------------------------------------------------------
    def tasks(
        self,
        sight: Sight,
        *,
        kinds: Sequence[str] = ("act", "mend"),
        form: str | None = None,
        text: str = "",
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[TaskRow, ...]:
        """What waits for the viewer: asked by person, or by a seat the viewer holds; oldest first.

        Copies (`kinds=("copy",)`) newest first.
        """
        ...

    def counts(self, sight: Sight) -> Counts:
        """How much waits for the viewer: tasks and copies as `tasks` lists them, the viewer's own drafts in
        the sight's town, and unanswered objections to cases that sight covers.
        """
        ...

    def waiting(self, town: str) -> tuple[tuple[str | None, str, str, int], ...]:
        """How many open tasks of a town wait for whom: (person or None, post, unit, how many)."""
        ...

    def stranded_cases(self, day: date) -> tuple[tuple[str, str], ...]:
        """(town, case) of cases that wait for nobody who could act on that day: held (`Case.is_held`), asked
        of a person by name who does not hold that post then, or of a seat that nobody holds.
        """
        ...

    # -- books ---------------------------------------------------------------------------------------
    def rows(
        self, town: str, registers: Mapping[str, Register], wants: Sequence[Want]
    ) -> Mapping[Want, tuple[Entry, ...]]:
        """The standing entries each want names, in entry order: one query per register and column set.

        A want with an empty value finds nothing.

        Raises:
            LookupError: a column that is not there, or is secret and not searchable.
        """
        ...

    def entries(self, query: EntryQuery) -> EntryPage:
        """One page of standing entries.

        Raises:
            NoDatabaseForm: a part of `where` that no database can judge.
            BadCursor: `after` is no cursor of this list.
            LookupError: a column that is not there, or is secret and not searchable.
        """
        ...

    def cells(self, query: EntryQuery, names: Sequence[str]) -> CellPage:
        """The same page, but only these kept columns of it (or `entry_no`, `matter_no`, `booked_on`).

        For long lists: each value that comes more than once is read once. Raises what `entries` raises.
        """
        ...

    def totals(
        self, query: EntryQuery, by: Sequence[str], measure: Sequence[str]
    ) -> tuple[tuple[Any, ...], ...]:
        """Grouped sums over standing entries: (…group values, count, …sums), in group order.

        An empty cell adds nothing to a sum; the sum of none is zero.
        """
        ...

    def add_entries(self, register: Register, entries: Iterable[Entry]) -> int:
        """Book many entries at once (imports, demo, given rows of a scenario); how many were added."""
        ...

    def booked(self, register: Register, case: str) -> Mapping[int, tuple[int, str]]:
        """What the entries of a case say now: for each event that booked some, how many, and their digest.

        `register` as the case's release has it; equals `rows` and `digest` of the event `entered`.
        """
        ...

    # -- drafts and attachments ----------------------------------------------------------------------
    def save_draft(self, draft: Draft) -> Draft:
        """Keep a draft; `version` must be the one read (0 for new); gives it with the next version.

        Raises:
            Overtaken: another device saved it since.
        """
        ...

    def draft(self, id: str, person: str) -> Draft | None:
        """One's own draft."""
        ...

    def drafts(self, person: str, town: str) -> tuple[Draft, ...]:
        """One's own drafts, newest first."""
        ...

    def drop_draft(self, id: str, person: str) -> None:
        """Forget one's own draft."""
        ...

    def add_attachment(self, attachment: Attachment) -> None:
        """Keep what is known of a file whose bytes are already stored."""
        ...

    def attachment(self, id: str, sight: Sight) -> Attachment | None:
        """A file of a case that sight covers, or of one's own draft."""
        ...

    def attachments(self, ids: Collection[str], sight: Sight) -> Mapping[str, Attachment]:
        """Those of several files that `attachment` would give, by id."""
        ...

    # -- outside -------------------------------------------------------------------------------------
    def disclosure(self, number: str) -> Disclosure | None:
        """The disclosure with that public number."""
        ...

    def disclosures(
        self, town: str, unit: str | None, *, open_on: date | None = None, limit: int = 50
    ) -> tuple[Disclosure, ...]:
        """A unit's disclosures, newest first; with `open_on` only those still open that day."""
        ...

    def due_disclosures(self, day: date) -> tuple[Disclosure, ...]:
        """Open ones whose last day is before `day`, without those that wait for an objection's answer."""
        ...

    def objections(self, case: str) -> tuple[Objection, ...]:
        """What was said to a case's disclosures, oldest first, contact opened."""
        ...

    def open_objections(
        self, sight: Sight, first: Collection[PageOfUnit] = (), limit: int = 50
    ) -> tuple[Objection, ...]:
        """Unanswered ones to cases that sight covers: those against `first`, then others, oldest first."""
        ...

    def objected(self, sight: Sight) -> Mapping[PageOfUnit, int]:
        """How many unanswered ones there are to cases that sight covers, by page and unit."""
        ...

    def disclosed_case(self, number: str) -> Case | None:
        """The case behind an open or closed disclosure; the page decides what of it is shown."""
        ...

    # -- villagers who prove who they are -------------------------------------------------------------
    def keep_code(self, code: Code) -> None:
        """Keep a person's code, in place of any they had."""
        ...

    def code(self, town: str, person: str, *, hold: bool = False) -> Code | None:
        """The code of a person of that town's register. With `hold` nobody else gets it to change until this
        unit of work is done: so guesses made at once are counted one by one.
        """
        ...

    def keep_proof(self, proof: Proof) -> None:
        """Keep a new proof, or an existing one changed (seen, failed, ended)."""
        ...

    def proof(self, id: str, *, hold: bool = False) -> Proof | None:
        """The proof of that id; with `hold` as above."""
        ...

    def end_proofs(self, town: str, person: str, at: datetime) -> None:
        """End every proof of a person that has not ended."""
        ...

    def note_visit(self, town: str, unit: str, event: Event) -> Event:
        """Put an event behind those of a unit's visitors' book; gives it numbered and hashed.

        Raises:
            Overtaken: somebody else's came between.
        """
        ...

    def visits(self, town: str, unit: str) -> tuple[Event, ...]:
        """A unit's visitors' book in order, for verifying."""
        ...

    def visited(self) -> tuple[tuple[str, str], ...]:
        """(town, unit) of every visitors' book, for verifying."""
        ...


class OpenArchive(Protocol):
    """Opens a unit of work: `with hall.archive() as archive:`.

    With `read_only` it may only look; readers wait for nobody. Never open one inside another.
    """

    def __call__(self, *, read_only: bool = False) -> AbstractContextManager[Archive]: ...
