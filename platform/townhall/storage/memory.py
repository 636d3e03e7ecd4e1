"""How is an archive kept in memory, for rehearsals and for tests of the office?

A real archive that happens to forget: acts are sealed, folded and booked by the same code as in a database
(`folding`, `booking`), the row filter is the plain claim that a test holds together with the database's, and
the contract suite runs on it. A unit of work has its own copy of everything, which becomes the archive when
it ends well: so it is kept whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from townhall.ports.archive import Archive
from townhall.ports.world import Vault
from townhall.spec.catalog import Catalog
from townhall.storage.memory_batches import MemoryBatches
from townhall.storage.memory_books import MemoryBooks
from townhall.storage.memory_cases import MemoryCases
from townhall.storage.memory_proofs import MemoryProofs
from townhall.storage.memory_rest import MemoryOutside, MemoryPeople
from townhall.storage.memory_shelves import Shelves
from townhall.storage.shapes import Shapes

_PATIENCE = 15
"""Seconds to wait for whoever writes; in one thread that can only be oneself."""


class MemoryArchive:
    """An archive in memory; see `ports.archive.Archive` for what each of these does."""

    def __init__(self, shelves: Shelves, vault: Vault, shapes: Shapes) -> None:
        books = MemoryBooks(shelves.books, shelves.forms, vault, shapes)
        self.rows = books.rows
        self.entries = books.entries
        self.cells = books.cells
        self.totals = books.totals
        self.add_entries = books.add_entries
        self.booked = books.booked

        people = MemoryPeople(shelves, books)
        self.keep_release = people.keep_release
        self.release = people.release
        self.publish = people.publish
        self.publication = people.publication
        self.publications = people.publications
        self.towns = people.towns
        self.add_people = people.add_people
        self.person = people.person
        self.person_by_login = people.person_by_login
        self.people_by_login = people.people_by_login
        self.password = people.password
        self.set_password = people.set_password
        self.add_holdings = people.add_holdings
        self.end_holding = people.end_holding
        self.holdings = people.holdings
        self.names = people.names
        self.appointments_version = people.appointments_version
        self.holdings_of = people.holdings_of
        self.keep_session = people.keep_session
        self.session = people.session
        self.sessions_of = people.sessions_of
        self.setting = people.setting
        self.set_setting = people.set_setting
        self.next_number = people.next_number
        self.numbers = people.numbers

        cases = MemoryCases(shelves, books, vault)
        self.keep = cases.keep
        self.case = cases.case
        self.seen_cases = cases.seen_cases
        self.cases = cases.cases
        self.events = cases.events
        self.trail = cases.trail
        self.case_ids = cases.case_ids
        self.case_count = cases.case_count
        self.kept_case = cases.kept_case
        self.listed = cases.listed
        self.stranded_cases = cases.stranded_cases
        self.tasks = cases.tasks
        self.waiting = cases.waiting

        outside = MemoryOutside(shelves, cases)
        self.save_draft = outside.save_draft
        self.draft = outside.draft
        self.drafts = outside.drafts
        self.drop_draft = outside.drop_draft
        self.add_attachment = outside.add_attachment
        batches = MemoryBatches(shelves)
        self.save_batch = batches.save_batch
        self.batches = batches.batches
        self.drop_batch = batches.drop_batch
        self.save_parts = batches.save_parts
        self.parts = batches.parts
        self.attachment = outside.attachment
        self.attachments = outside.attachments
        self.counts = outside.counts
        self.disclosure = outside.disclosure
        self.disclosures = outside.disclosures
        self.due_disclosures = outside.due_disclosures
        self.objections = outside.objections
        self.open_objections = outside.open_objections
        self.objected = outside.objected
        self.disclosed_case = outside.disclosed_case

        proofs = MemoryProofs(shelves)
        self.keep_code = proofs.keep_code
        self.code = proofs.code
        self.keep_proof = proofs.keep_proof
        self.proof = proofs.proof
        self.end_proofs = proofs.end_proofs
        self.note_visit = proofs.note_visit
        self.visits = proofs.visits
        self.visited = proofs.visited


class MemoryArchives:
    """Opens units of work on one archive in memory: a `ports.archive.OpenArchive` that can be closed."""

    def __init__(self, vault: Vault, catalog: Catalog) -> None:
        self._vault = vault
        self._shapes = Shapes(catalog)
        self._shelves = Shelves()
        self._writing = Lock()

    @contextmanager
    def __call__(self, *, read_only: bool = False) -> Iterator[Archive]:
        """One unit of work: kept whole when the block ends, undone whole when it raises.

        Raises:
            RuntimeError: it was opened inside another one, or said it only looks and wrote.
        """
        if read_only:
            before = self._shelves
            looked = before.copied()
            yield MemoryArchive(looked, self._vault, self._shapes)
            if looked != before:
                raise RuntimeError("a unit of work that only looks has written")
            return
        if not self._writing.acquire(timeout=_PATIENCE):
            raise RuntimeError("a unit of work waits for another; was it opened inside one?")
        try:
            shelves = self._shelves.copied()
            yield MemoryArchive(shelves, self._vault, self._shapes)
            self._shelves = shelves
        finally:
            self._writing.release()

    def close(self) -> None:
        """Forget everything."""
        self._shelves = Shelves()


def open_memory_archives(vault: Vault, catalog: Catalog) -> MemoryArchives:
    """An archive in memory, empty."""
    return MemoryArchives(vault, catalog)
