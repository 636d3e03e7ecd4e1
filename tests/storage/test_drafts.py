"""Is what somebody fills in kept from others, and from one's own other device?"""

from dataclasses import replace

import pytest

from tests.storage.builders import (
    CLERK,
    EVERYTHING,
    NOON,
    OTHER_TOWN,
    OTHER_UNIT,
    TOWN,
    UNIT,
    later,
    opening,
)  # fmt: skip
from townhall.ports.archive import Overtaken
from townhall.record.people import Sight
from townhall.record.submissions import Attachment, Draft

ME, OTHER = Sight(TOWN, CLERK.person), Sight(TOWN, "p-other")
DRAFT = Draft("d1", TOWN, UNIT, "payment", CLERK.person, "village_clerk",
              {"amount": "3000", "rows": [{"a": ""}], "many": ["x"]}, NOON, 0)  # fmt: skip
FILE = Attachment("f1", TOWN, CLERK.person, "合同.pdf", "application/pdf", 3, "0" * 64, NOON, "d1")


def test_a_draft_is_saved_again_and_again(archives):
    with archives() as archive:
        first = archive.save_draft(DRAFT)
        second = archive.save_draft(replace(first, raw={"amount": "30"}, saved_at=later(1)))
    with archives(read_only=True) as archive:
        assert (first.version, second.version) == (1, 2)
        assert archive.draft("d1", CLERK.person) == second


def test_two_devices_do_not_overwrite_each_other(archives):
    with archives() as archive:
        first = archive.save_draft(DRAFT)
        archive.save_draft(replace(first, raw={"amount": "phone"}))
    for stale in (first, DRAFT):
        with pytest.raises(Overtaken), archives() as archive:
            archive.save_draft(replace(stale, raw={"amount": "desk"}))
    with archives(read_only=True) as archive:
        assert archive.draft("d1", CLERK.person).raw == {"amount": "phone"}


def test_nobody_touches_anothers_draft(archives):
    with archives() as archive:
        saved = archive.save_draft(DRAFT)
        archive.add_attachment(FILE)
        archive.drop_draft("d1", "p-other")
        assert archive.draft("d1", "p-other") is None
        assert archive.drafts("p-other", TOWN) == ()
    with pytest.raises(Overtaken), archives() as archive:
        archive.save_draft(replace(saved, person="p-other"))
    with archives(read_only=True) as archive:
        assert archive.draft("d1", CLERK.person) == saved
        assert archive.attachment("f1", ME) == FILE
        assert archive.attachment("f1", OTHER) is None
        # Seeing a whole town does not reach into drafts.
        assert archive.attachment("f1", EVERYTHING) is None
        assert archive.attachment("f1", replace(EVERYTHING, person="p-other")) is None
        assert archive.attachment("f1", Sight(OTHER_TOWN, CLERK.person)) is None


def test_of_several_files_those_come_that_would_come_one_by_one(archives):
    with archives() as archive:
        archive.add_attachment(FILE)
        archive.add_attachment(replace(FILE, id="f2", person="p-other"))
        assert archive.attachments({"f1", "f2", "f9"}, ME) == {"f1": FILE}
        assert archive.attachments(("f1", "f1"), ME) == {"f1": FILE}
        assert archive.attachments((), ME) == {}


def test_drafts_newest_first(archives):
    with archives() as archive:
        for number, at in enumerate((1, 3, 2)):
            archive.save_draft(replace(DRAFT, id=f"d{number}", saved_at=later(at)))
        archive.save_draft(replace(DRAFT, id="d9", town=OTHER_TOWN))
        assert [one.id for one in archive.drafts(CLERK.person, TOWN)] == ["d1", "d2", "d0"]
        assert [archive.counts(one).drafts for one in (ME, OTHER, EVERYTHING)] == [3, 0, 0]


def test_a_dropped_draft_takes_its_files_along(archives):
    with archives() as archive:
        archive.save_draft(DRAFT)
        archive.add_attachment(FILE)
        archive.drop_draft("d1", CLERK.person)
    with archives(read_only=True) as archive:
        assert archive.draft("d1", CLERK.person) is None
        assert archive.attachment("f1", ME) is None


@pytest.mark.parametrize(
    ("sight", "is_seen"),
    [
        (ME, True),
        (EVERYTHING, True),
        (Sight(TOWN, None, units=frozenset({UNIT})), True),
        (Sight(TOWN, None, units=frozenset({OTHER_UNIT})), False),
        (OTHER, False),
        (Sight(TOWN, None), False),
        (Sight(OTHER_TOWN, None, whole=True), False),
        (Sight(OTHER_TOWN, CLERK.person), False),
    ],
)
def test_a_file_of_a_case_is_seen_by_whom_the_case_is(archives, sight, is_seen):
    with archives() as archive:
        archive.add_attachment(replace(FILE, draft=None))
        archive.keep(opening("c1", attachments=("f1",)))
    with archives(read_only=True) as archive:
        found = archive.attachment("f1", sight)
    assert (found is not None) == is_seen
    assert found is None or found == replace(FILE, draft=None, case="c1")


def test_a_file_that_is_not_there(archives):
    with archives(read_only=True) as archive:
        assert archive.attachment("f9", ME) is None


def test_a_returned_case_is_mended_in_a_draft(archives):
    with archives() as archive:
        archive.keep(opening("c1"))
        saved = archive.save_draft(replace(DRAFT, case="c1"))
        assert archive.draft("d1", CLERK.person) == saved
        assert saved.case == "c1"
