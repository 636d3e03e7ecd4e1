"""Takes the checked rows of a workbook into a draft's table, or out again, whole batches at a time."""

from __future__ import annotations

from dataclasses import replace

from townhall.kernel.text import Text
from townhall.office.checking_rows import own_batch
from townhall.office.drafting import keep
from townhall.office.kept_rows import importable
from townhall.office.own_drafts import CASE, KEPT, Paper, own_paper
from townhall.office.visiting import Visitor
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound, Refused


def take_in(hall: Hall, visitor: Visitor, draft: str, batch: str, without_faulty: bool = False) -> None:
    """Let the rows of a checked batch count: all of them, or, where the person says so, those without faults.

    Taking in what is taken in already changes nothing.

    Raises:
        NotFound: it is not one's own.
        Refused: it is not checked to its end, or rows of it have faults.
        SavedElsewhere: the draft was saved on another device meanwhile.
    """
    with hall.archive() as archive:
        paper = own_paper(hall, archive, visitor, draft)
        found = own_batch(archive, paper, batch)
        if found.state == "taken":
            return
        if found.state == "checking":
            raise Refused(Text("还没有核对完，请稍候。", "Checking is not finished; wait a moment."))
        if found.faulty and not without_faulty:
            raise Refused(
                Text(
                    f"有{found.faulty}行存在问题，一行也没有收入。请改好后重新上传。",
                    f"{found.faulty} rows have faults, and none was taken in. Mend them and upload again.",
                )
            )
        if not found.good:
            raise Refused(Text("没有一行可以收入。", "There is no row that could be taken in."))
        table = importable(paper, found.table)
        archive.save_batch(replace(found, state="taken", left_out=found.faulty, taken_at=hall.now()))
        sources = (*paper.sources(table), found.id)
        keep(hall, archive, _with_sources(paper, found.table, sources))


def take_out(hall: Hall, visitor: Visitor, draft: str, batch: str) -> None:
    """Forget a batch, and with it its rows, if they were taken in.

    Raises:
        NotFound: it is not one's own, or the draft was handed in.
        SavedElsewhere: the draft was saved on another device meanwhile.
    """
    with hall.archive() as archive:
        paper = own_paper(hall, archive, visitor, draft)
        found = own_batch(archive, paper, batch)
        archive.drop_batch(found.id, visitor.person.id)
        if found.state == "taken":
            left = tuple(one for one in paper.sources(importable(paper, found.table)) if one != found.id)
            keep(hall, archive, _with_sources(paper, found.table, left))


def take_submitted_out(hall: Hall, visitor: Visitor, draft: str, table: str) -> None:
    """Leave out the rows that a returned case was handed in with, so that others can take their place.

    Raises:
        NotFound: it is not one's own, or keeps no such rows.
        SavedElsewhere: the draft was saved on another device meanwhile.
    """
    with hall.archive() as archive:
        paper = own_paper(hall, archive, visitor, draft)
        sources = paper.sources(importable(paper, table))
        if CASE not in sources:
            raise NotFound
        keep(hall, archive, _with_sources(paper, table, tuple(one for one in sources if one != CASE)))


def _with_sources(paper: Paper, table: str, sources: tuple[str, ...]) -> Paper:
    """The draft with other rows kept; nothing that was submitted is typed into its table unasked."""
    raw = {**paper.draft.raw, KEPT + table: list(sources)}
    if CASE not in sources:
        raw.setdefault(table, [])
    return replace(paper, draft=replace(paper.draft, raw=raw))
