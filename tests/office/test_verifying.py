"""Is whatever somebody changes behind the program's back named, with the case and the place?"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.web.square import MORE_PAPERS, Square
from townhall.kernel.canonical import canonical, content_hash
from townhall.office.verifying import BROKEN, Verified, verify
from townhall.record.trail import Actor, Broken, Event


def verified(square: Square) -> Verified:
    return verify(square.hall, lambda done, total: None)


UNUSED = [Broken(f"SZ-04-2026-{number:05}", 0, "gone") for number in range(1, MORE_PAPERS + 1)]
"""Numbers that the second town gave out for nothing, so that its matters are called otherwise."""


def breaks(square: Square) -> list[tuple[str, int, str]]:
    """What is broken besides the numbers nobody used."""
    found = verified(square).breaks
    assert all(one.why in BROKEN for one in found)
    assert list(found[-len(UNUSED) :]) == UNUSED
    return [(one.case, one.seq, one.why) for one in found[: -len(UNUSED)]]


@pytest.fixture
def behind(square: Square) -> Callable[[str, tuple[object, ...]], None]:
    """Changes the raw database, its guards taken down first; what somebody with the file could do."""

    def run(statement: str, values: tuple[object, ...] = ()) -> None:
        assert square.tamper(statement, values) == 1

    return run


def test_an_untouched_database_holds(square: Square):
    told: list[tuple[int, int]] = []
    found = verify(square.hall, lambda done, total: told.append((done, total)))
    assert list(found.breaks) == UNUSED
    assert (found.cases, told[-1]) == (6, (6, 6))
    assert found.events > 30


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("person", "zhanghe.mayor-0"),
        ("post", "mayor"),
        ("unit", "420802102000"),
        ("at", "2026-04-07T09:00:00+08:00"),
        ("kind", "copied"),
        ("on_behalf_of", "zhanghe.mayor-0"),
        ("body", '{"step":"group"}'),
    ],
)
def test_a_changed_event_is_named(square: Square, behind: Callable[..., None], change: str, value: str):
    case = square.towns["zhanghe"].payment
    behind(f"UPDATE event SET {change} = ? WHERE case_id = ? AND seq = ?", (value, case.id, case.seq))
    assert breaks(square) == [(case.id, case.seq, "content")]


def test_one_letter_of_what_was_written_is_enough(square: Square, behind: Callable[..., None]):
    case = square.towns["zhanghe"].payment
    behind(
        "UPDATE event SET body = replace(body, '680000', '980000') WHERE case_id = ? AND seq = 1",
        (case.id,),
    )
    assert breaks(square) == [(case.id, 1, "content")]


def test_a_changed_event_with_a_hash_that_fits_breaks_at_the_next(
    square: Square, behind: Callable[..., None]
):
    case = square.towns["zhanghe"].payment
    with square.hall.archive(read_only=True) as archive:
        second = archive.trail(case.id)[1]
    forged = {**second.body, "asks": []} if "asks" in second.body else {**second.body, "effect": "x"}
    content = {**second.content(case.id), "body": forged}
    behind(
        "UPDATE event SET body = ?, hash = ? WHERE case_id = ? AND seq = 2",
        (canonical(forged), content_hash(content), case.id),
    )
    assert breaks(square) == [(case.id, 3, "before")]


def test_a_removed_event_is_named(square: Square, behind: Callable[..., None]):
    case = square.towns["zhanghe"].payment
    behind("DELETE FROM event WHERE case_id = ? AND seq = 2", (case.id,))
    assert breaks(square) == [(case.id, 2, "missing")]


def test_a_removed_end_is_named(square: Square, behind: Callable[..., None]):
    """The rest of the chain holds; but it does not tell the case that is kept."""
    case = square.towns["zhanghe"].payment
    behind("DELETE FROM event WHERE case_id = ? AND seq = ?", (case.id, case.seq))
    assert breaks(square) == [(case.id, case.seq - 1, "case")]


def test_an_inserted_event_is_named(square: Square, behind: Callable[..., None]):
    case = square.towns["zhanghe"].payment
    behind(
        "INSERT INTO event SELECT case_id, seq + 1, town, kind, at, person, post, unit, on_behalf_of, body,"
        " before, hash FROM event WHERE case_id = ? AND seq = ?",
        (case.id, case.seq),
    )
    assert breaks(square) == [(case.id, case.seq + 1, "before")]


def test_an_event_moved_into_another_case_is_named(square: Square, behind: Callable[..., None]):
    case, other = square.towns["zhanghe"].payment, square.towns["zhanghe"].returned
    behind(
        "UPDATE event SET (body, hash) = (SELECT body, hash FROM event WHERE case_id = ? AND seq = 1)"
        " WHERE case_id = ? AND seq = 1",
        (other.id, case.id),
    )
    assert breaks(square) == [(case.id, 1, "content")]


def test_a_case_that_is_not_what_its_events_tell_is_named(square: Square, behind: Callable[..., None]):
    case = square.towns["zhanghe"].payment
    behind(
        'UPDATE "case" SET projection = replace(projection, \'"open"\', \'"approved"\') WHERE id = ?',
        (case.id,),
    )
    assert breaks(square) == [(case.id, case.seq, "case")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE \"case\" SET state = 'approved' WHERE id = ?",
        'UPDATE "case" SET amount = amount - 1 WHERE id = ?',
        "UPDATE \"case\" SET gist = 'x' WHERE id = ?",
        "UPDATE \"case\" SET unit = '420802102202' WHERE id = ?",
        "UPDATE \"case\" SET initiator = 'x' WHERE id = ?",
        "UPDATE \"case\" SET waits_at = '[]' WHERE id = ?",
        'UPDATE "case" SET is_held = NOT is_held WHERE id = ?',
    ],
)
def test_a_list_that_shows_something_else_is_named(
    square: Square, behind: Callable[..., None], statement: str
):
    case = square.towns["zhanghe"].payment
    behind(statement, (case.id,))
    assert breaks(square) == [(case.id, case.seq, "list")]


@pytest.mark.parametrize("change", ["SET is_open = NOT is_open", "SET person = 'x'", "SET unit = 'x'"])
def test_a_task_that_asks_somebody_else_or_nobody_is_named(square: Square, change: str):
    case = square.towns["zhanghe"].payment
    assert square.tamper(f"UPDATE task {change} WHERE case_id = ? AND is_open", (case.id,)) >= 1
    assert breaks(square) == [(case.id, case.seq, "list")]


@pytest.mark.parametrize(
    "change",
    ["SET unit = '420802102202'", "SET title = 'x'", "SET closes_on = '2030-01-01'", "SET waits = NOT waits"],
)
def test_a_page_that_shows_something_else_is_named(square: Square, behind: Callable[..., None], change: str):
    case = square.towns["zhanghe"].relief
    behind(f"UPDATE disclosure {change} WHERE case_id = ?", (case.id,))
    assert breaks(square) == [(case.id, case.seq, "list")]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM objection WHERE case_id = ?",
        "UPDATE objection SET content = 'x' WHERE case_id = ?",
        "UPDATE objection SET state = 'dismissed' WHERE case_id = ?",
        "UPDATE objection SET answer = 'x' WHERE case_id = ?",
        "UPDATE objection SET answered_by = 'x' WHERE case_id = ?",
    ],
)
def test_an_objection_that_was_changed_or_is_gone_is_named(
    square: Square, behind: Callable[..., None], statement: str
):
    case = square.towns["zhanghe"].relief
    behind(statement, (case.id,))
    ((broken, seq, why),) = breaks(square)
    assert (broken, why) == (case.id, "objection")
    with square.hall.archive(read_only=True) as archive:
        assert archive.trail(case.id)[seq - 1].kind == "objected"


@pytest.mark.parametrize("value", ["x", "{", "7"])
def test_a_list_that_cannot_be_read_stops_nothing(square: Square, behind: Callable[..., None], value: str):
    case, other = square.towns["zhanghe"].payment, square.towns["shuangxi"].payment
    behind('UPDATE "case" SET waits_at = ? WHERE id = ?', (value, case.id))
    behind("DELETE FROM event WHERE case_id = ? AND seq = 2", (other.id,))
    assert sorted(breaks(square))[:2] == sorted([(case.id, case.seq, "list"), (other.id, 2, "missing")])


def test_a_whole_case_that_is_gone_is_named_by_its_number(square: Square, behind: Callable[..., None]):
    case = square.towns["zhanghe"].payment
    for table in ("event", "task", "reg_budget_move", "reg_invoice_use", "attachment"):
        square.tamper(f"DELETE FROM {table} WHERE case_id = ?", (case.id,))
    behind('DELETE FROM "case" WHERE id = ?', (case.id,))
    assert breaks(square) == [(case.matter_no, 0, "gone")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reg_budget_move SET amount = amount + 100 WHERE case_id = ?",
        "UPDATE reg_budget_move SET budget_line = 'x' WHERE case_id = ?",
        "UPDATE reg_budget_move SET town = 'elsewhere' WHERE case_id = ?",
        "DELETE FROM reg_budget_move WHERE case_id = ?",
        "UPDATE reg_invoice_use SET inv_no = '1' WHERE case_id = ?",
    ],
)
def test_a_changed_entry_of_the_books_is_named(square: Square, behind: Callable[..., None], statement: str):
    case = square.towns["zhanghe"].payment
    behind(statement, (case.id,))
    ((broken, seq, why),) = breaks(square)
    assert (broken, why) == (case.id, "books")
    with square.hall.archive(read_only=True) as archive:
        assert archive.trail(case.id)[seq - 1].kind == "entered"


def test_a_changed_file_is_named(square: Square):
    case = square.towns["zhanghe"].payment
    for one in (square.folder / "files").rglob("*"):
        if one.is_file():
            one.chmod(0o600)
            one.write_bytes(one.read_bytes() + b"x")
    assert (case.id, 1, "file") in breaks(square)


@pytest.mark.parametrize("statement", ["SET projection = '{'", "SET projection = '{}'", "SET filled = '[]'"])
def test_a_case_that_cannot_be_read_is_named(square: Square, behind: Callable[..., None], statement: str):
    case = square.towns["zhanghe"].payment
    behind(f'UPDATE "case" {statement} WHERE id = ?', (case.id,))
    assert breaks(square) == [(case.id, case.seq, "case")]


def test_every_broken_case_is_named_once(square: Square, behind: Callable[..., None]):
    cases = [square.towns[name].payment.id for name in ("zhanghe", "shuangxi")]
    for case in cases:
        behind("DELETE FROM event WHERE case_id = ? AND seq = 3", (case,))
    assert sorted(case for case, _, _ in breaks(square)) == sorted(cases)


def test_a_body_that_is_no_json_any_more_is_named_and_stops_nothing(
    square: Square, behind: Callable[..., None]
):
    case, other = square.towns["zhanghe"].payment, square.towns["shuangxi"].payment
    behind("UPDATE event SET body = '{' WHERE case_id = ? AND seq = 2", (case.id,))
    behind("DELETE FROM event WHERE case_id = ? AND seq = 2", (other.id,))
    assert sorted(breaks(square)) == sorted([(case.id, 0, "unreadable"), (other.id, 2, "missing")])


@pytest.mark.parametrize(
    "statement", ["UPDATE visit SET body = '{}' WHERE seq = 2", "DELETE FROM visit WHERE seq = 2"]
)
def test_a_changed_visitors_book_is_named(square: Square, behind: Callable[..., None], statement: str):
    unit = square.towns["zhanghe"].unit
    event = Event("looked", {"rows": 1}, square.hall.now(), Actor("p-1", "villager", unit))
    with square.hall.archive() as archive:
        for _ in range(3):
            archive.note_visit("zhanghe", unit, event)
    assert breaks(square) == []
    behind(statement)
    assert breaks(square) == [(f"zhanghe/{unit}", 2, "visit")]


def test_verifying_needs_no_key(square: Square):
    """The chain covers what is sealed, so that an auditor verifies it without reading anybody's secrets."""
    with square.hall.archive(read_only=True) as archive:
        bodies = json.dumps([one.body for one in archive.trail(square.towns["zhanghe"].payment.id)])
    assert "$sealed" in bodies
    assert square.towns["zhanghe"].words.id_number not in bodies
