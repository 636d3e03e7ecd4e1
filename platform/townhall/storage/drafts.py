"""What is somebody still filling in, and which files go with it?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from townhall.ports.archive import Overtaken
from townhall.record.people import Sight
from townhall.record.submissions import Attachment, Draft
from townhall.storage import tables
from townhall.storage.batches import Batches
from townhall.storage.tables import case
from townhall.storage.visibility import values, visible
from townhall.storage.work import Work

_DRAFT, _FILE = tables.draft, tables.attachment

_IS_OWN = (_DRAFT.c.id == sa.bindparam("of"), _DRAFT.c.person == sa.bindparam("by"))
_OWN = sa.select(_DRAFT).where(*_IS_OWN)
_SAVED = (
    _DRAFT.update()
    .where(*_IS_OWN, _DRAFT.c.version == sa.bindparam("read"))
    .values({one.name: sa.bindparam(one.name) for one in _DRAFT.c if one.name not in ("id", "person")})
)
_FORGOTTEN = _DRAFT.delete().where(*_IS_OWN)
_LOOSE = _FILE.delete().where(_FILE.c.draft == sa.bindparam("of"), _FILE.c.case_id.is_(None))
_ALL_OWN = (
    sa.select(_DRAFT)
    .where(_DRAFT.c.person == sa.bindparam("person"), _DRAFT.c.town == sa.bindparam("town"))
    .order_by(_DRAFT.c.saved_at.desc(), _DRAFT.c.id.desc())
)


class Drafts:
    """Drafts and attachments. What was typed is sealed whole: anything in it may be secret."""

    def __init__(self, work: Work, batches: Batches) -> None:
        self._work = work
        self._batches = batches

    def save_draft(self, draft: Draft) -> Draft:
        """Keep a draft if nobody saved it since it was read."""
        row = {
            "town": draft.town,
            "unit": draft.unit,
            "form": draft.form,
            "post": draft.post,
            "sealed": self._work.vault.seal(draft.raw),
            "saved_at": draft.saved_at,
            "version": draft.version + 1,
            "case_id": draft.case,
        }
        if draft.version == 0:
            self._begin({"id": draft.id, "person": draft.person, **row})
        else:
            told = {**row, "of": draft.id, "by": draft.person, "read": draft.version}
            if self._work.change(_SAVED, told) == 0:
                raise Overtaken
        return replace(draft, version=draft.version + 1)

    def _begin(self, row: dict[str, object]) -> None:
        try:
            self._work.add(_DRAFT, [row])
        except IntegrityError as failed:
            raise Overtaken from failed

    def draft(self, id: str, person: str) -> Draft | None:
        """One's own draft."""
        row = self._work.row(_OWN, {"of": id, "by": person})
        return None if row is None else self._read(row)

    def drafts(self, person: str, town: str) -> tuple[Draft, ...]:
        """One's own drafts, newest first."""
        return tuple(self._read(row) for row in self._work.rows(_ALL_OWN, {"person": person, "town": town}))

    def _read(self, row: Row[*tuple[Any, ...]]) -> Draft:
        return Draft(
            id=row.id,
            town=row.town,
            unit=row.unit,
            form=row.form,
            person=row.person,
            post=row.post,
            raw=self._work.vault.unseal(row.sealed),
            saved_at=row.saved_at,
            version=row.version,
            case=row.case_id,
        )

    def drop_draft(self, id: str, person: str) -> None:
        """Forget one's own draft and the files that only it knew."""
        self._forget(id, person, had_batches=True)

    def use_draft(self, id: str, person: str, had_batches: bool) -> None:
        """Forget one's own draft because its matter was submitted.

        Raises:
            Overtaken: it was submitted already.
        """
        if not self._forget(id, person, had_batches):
            raise Overtaken

    def _forget(self, id: str, person: str, had_batches: bool) -> bool:
        if self._work.change(_FORGOTTEN, {"of": id, "by": person}) == 0:
            return False
        self._work.change(_LOOSE, {"of": id})
        if had_batches:
            self._batches.forget(id)
        return True

    def add_attachment(self, attachment: Attachment) -> None:
        """Keep what is known of a file."""
        row = {
            "id": attachment.id,
            "town": attachment.town,
            "person": attachment.person,
            "name": attachment.name,
            "media_type": attachment.media_type,
            "size": attachment.size,
            "sha256": attachment.sha256,
            "added_at": attachment.added_at,
            "draft": attachment.draft,
            "case_id": attachment.case,
        }
        self._work.add(_FILE, [row])

    def attachment(self, id: str, sight: Sight) -> Attachment | None:
        """A file of a case that sight covers, or one's own that belongs to no case yet."""
        return self.attachments((id,), sight).get(id)

    def attachments(self, ids: Collection[str], sight: Sight) -> Mapping[str, Attachment]:
        """Those of several files that a viewer may have, in one statement."""
        if not ids:
            return {}
        told = {"all": sorted({*ids}), "viewer": sight.person, **values(sight)}
        return {row.id: Attachment(*row) for row in self._work.rows(_files(visible(sight)), told)}

    def bind(self, ids: tuple[str, ...], *, to: str, town: str, of: str) -> None:
        """Let files belong to a case: one's own that belong to none yet, or the case's own already.

        Raises:
            LookupError: one of them is neither.
        """
        free = _FILE.c.case_id.is_(None) & (_FILE.c.person == of)
        bound = (
            _FILE.update()
            .where(_FILE.c.id.in_(ids), _FILE.c.town == town, free | (_FILE.c.case_id == to))
            .values(case_id=to, draft=None)
        )
        if self._work.connection.execute(bound).rowcount != len(set(ids)):
            raise LookupError("a file named here is not at hand")


@lru_cache
def _files(covered: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    """Files that are the viewer's own and free, or of a case that is covered."""
    own = _FILE.c.case_id.is_(None) & (_FILE.c.person == sa.bindparam("viewer"))
    return (
        sa.select(*_FILE.c)  # its columns stand in the order of `Attachment`'s fields
        .outerjoin(case, case.c.id == _FILE.c.case_id)
        .where(
            _FILE.c.id.in_(sa.bindparam("all", expanding=True)),
            _FILE.c.town == sa.bindparam("sight_town"),
            own | covered,
        )
    )
