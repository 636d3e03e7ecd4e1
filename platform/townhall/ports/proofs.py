"""Where is kept by what villagers prove who they are, and what they looked at?"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from townhall.record.proofs import Code, Proof
from townhall.record.trail import Event


class Proofs(Protocol):
    """Codes, proofs and visitors' books; a part of the archive."""

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
