"""Do registers keep what is booked, exactly, and find it again?"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.storage.builders import (
    BUDGET,
    DAY,
    EVERYTHING,
    FUND,
    NOON,
    OTHER_TOWN,
    OTHER_UNIT,
    PERSON,
    REGISTERS,
    TOWN,
    UNIT,
    booking,
    column,
    entered,
    entry,
    moving,
    opening,
    versions,
)  # fmt: skip
from townhall.kernel.values import Period
from townhall.ports.archive import BadCursor, ColumnChanged, EntryQuery, OpenArchive, Overtaken
from townhall.record.entries import Want
from townhall.record.releases import released

FULL = {
    "org": UNIT,
    "day": date(2026, 4, 30),
    "amount": Decimal("19.99"),
    "area": Decimal("1.234567"),
    "days": 12,
    "paid": True,
    "purpose": "修路 'quoted' \"text\" %_\\",
    "month": Period(2026, 4),
    "seen_at": NOON,
    "tags": ("a", 'b"c'),
    "account": "6222 0000 1111 2222",
    "payee_id": "990101199001011234",
    "phone": "13900000000",
    "key": "own",
}


def standing(archive, register=FUND, town=TOWN, **more):
    return archive.entries(EntryQuery(register, town, **{"units": None, **more})).entries


def test_every_form_of_column_comes_back_as_it_was(archives, vault):
    with archives() as archive:
        assert archive.add_entries(FUND, [entry(FUND, **FULL), entry(FUND)]) == 2
    with archives(read_only=True) as archive:
        full, empty = standing(archive)
    assert full.values == {**FULL, "phone": vault.digest("13900000000")}
    assert full.values["amount"].as_tuple() == Decimal("19.99").as_tuple()
    assert set(empty.values.values()) == {None}
    assert (full.number, full.town, full.unit, full.booked_on, full.booked_at) == (1, TOWN, UNIT, DAY, NOON)
    assert (full.case, full.matter_no, full.key) == (None, "", "")
    assert "990101" not in repr(full)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("area", Decimal("0.0000005"), Decimal("0.000001")),
        ("area", Decimal("-0.00000049"), Decimal(0)),
        ("area", Decimal(1) / 3, Decimal("0.333333")),
        ("area", Decimal("9223372036854.775807"), Decimal("9223372036854.775807")),
        ("area", Decimal("1E+3"), Decimal(1000)),
        ("amount", Decimal("92233720368547758.07"), Decimal("92233720368547758.07")),
        ("amount", Decimal("-0.01"), Decimal("-0.01")),
        ("days", 2**63 - 1, 2**63 - 1),
    ],
)
def test_numbers_are_kept_exactly_up_to_their_places(archives, name, value, kept):
    with archives() as archive:
        archive.add_entries(FUND, [entry(FUND, **{name: value})])
        assert standing(archive)[0].values[name] == kept


@pytest.mark.parametrize(("name", "value"), [("days", 2**63), ("area", Decimal(10) ** 13)])
def test_a_number_too_large_is_refused(archives, name, value):
    with archives() as archive, pytest.raises(ValueError, match="too large"):
        archive.add_entries(FUND, [entry(FUND, **{name: value})])


def test_a_column_that_is_not_there_is_refused(archives):
    with archives() as archive, pytest.raises(LookupError, match="no column amnt"):
        archive.add_entries(FUND, [entry(FUND, amnt=1)])


def test_a_calculated_column_is_not_kept(archives):
    with archives() as archive:
        archive.add_entries(FUND, [entry(FUND, balance=Decimal(1))])
        assert "balance" not in standing(archive)[0].values


# -- records -------------------------------------------------------------------------------------------
LINE = {"org": UNIT, "year": 2026, "line_code": "a/1", "approved": Decimal(100), "note": "first"}


def act(archives: OpenArchive, id: str, *bookings):
    """One act that books, on a new case or an old one."""
    with archives() as archive:
        events = [entered(one.effect, one.spec.name) for one in bookings]
        case = archive.case(id, EVERYTHING)
        move = moving(case, *events) if case else opening(id, *events)
        return archive.keep(replace(move, bookings=bookings))


def test_the_newest_version_of_a_record_stands(archives):
    act(archives, "c1", booking("approve", BUDGET, entry(BUDGET, **LINE)))
    act(archives, "c2", booking("adjust", BUDGET, entry(BUDGET, **{**LINE, "approved": Decimal(150)})))
    with archives(read_only=True) as archive:
        [now] = standing(archive, BUDGET)
        first, second = versions(archive, BUDGET, TOWN, now.key)
    assert now == second
    assert now.key == f"{UNIT}/2026/a/1"
    assert (first.values["approved"], second.values["approved"]) == (100, 150)
    assert (first.case, second.case, second.replaces) == ("c1", "c2", first.number)


def test_records_of_other_towns_are_other_records(archives):
    with archives() as archive:
        archive.add_entries(BUDGET, [entry(BUDGET, **LINE), entry(BUDGET, OTHER_TOWN, **LINE)])
        assert len(standing(archive, BUDGET)) == 1
        assert len(versions(archive, BUDGET, OTHER_TOWN, f"{UNIT}/2026/a/1")) == 1


def test_a_secret_key_is_its_keyed_hash(archives, vault):
    with archives() as archive:
        archive.add_entries(PERSON, [entry(PERSON, id_number="990101199001011234", name="张某")])
        [one] = standing(archive, PERSON)
        assert one.key == vault.digest("990101199001011234")
        assert one.values["id_number"] == "990101199001011234"


def test_the_same_key_twice_in_an_import_is_refused(archives):
    with pytest.raises(Overtaken), archives() as archive:
        archive.add_entries(BUDGET, [entry(BUDGET, **LINE), entry(BUDGET, **LINE)])


def test_the_same_key_twice_in_one_booking_is_two_versions(archives):
    rows = [entry(BUDGET, row=n, **{**LINE, "note": str(n)}) for n in range(3)]
    act(archives, "c1", booking("approve", BUDGET, *rows))
    with archives(read_only=True) as archive:
        [now] = standing(archive, BUDGET)
        rows = versions(archive, BUDGET, TOWN, now.key)
    assert [one.values["note"] for one in rows] == ["0", "1", "2"]
    assert [one.replaces for one in rows] == [None, rows[0].number, rows[1].number]
    act(archives, "c1", booking("undo", BUDGET, reverse_of="approve"))
    with archives(read_only=True) as archive:
        assert standing(archive, BUDGET) == ()


def test_a_change_keeps_what_it_does_not_name(archives):
    rows = [entry(FUND, row=n, **FULL) for n in range(2)]
    act(archives, "c1", booking("drafts", FUND, *rows))
    act(archives, "c1", booking("send", FUND, change_of="drafts", change={"paid": False}))
    act(archives, "c1", booking("date", FUND, change_of="drafts", change={"day": None}))
    with archives(read_only=True) as archive:
        one, other = standing(archive)
        digest = one.values["phone"]
    assert one.values == {**FULL, "paid": False, "day": None, "phone": digest}
    assert (one.row, other.row, one.effect, one.replaces) == (0, 1, "drafts", 3)


def test_a_reversal_leaves_nothing_standing(archives):
    act(archives, "c1", booking("freeze", FUND, entry(FUND, **FULL)), booking("other", FUND, entry(FUND)))
    act(archives, "c1", booking("thaw", FUND, reverse_of="freeze"))
    with archives(read_only=True) as archive:
        assert [one.effect for one in standing(archive)] == ["other"]
        _, _, thaw = (one for one in archive.trail("c1") if one.kind == "entered")
        assert thaw.body["rows"] == 1
    again = act(archives, "c1", booking("thaw", FUND, reverse_of="freeze"))
    with archives(read_only=True) as archive:
        assert archive.trail(again.id)[-1].body["rows"] == 0


def test_reversing_another_case_does_nothing(archives):
    act(archives, "c1", booking("freeze", FUND, entry(FUND)))
    act(archives, "c2", booking("thaw", FUND, reverse_of="freeze"))
    with archives(read_only=True) as archive:
        assert len(standing(archive)) == 1


def test_reversing_what_replaced_a_record_puts_the_record_back(archives):
    act(archives, "c1", booking("approve", BUDGET, entry(BUDGET, **LINE)))
    act(archives, "c2", booking("adjust", BUDGET, entry(BUDGET, **{**LINE, "note": "second"})))
    act(archives, "c2", booking("more", BUDGET, change_of="adjust", change={"note": "third"}))
    act(archives, "c2", booking("undo", BUDGET, reverse_of="adjust"))
    with archives(read_only=True) as archive:
        [now] = standing(archive, BUDGET)
        assert now.values == {**LINE, "holder_id": None}
        assert [one.values["note"] for one in versions(archive, BUDGET, TOWN, now.key)] == [
            "first", "second", "third", "third", "first",
        ]  # fmt: skip
        assert archive.trail("c2")[-1].body["rows"] == 2


def test_an_entry_of_a_journal_is_replaced_by_its_number(archives):
    with archives() as archive:
        archive.add_entries(FUND, [entry(FUND, purpose="a"), entry(FUND, purpose="b")])
        first, _ = standing(archive)
    act(archives, "c1", booking("mend", FUND, replace(entry(FUND, purpose="c"), replaces=first.number)))
    with archives(read_only=True) as archive:
        assert [one.values["purpose"] for one in standing(archive)] == ["b", "c"]
    with pytest.raises(Overtaken):
        act(archives, "c2", booking("mend", FUND, replace(entry(FUND), replaces=first.number)))
    with pytest.raises(Overtaken):
        act(archives, "c3", booking("mend", FUND, replace(entry(FUND), replaces=99)))


def test_an_entry_of_another_town_is_not_replaced(archives):
    with archives() as archive:
        archive.add_entries(FUND, [entry(FUND, OTHER_TOWN)])
        [there] = standing(archive, town=OTHER_TOWN)
    with pytest.raises(Overtaken):
        act(archives, "c1", booking("mend", FUND, replace(entry(FUND), replaces=there.number)))


def test_a_version_made_from_an_entry_keeps_its_hash(archives, vault):
    """Whoever changes a record hands back what was read: of a hashed column, the hash."""
    with archives() as archive:
        archive.add_entries(BUDGET, [entry(BUDGET, **LINE, holder_id="990101199001011234")])
        [read] = standing(archive, BUDGET)
    changed = replace(read, values={**read.values, "note": "second"}, replaces=read.number, number=0)
    act(archives, "c1", booking("adjust", BUDGET, changed))
    with archives(read_only=True) as archive:
        [now] = standing(archive, BUDGET)
    assert now.values["holder_id"] == vault.digest("990101199001011234")
    assert now.values["note"] == "second"


def test_entries_vouch_for_the_events_that_booked_them(archives):
    act(
        archives,
        "c1",
        booking("approve", BUDGET, entry(BUDGET, **LINE)),
        booking("out", FUND, entry(FUND, **FULL)),
    )
    act(archives, "c1", booking("more", BUDGET, change_of="approve", change={"note": "x"}))
    act(archives, "c1", booking("undo", BUDGET, reverse_of="approve"))
    with archives(read_only=True) as archive:
        said = {
            one.seq: (one.body["rows"], one.body["digest"])
            for one in archive.trail("c1")
            if one.kind == "entered"
        }
        assert {**archive.booked(BUDGET, "c1"), **archive.booked(FUND, "c1")} == said
        assert archive.booked(FUND, "c2") == {}


def test_equal_rows_have_equal_digests_though_sealed_apart(archives):
    for id in ("c1", "c2"):
        act(archives, id, booking("out", FUND, entry(FUND, **FULL)))
    act(archives, "c3", booking("out", FUND, entry(FUND, **{**FULL, "account": "other"})))
    with archives(read_only=True) as archive:
        one, same, other = (archive.trail(id)[1].body["digest"] for id in ("c1", "c2", "c3"))
    assert one == same != other


# -- fetching ------------------------------------------------------------------------------------------
def want(register, **equals) -> Want:
    return Want("register", register.name, tuple(equals.items()))


def test_rows_are_found_for_all_wants_at_once(archives, vault):
    with archives() as archive:
        archive.add_entries(
            FUND,
            [
                entry(FUND, **{**FULL, "purpose": "a"}),
                entry(FUND, **{**FULL, "purpose": "b", "month": None}),
                entry(FUND, **{**FULL, "purpose": "c", "payee_id": "x"}),
                entry(FUND, OTHER_TOWN, **FULL),
            ],
        )
        archive.add_entries(PERSON, [entry(PERSON, id_number="990101199001011234", name="n")])
        out = booking("out", FUND, entry(FUND, purpose="d"))
        archive.keep(opening("c1", entered("out"), bookings=(out,)))
        wants = {
            want(FUND, payee_id="990101199001011234"): "ab",
            want(FUND, payee_id="x"): "c",
            want(FUND, payee_id="nobody"): "",
            want(FUND, payee_id=None): "",
            want(FUND, org=UNIT, month=Period(2026, 4)): "ac",
            want(FUND, org=OTHER_UNIT, month=Period(2026, 4)): "",
            want(FUND, amount=Decimal("19.990"), paid=True): "abc",
            want(FUND, day=date(2026, 4, 30), seen_at=NOON, tags=("a", 'b"c')): "abc",
            want(FUND, area=Decimal("1.2345670")): "abc",
            want(FUND): "abcd",
            want(FUND, key="own"): "abc",
            want(FUND, entry_no=2): "b",
            want(FUND, unit=UNIT, purpose="c"): "c",
            want(FUND, case="c1"): "d",
            want(PERSON, key=vault.digest("990101199001011234")): "n",
        }
        found = archive.rows(TOWN, REGISTERS, [*wants])
    told = {
        asked: "".join(one.values.get("purpose") or one.values["name"] for one in rows)
        for asked, rows in found.items()
    }
    assert told == wants


def test_many_wants_are_no_more_statements(archives):
    with archives() as archive:
        archive.add_entries(FUND, [entry(FUND, purpose=str(n), days=n) for n in range(700)])
        wants = [want(FUND, purpose=str(n), days=n) for n in range(6000)]
        found = archive.rows(TOWN, REGISTERS, wants)
    assert sum(len(rows) for rows in found.values()) == 700
    assert found[wants[3]][0].values["days"] == 3


@pytest.mark.parametrize("name", ["account", "nothing"])
def test_a_column_that_cannot_be_searched_is_refused(archives, name):
    with archives() as archive, pytest.raises(LookupError, match="cannot be searched"):
        archive.rows(TOWN, REGISTERS, [want(FUND, **{name: "x"})])


# -- listing -------------------------------------------------------------------------------------------
DAYS = [date(2026, 1, 1) + timedelta(n) for n in (3, 1, 2, 1, 0)]


@pytest.fixture
def listed(archives):
    """Entries 1 to 7: five with days, two without."""
    rows = [entry(FUND, day=day, amount=Decimal(n), purpose=f"Road {n}") for n, day in enumerate(DAYS)]
    rows += [
        entry(FUND, unit=OTHER_UNIT, amount=Decimal(7)),
        entry(FUND, purpose="%"),
        entry(FUND, OTHER_TOWN),
    ]
    with archives() as archive:
        archive.add_entries(FUND, rows)
    return archives


def numbers(archives, **more) -> list[int]:
    with archives(read_only=True) as archive:
        return [
            one.number for one in archive.entries(EntryQuery(FUND, TOWN, **{"units": None, **more})).entries
        ]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7]),
        ({"units": ()}, []),
        ({"units": (UNIT,)}, [1, 2, 3, 4, 5, 7]),
        ({"units": (UNIT, OTHER_UNIT), "limit": 2}, [1, 2]),
        ({"equals": (("day", DAYS[1]),)}, [2, 4]),
        ({"equals": (("day", None), ("amount", Decimal(7)))}, [6]),
        ({"among": (("day", (DAYS[1], DAYS[0])),)}, [1, 2, 4]),
        ({"among": (("day", ()),)}, []),
        ({"between": ("day", DAYS[1], DAYS[2])}, [2, 3, 4]),
        ({"contains": ("purpose", "ROAD 1")}, [2]),
        ({"contains": ("purpose", "%")}, [7]),
        ({"sort": ("day",)}, [5, 2, 4, 3, 1, 6, 7]),
        ({"sort": ("-day",)}, [1, 3, 4, 2, 5, 7, 6]),
        ({"sort": ("-day",), "between": ("day", DAYS[1], DAYS[0])}, [1, 3, 4, 2]),
        ({"sort": ("day", "-amount")}, [5, 4, 2, 3, 1, 6, 7]),
        ({"sort": ("-entry_no",), "limit": 2}, [7, 6]),
    ],
)
def test_listed(listed, query, wanted):
    assert numbers(listed, **query) == wanted


@pytest.mark.parametrize(
    "sort", [(), ("day",), ("-day",), ("day", "-amount"), ("-amount", "day"), ("paid",), ("-purpose",)]
)
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_meet_without_gap_or_overlap(listed, sort, size):
    seen, after = [], None
    with listed(read_only=True) as archive:
        while True:
            page = archive.entries(EntryQuery(FUND, TOWN, None, sort=sort, after=after, limit=size))
            seen += [one.number for one in page.entries]
            if page.next is None:
                break
            after = page.next
    assert seen == numbers(listed, sort=sort)


def test_cells_are_what_the_entries_say(listed):
    names = [one.name for one in FUND.kept]
    with listed() as archive:
        archive.add_entries(FUND, [entry(FUND, **FULL)])
    with listed(read_only=True) as archive:
        for after in (None, archive.entries(EntryQuery(FUND, TOWN, None, sort=("-day",), limit=3)).next):
            query = EntryQuery(FUND, TOWN, None, sort=("-day",), after=after, limit=3)
            page, cells = archive.entries(query), archive.cells(query, [*names, "entry_no", "matter_no"])
            told = [
                (*(one.values[name] for name in names), one.number, one.matter_no) for one in page.entries
            ]
            assert [*zip(*cells.columns, strict=True)] == told
            assert len(told) == 3
            assert cells.next == page.next
        assert archive.cells(EntryQuery(FUND, TOWN, ()), ["day", "paid"]).columns == ((), ())
        with pytest.raises(LookupError, match="no column nothing"):
            archive.cells(EntryQuery(FUND, TOWN, None), ["nothing"])


@pytest.mark.parametrize("cursor", ["", "x", "i1.i2", "tx", "n"])
def test_a_made_up_cursor_is_refused(listed, cursor):
    with listed(read_only=True) as archive, pytest.raises(BadCursor):
        archive.entries(EntryQuery(FUND, TOWN, None, sort=("-booked_on",) if cursor else (), after=cursor))


@pytest.mark.parametrize("name", ["account", "payee_id", "phone", "nothing"])
def test_nothing_is_sorted_by_what_is_protected(listed, name):
    with listed(read_only=True) as archive, pytest.raises(LookupError, match="no open column"):
        archive.entries(EntryQuery(FUND, TOWN, None, sort=(name,)))


def test_totals(listed):
    with listed(read_only=True) as archive:
        query = EntryQuery(FUND, TOWN, None)
        assert archive.totals(query, (), ("amount",)) == ((7, Decimal(17)),)
        assert archive.totals(query, ("day",), ("amount", "days")) == (
            (DAYS[4], 1, Decimal(4), 0),
            (DAYS[1], 2, Decimal(4), 0),
            (DAYS[2], 1, Decimal(2), 0),
            (DAYS[0], 1, Decimal(0), 0),
            (None, 2, Decimal(7), 0),
        )
        assert archive.totals(query, ("unit",), ()) == ((UNIT, 6), (OTHER_UNIT, 1))
        assert archive.totals(replace(query, units=()), (), ("amount",)) == ((0, Decimal(0)),)
        assert archive.totals(replace(query, units=()), ("day",), ("amount",)) == ()


# -- releases that change a register -------------------------------------------------------------------
def test_a_register_may_grow(archives):
    grown = replace(BUDGET, columns=(*BUDGET.columns, column("open", "bool"), column("effect", "text")))
    with archives() as archive:
        archive.add_entries(BUDGET, [entry(BUDGET, **LINE)])
        archive.keep_release(released("grown", {}), [grown])
        archive.add_entries(grown, [entry(grown, **{**LINE, "year": 2027}, open=True, effect="new")])
    with archives(read_only=True) as archive:
        old, new = standing(archive, grown)
        assert (old.values["open"], new.values["open"], new.values["effect"]) == (None, True, "new")
        assert [set(one.values) for one in standing(archive, BUDGET)] == [
            {one.name for one in BUDGET.columns}
        ] * 2
    # A case on the older release changes the record and knows nothing of the new columns.
    act(archives, "c1", booking("adjust", BUDGET, entry(BUDGET, **{**LINE, "year": 2027, "note": "later"})))
    act(archives, "c1", booking("again", BUDGET, change_of="adjust", change={"approved": None}))
    with archives(read_only=True) as archive:
        _, new = standing(archive, grown)
    assert new.values == {**LINE, "year": 2027, "note": "later", "approved": None, "holder_id": None,
                          "open": True, "effect": "new"}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "now"),
    [
        ({"kind": "integer"}, "integer"),
        ({"many": True}, "json"),
        ({"secret": True}, "sealed"),
        ({"secret": True, "searchable": True}, "sealed+hash"),
        ({"hashed": True}, "hash"),
    ],
)
def test_a_column_never_changes_its_form(archives, change, now):
    columns = tuple(replace(one, **change) if one.name == "note" else one for one in BUDGET.columns)
    with archives() as archive, pytest.raises(ColumnChanged) as refused:
        archive.keep_release(released("changed", {}), [replace(BUDGET, columns=columns)])
    assert (refused.value.column, refused.value.was, refused.value.now) == ("note", "text", now)


def test_a_release_that_was_not_kept_leaves_no_column(archives):
    grown = replace(BUDGET, columns=(*BUDGET.columns, column("extra", "text")))
    with pytest.raises(ZeroDivisionError), archives() as archive:  # noqa: PT012 - all of it is undone
        archive.keep_release(released("grown", {}), [grown])
        archive.add_entries(grown, [entry(grown, **LINE, extra="x")])
        raise ZeroDivisionError
    with archives() as archive:
        archive.add_entries(BUDGET, [entry(BUDGET, **LINE)])
        archive.keep_release(released("grown", {}), [grown])
        assert standing(archive, grown)[0].values["extra"] is None
