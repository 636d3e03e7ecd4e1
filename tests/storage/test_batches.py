"""Are rows of workbooks kept beside their draft, part by part, for their own person only?"""

from dataclasses import replace

import pytest

from tests.storage.builders import CLERK, NOON, TOWN, UNIT, later
from townhall.kernel.text import Text
from townhall.ports.archive import Overtaken
from townhall.record.batches import Batch, BatchColumn, BatchRow, Fault, Part
from townhall.record.submissions import Draft

DRAFT = Draft("d1", TOWN, UNIT, "payment", CLERK.person, "village_clerk", {}, NOON, 0)
BATCH = Batch(
    id="b1",
    draft="d1",
    person=CLERK.person,
    table="lines",
    file="名单.xlsx",
    digest="0" * 64,
    columns=(BatchColumn("姓名", "name", "text"), BatchColumn("备注")),
    rows=3,
    parts=2,
    added_at=NOON,
)
ROWS = (
    BatchRow(2, ("甲某某", None, True, {"n": "12.5"}), ("甲某某", 1250)),
    BatchRow(3, ("", "x"), None, (Fault("name", Text("请填写", "Fill in")),)),
)
PARTS = (Part("b1", 0, ROWS), Part("b1", 1, ROWS[:1]))


def test_a_batch_is_kept_with_its_parts(archives):
    with archives() as archive:
        kept = archive.save_batch(BATCH)
        archive.save_parts("d1", PARTS)
        later_kept = archive.save_batch(
            replace(kept, state="taken", checked=2, faulty=1, left_out=1, taken_at=later(3))
        )
    with archives(read_only=True) as archive:
        assert (kept.version, later_kept.version) == (1, 2)
        assert archive.batches("d1", CLERK.person) == (later_kept,)
        assert archive.parts(["b1"]) == PARTS
        assert archive.parts(["b1"], [1]) == PARTS[1:]
        assert archive.parts([]) == archive.parts(["b1"], []) == archive.parts(["b9"]) == ()


def test_a_part_is_kept_over_what_it_was(archives):
    with archives() as archive:
        archive.save_batch(BATCH)
        archive.save_parts("d1", PARTS)
        archive.save_parts("d1", [Part("b1", 0, ROWS[1:])])
        assert archive.parts(["b1"], [0]) == (Part("b1", 0, ROWS[1:]),)


def test_two_tabs_do_not_overwrite_each_other(archives):
    with archives() as archive:
        first = archive.save_batch(BATCH)
        archive.save_batch(replace(first, checked=1))
    for stale in (first, BATCH):
        with pytest.raises(Overtaken), archives() as archive:
            archive.save_batch(replace(stale, checked=2))


def test_nobody_touches_anothers_rows(archives):
    with archives() as archive:
        kept = archive.save_batch(BATCH)
        archive.save_parts("d1", PARTS)
        archive.drop_batch("b1", "p-other")
        assert archive.batches("d1", "p-other") == ()
        assert archive.batches("d1", CLERK.person) == (kept,)
        assert archive.parts(["b1"]) == PARTS
    with pytest.raises(Overtaken), archives() as archive:
        archive.save_batch(replace(kept, person="p-other"))


def test_a_batch_that_is_dropped_is_gone(archives):
    with archives() as archive:
        archive.save_batch(BATCH)
        other = archive.save_batch(replace(BATCH, id="b2", added_at=later(1)))
        archive.save_parts("d1", (*PARTS, Part("b2", 0, ROWS)))
        archive.drop_batch("b1", CLERK.person)
        assert archive.batches("d1", CLERK.person) == (other,)
        assert archive.parts(["b1", "b2"]) == (Part("b2", 0, ROWS),)


def test_batches_go_with_their_draft(archives):
    with archives() as archive:
        archive.save_draft(DRAFT)
        archive.save_draft(replace(DRAFT, id="d2"))
        archive.save_batch(BATCH)
        archive.save_batch(replace(BATCH, id="b2", draft="d2"))
        archive.save_parts("d1", PARTS)
        archive.save_parts("d2", [Part("b2", 0, ROWS)])
        archive.drop_draft("d1", "p-other")
        assert archive.batches("d1", CLERK.person) != ()
        archive.drop_draft("d1", CLERK.person)
        assert archive.batches("d1", CLERK.person) == archive.parts(["b1"]) == ()
        assert archive.parts(["b2"]) == (Part("b2", 0, ROWS),)
