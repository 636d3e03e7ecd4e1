"""Who proved who they are, by which code, on which device, and what did they look at?"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from townhall.kernel.canonical import canonical
from townhall.ports.archive import Overtaken
from townhall.record.proofs import Code, Proof, book_of
from townhall.record.trail import START, Actor, Event, linked
from townhall.storage import tables
from townhall.storage.work import Work

_CODE, _PROOF, _VISIT = tables.proof_code, tables.proof, tables.visit

_CODES = sa.select(*_CODE.c)  # its columns stand in the order of `Code`'s fields
_CODE_OF = _CODES.where(_CODE.c.town == sa.bindparam("town"), _CODE.c.person == sa.bindparam("person"))
_CODE_HELD = _CODE_OF.with_for_update()
_PROOFS = sa.select(*_PROOF.c)  # likewise
_PROOF_OF = _PROOFS.where(_PROOF.c.id == sa.bindparam("of"))
_PROOF_HELD = _PROOF_OF.with_for_update()
_ENDED = (
    _PROOF.update()
    .where(_PROOF.c.town == sa.bindparam("of_town"), _PROOF.c.person == sa.bindparam("of_person"))
    .where(_PROOF.c.ended_at.is_(None))
    .values(ended_at=sa.bindparam("ended_at"))
)
_BOOK = (_VISIT.c.town == sa.bindparam("town"), _VISIT.c.unit == sa.bindparam("unit"))
_LAST = sa.select(_VISIT.c.seq, _VISIT.c.hash).where(*_BOOK).order_by(_VISIT.c.seq.desc()).limit(1)
_VISITS = sa.select(_VISIT).where(*_BOOK).order_by(_VISIT.c.seq)


class Proofs:
    """Codes, proofs, and the visitors' books of units."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def keep_code(self, code: Code) -> None:
        """Keep a person's code, in place of any they had."""
        row = asdict(code)
        self._work.put(_CODE, row, keys=("town", "person"), change=tuple(row.keys() - {"town", "person"}))

    def code(self, town: str, person: str, *, hold: bool = False) -> Code | None:
        """The code of a person. SQLite has one writer at a time, so it need not hold anything."""
        row = self._work.row(_CODE_HELD if hold else _CODE_OF, {"town": town, "person": person})
        return None if row is None else Code(*row)

    def keep_proof(self, proof: Proof) -> None:
        """Keep a new proof, or an existing one changed."""
        self._work.put(_PROOF, asdict(proof), keys=("id",), change=("seen_at", "tries", "ended_at"))

    def proof(self, id: str, *, hold: bool = False) -> Proof | None:
        """The proof of that id."""
        row = self._work.row(_PROOF_HELD if hold else _PROOF_OF, {"of": id})
        return None if row is None else Proof(*row)

    def end_proofs(self, town: str, person: str, at: datetime) -> None:
        """End every proof of a person that has not ended."""
        self._work.connection.execute(_ENDED, {"of_town": town, "of_person": person, "ended_at": at})

    def note_visit(self, town: str, unit: str, event: Event) -> Event:
        """Put an event behind those of a unit's visitors' book."""
        last = self._work.row(_LAST, {"town": town, "unit": unit})
        seq, head = (0, START) if last is None else (last.seq, last.hash)
        (noted,) = linked(book_of(town, unit), seq, head, (event,))
        row = {
            "town": town,
            "unit": unit,
            "seq": noted.seq,
            "kind": noted.kind,
            "at": noted.at.isoformat(),
            "person": noted.actor.person,
            "post": noted.actor.post,
            "body": canonical(noted.body),
            "before": noted.before,
            "hash": noted.hash,
        }
        try:
            self._work.add(_VISIT, [row])
        except IntegrityError as failed:
            raise Overtaken from failed
        return noted

    def visits(self, town: str, unit: str) -> tuple[Event, ...]:
        """A unit's visitors' book in order."""
        return tuple(
            Event(
                row.kind,
                json.loads(row.body),
                datetime.fromisoformat(row.at),
                Actor(row.person, row.post, row.unit),
                row.seq,
                row.before,
                row.hash,
            )
            for row in self._work.rows(_VISITS, {"town": town, "unit": unit})
        )

    def visited(self) -> tuple[tuple[str, str], ...]:
        """Every visitors' book."""
        books = sa.select(_VISIT.c.town, _VISIT.c.unit).distinct().order_by(_VISIT.c.town, _VISIT.c.unit)
        return tuple((row.town, row.unit) for row in self._work.rows(books))
