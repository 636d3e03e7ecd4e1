"""Are codes, proofs and visitors' books kept, and can nobody change what was noted?"""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from tests.storage.builders import FUND, NOON, OTHER_TOWN, OTHER_UNIT, TOWN, UNIT, entry, event, later
from townhall.ports.archive import EntryQuery
from townhall.record.proofs import Code, Proof, book_of
from townhall.record.trail import Actor, first_break

CODE = Code(TOWN, "p-1", UNIT, "digest", "clerk", later(0), later(60))
PROOF = Proof("t1", TOWN, UNIT, "p-1", "phone", later(0), later(0), known_until=later(900))
WHO = Actor("p-1", "villager", UNIT)


def test_a_person_has_one_code(archives):
    with archives() as archive:
        assert archive.code(TOWN, "p-1") is None
        archive.keep_code(CODE)
        archive.keep_code(replace(CODE, town=OTHER_TOWN, digest="theirs"))
        archive.keep_code(replace(CODE, digest="newer", issued_at=later(5), of_day=2))
        archive.keep_code(
            replace(CODE, digest="newer", issued_at=later(5), of_day=2, tries=3, used_at=later(7))
        )
    with archives(read_only=True) as archive:
        newest = replace(CODE, digest="newer", issued_at=later(5), of_day=2, tries=3, used_at=later(7))
        assert archive.code(TOWN, "p-1") == newest
        assert archive.code(OTHER_TOWN, "p-1") == replace(CODE, town=OTHER_TOWN, digest="theirs")
        assert archive.code(TOWN, "p-2") is None


def test_proofs_are_kept_and_changed(archives):
    with archives() as archive:
        archive.keep_proof(PROOF)
        archive.keep_proof(replace(PROOF, seen_at=later(3), tries=2, ended_at=later(4)))
        archive.keep_proof(replace(PROOF, id="t2", known_until=None))
    with archives(read_only=True) as archive:
        assert archive.proof("t1") == replace(PROOF, seen_at=later(3), tries=2, ended_at=later(4))
        assert archive.proof("t2") == replace(PROOF, id="t2", known_until=None)
        assert archive.proof("t3") is None


def test_all_proofs_of_one_person_end(archives):
    with archives() as archive:
        for one in (PROOF, replace(PROOF, id="t2"), replace(PROOF, id="t3", ended_at=later(1))):
            archive.keep_proof(one)
        archive.keep_proof(replace(PROOF, id="other", person="p-2"))
        archive.keep_proof(replace(PROOF, id="elsewhere", town=OTHER_TOWN))
        archive.end_proofs(TOWN, "p-1", later(9))
    with archives(read_only=True) as archive:
        ended = {id: archive.proof(id).ended_at for id in ("t1", "t2", "t3", "other", "elsewhere")}
    assert ended == {"t1": later(9), "t2": later(9), "t3": later(1), "other": None, "elsewhere": None}


def test_a_visitors_book_is_a_chain(archives):
    with archives() as archive:
        first = archive.note_visit(TOWN, UNIT, event("proven", NOON, WHO, device="phone"))
        second = archive.note_visit(TOWN, UNIT, event("looked", later(1), WHO, rows=2))
        archive.note_visit(TOWN, OTHER_UNIT, event("proven", NOON, WHO))
        archive.note_visit(OTHER_TOWN, UNIT, event("proven", NOON, WHO))
    with archives(read_only=True) as archive:
        assert archive.visits(TOWN, UNIT) == (first, second)
        assert [one.seq for one in (first, second)] == [1, 2]
        assert second.before == first.hash
        assert first_break(book_of(TOWN, UNIT), archive.visits(TOWN, UNIT)) is None
        assert first_break(book_of(TOWN, OTHER_UNIT), archive.visits(TOWN, UNIT)) is not None
        assert archive.visited() == ((OTHER_TOWN, UNIT), (TOWN, UNIT), (TOWN, OTHER_UNIT))
        assert archive.visits(TOWN, "nowhere") == ()


@pytest.mark.parametrize("statement", ["UPDATE visit SET kind = 'x'", "DELETE FROM visit"])
def test_what_was_noted_is_never_changed(archives, statement):
    if not hasattr(archives, "engine"):
        pytest.skip("memory has no statements")
    with archives() as archive:
        archive.note_visit(TOWN, UNIT, event("proven", NOON, WHO))
    with pytest.raises(DBAPIError), archives.engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_rows_with_one_of_several_values(archives):
    rows = [
        entry(FUND, purpose="a", payee_id="1"),
        entry(FUND, purpose="b", payee_id="2"),
        entry(FUND, purpose="c", payee_id="1"),
        entry(FUND, purpose="d"),
    ]
    with archives() as archive:
        archive.add_entries(FUND, rows)
    with archives(read_only=True) as archive:

        def found(*any_of: tuple[str, str], **keys: object) -> list[str]:
            query = EntryQuery(FUND, TOWN, (UNIT,), any_of=any_of, sort=("purpose",), **keys)
            return [one.values["purpose"] for one in archive.entries(query).entries]

        assert found(("payee_id", "1"), ("purpose", "b")) == ["a", "b", "c"]
        assert found(("payee_id", "1"), equals=(("purpose", "c"),)) == ["c"]
        assert found(("payee_id", "nobody")) == []
        assert found() == []
        query = EntryQuery(FUND, TOWN, (UNIT,), any_of=(("payee_id", "1"),))
        assert archive.totals(query, [], []) == ((2,),)
        with pytest.raises(LookupError):
            found(("account", "1"))
