"""Who proved who they are, and what did they look at, in an archive in memory?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from townhall.record.proofs import Code, Proof, book_of
from townhall.record.trail import START, Event, linked
from townhall.storage.memory_shelves import Shelves


class MemoryProofs:
    """Codes, proofs, and the visitors' books of units, on shelves."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def keep_code(self, code: Code) -> None:
        """Keep a person's code, in place of any they had."""
        self._shelves.codes[code.town, code.person] = code

    def code(self, town: str, person: str, *, hold: bool = False) -> Code | None:
        """The code of a person."""
        return self._shelves.codes.get((town, person))

    def keep_proof(self, proof: Proof) -> None:
        """Keep a new proof, or an existing one changed."""
        self._shelves.proofs[proof.id] = proof

    def proof(self, id: str, *, hold: bool = False) -> Proof | None:
        """The proof of that id."""
        return self._shelves.proofs.get(id)

    def end_proofs(self, town: str, person: str, at: datetime) -> None:
        """End every proof of a person that has not ended."""
        for id, one in self._shelves.proofs.items():
            if (one.town, one.person, one.ended_at) == (town, person, None):
                self._shelves.proofs[id] = replace(one, ended_at=at)

    def note_visit(self, town: str, unit: str, event: Event) -> Event:
        """Put an event behind those of a unit's visitors' book."""
        before = self.visits(town, unit)
        head = before[-1].hash if before else START
        (noted,) = linked(book_of(town, unit), len(before), head, (event,))
        self._shelves.visits[town, unit] = (*before, noted)
        return noted

    def visits(self, town: str, unit: str) -> tuple[Event, ...]:
        """A unit's visitors' book in order."""
        return self._shelves.visits.get((town, unit), ())

    def visited(self) -> tuple[tuple[str, str], ...]:
        """Every visitors' book."""
        return tuple(sorted(self._shelves.visits))
