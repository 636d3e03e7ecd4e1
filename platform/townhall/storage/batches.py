"""What came with workbooks and is not handed in yet, beside the drafts it belongs to?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from townhall.ports.archive import Overtaken
from townhall.record.batches import Batch, Part, batch_from_json, batch_json, rows_from_json, rows_json
from townhall.storage import tables
from townhall.storage.work import Work

_BATCH, _PART = tables.batch, tables.batch_part

_OWN = (
    sa.select(_BATCH)
    .where(_BATCH.c.draft == sa.bindparam("of"), _BATCH.c.person == sa.bindparam("by"))
    .order_by(_BATCH.c.added_at, _BATCH.c.id)
)
_IS_OWN = (_BATCH.c.id == sa.bindparam("of"), _BATCH.c.person == sa.bindparam("by"))
_SAVED = (
    _BATCH.update()
    .where(*_IS_OWN, _BATCH.c.version == sa.bindparam("read"))
    .values(sealed=sa.bindparam("sealed"), version=sa.bindparam("version"))
)
_DROPPED = _BATCH.delete().where(*_IS_OWN)
_PARTS_DROPPED = _PART.delete().where(_PART.c.batch == sa.bindparam("of"))
_OF_DRAFT = _BATCH.delete().where(_BATCH.c.draft == sa.bindparam("of"))
_PARTS_OF_DRAFT = _PART.delete().where(_PART.c.draft == sa.bindparam("of"))
_PARTS = (
    sa.select(_PART.c.batch, _PART.c.number, _PART.c.sealed)
    .where(_PART.c.batch.in_(sa.bindparam("all", expanding=True)))
    .order_by(_PART.c.batch, _PART.c.number)
)
_SOME_PARTS = _PARTS.where(_PART.c.number.in_(sa.bindparam("numbers", expanding=True)))


class Batches:
    """Batches and their parts, sealed whole: anything in them may be secret."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def save_batch(self, batch: Batch) -> Batch:
        """Keep a batch if nobody kept it since it was read."""
        kept = {"sealed": self._work.vault.seal(batch_json(batch)), "version": batch.version + 1}
        if batch.version == 0:
            row = {
                "id": batch.id,
                "draft": batch.draft,
                "person": batch.person,
                "added_at": batch.added_at,
                **kept,
            }
            try:
                self._work.add(_BATCH, [row])
            except IntegrityError as failed:
                raise Overtaken from failed
        elif not self._work.change(
            _SAVED, {**kept, "of": batch.id, "by": batch.person, "read": batch.version}
        ):
            raise Overtaken
        return replace(batch, version=batch.version + 1)

    def batches(self, draft: str, person: str) -> tuple[Batch, ...]:
        """Those of one's own draft, oldest first."""
        return tuple(
            batch_from_json(
                self._work.vault.unseal(row.sealed),
                id=row.id,
                draft=row.draft,
                person=row.person,
                added_at=row.added_at,
                version=row.version,
            )
            for row in self._work.rows(_OWN, {"of": draft, "by": person})
        )

    def drop_batch(self, id: str, person: str) -> None:
        """Forget one's own batch and its rows."""
        if self._work.change(_DROPPED, {"of": id, "by": person}):
            self._work.change(_PARTS_DROPPED, {"of": id})

    def save_parts(self, draft: str, parts: Iterable[Part]) -> None:
        """Keep parts of a batch, over what was kept of them before."""
        for one in parts:
            row = {
                "batch": one.batch,
                "number": one.number,
                "draft": draft,
                "sealed": self._work.vault.seal(rows_json(one.rows)),
            }
            self._work.put(_PART, row, keys=("batch", "number"), change=("sealed",))

    def parts(self, batches: Collection[str], numbers: Collection[int] | None = None) -> tuple[Part, ...]:
        """The parts of batches in order, all or those of some numbers."""
        if not batches or (numbers is not None and not numbers):
            return ()
        told = {"all": sorted({*batches})}
        found = (
            self._work.rows(_PARTS, told)
            if numbers is None
            else self._work.rows(_SOME_PARTS, {**told, "numbers": sorted({*numbers})})
        )
        return tuple(
            Part(row.batch, row.number, rows_from_json(self._work.vault.unseal(row.sealed))) for row in found
        )

    def forget(self, draft: str) -> None:
        """Forget all that came to a draft: it is no more."""
        if self._work.change(_OF_DRAFT, {"of": draft}):
            self._work.change(_PARTS_OF_DRAFT, {"of": draft})
