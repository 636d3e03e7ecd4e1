"""Is what a matter enters booked at the right moments, with the right values, and taken back when undone?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.engine.desk import CASE, Desk
from tests.engine.specimens import (
    AGREE,
    LINES,
    MOVES,
    NOW,
    OTHER_VILLAGE,
    TODAY,
    VILLAGE,
    blueprint,
    chain,
    effect,
    fact,
    field,
    form,
    post,
    publish,
    run,
    together,
    wait_for,
)
from townhall.record.entries import Entry
from townhall.spec.chains import Returns

FREEZE = effect(
    "freeze",
    "submitted",
    register="moves",
    row={"org": "=case.unit", "line": "=line", "move": "freeze", "amount": "=amount", "day": "=today"},
)
COLUMNS = (
    field("amount", "money", required=True, restarts=True),
    field("urgent", "bool"),
    field("line", "ref", to="register/lines"),
    field("place", "unit"),
    field("share", "number"),
    field(
        "rows",
        "table",
        columns=(
            field("who"),
            field("days", "integer"),
            field("pay", "money", calculated="days * form.share"),
        ),
    ),
)
ROAD_VALUES = {"org": VILLAGE, "code": "road", "name": "道路", "approved": Decimal(1000), "state": "live"}
ROAD = Entry("lines", "home", VILLAGE, ROAD_VALUES, key=f"{VILLAGE}/road", number=7)
HEAD = (post("head"),)


def desk(*effects, steps=HEAD, rows=(ROAD,), registers=(MOVES, LINES), **more):
    return Desk(blueprint(chain(*steps, **more), form(*COLUMNS, enters=effects), registers), rows=rows)


# -- new entries -----------------------------------------------------------------------------------------


def test_an_entry_holds_engine_values_and_says_what_entered_it():
    one = desk(FREEZE).submit(amount="12.5", line=f"{VILLAGE}/road")
    (booking,) = one.booked
    (entry,) = booking.entries
    assert booking.spec is MOVES
    assert entry.values == {
        "org": VILLAGE,
        "line": f"{VILLAGE}/road",
        "move": "freeze",
        "amount": Decimal("12.50"),
        "day": TODAY,
    }
    assert (entry.case, entry.matter_no, entry.effect) == (CASE, "RQ-01-2026-00001", "freeze")
    assert (entry.unit, entry.booked_on, entry.booked_at) == (VILLAGE, TODAY, NOW)
    assert one.bodies("entered") == [{"effect": "freeze", "register": "moves"}]
    assert one.case.entered == ("freeze",)


def test_an_entry_belongs_to_the_unit_its_row_names():
    one = desk(effect("out", "submitted", register="moves", row={"org": "=place"})).submit(
        place=OTHER_VILLAGE
    )
    assert one.booked[0].entries[0].unit == OTHER_VILLAGE


def test_plain_words_are_read_as_their_column_reads_them():
    row = {"org": VILLAGE, "amount": 12, "day": "2026-04-01", "line": f"{VILLAGE}/road", "note": None}
    one = desk(effect("out", "submitted", register="moves", row=row)).submit()
    values = one.booked[0].entries[0].values
    assert (values["amount"], values["day"].isoformat(), values["note"]) == (
        Decimal("12.00"),
        "2026-04-01",
        None,
    )


def test_money_is_booked_to_the_fen():
    row = {"org": "=case.unit", "amount": "=amount * share"}
    one = desk(effect("out", "submitted", register="moves", row=row)).submit(amount="0.25", share="0.5")
    assert one.booked[0].entries[0].values["amount"] == Decimal("0.13")


@pytest.mark.parametrize(
    ("urgent", "booked"), [("是", 1), ("否", 0), ("", 0)], ids=["true", "false", "unknown"]
)
def test_when_says_whether_anything_is_booked(urgent, booked):
    one = desk(effect("out", "submitted", when="urgent", register="moves", row={"org": "=case.unit"}))
    assert len(one.submit(urgent=urgent).booked) == booked


def test_one_entry_for_each_row_of_a_table():
    row = {"org": "=case.unit", "amount": "=pay", "note": "=who"}
    one = desk(effect("out", "submitted", register="moves", each="rows", row=row))
    one.submit(share="100", rows=[{"who": "a", "days": "2"}, {}, {"who": "b", "days": "3"}])
    entries = one.booked[0].entries
    assert [(entry.row, entry.values["note"], entry.values["amount"]) for entry in entries] == [
        (0, "a", Decimal("200.00")),
        (1, "b", Decimal("300.00")),
    ]


ROWS = [{"who": "road", "days": "2"}, {"who": "well", "days": "3"}, {"who": "road", "days": "5"}]


def test_when_is_asked_of_every_row():
    few = effect(
        "few", "submitted", when="days < form.share", register="moves", each="rows", row={"note": "=who"}
    )  # fmt: skip
    one = desk(few).submit(share="4", rows=[*ROWS, {"who": "unknown"}])
    assert [(entry.row, entry.values["note"]) for entry in one.booked[0].entries] == [
        (0, "road"),
        (1, "well"),
    ]
    assert desk(few).submit(share="1", rows=ROWS).booked == []


def test_a_table_without_rows_books_nothing():
    one = desk(effect("out", "submitted", register="moves", each="rows", row={"org": "=case.unit"})).submit()
    assert one.booked == []
    assert one.case.entered == ()


# -- moments ---------------------------------------------------------------------------------------------


def at(*moments):
    return effect("out", *moments, register="moves", row={"org": "=case.unit"})


@pytest.mark.parametrize(
    ("moment", "choice", "booked"),
    [
        ("head.agree", "agree", 1),
        ("head.agree", "return", 0),
        ("head.return", "return", 1),
        ("approved", "agree", 1),
        ("approved", "refuse", 0),
        ("refused", "refuse", 1),
        ("ended", "agree", 1),
        ("ended", "refuse", 1),
        ("ended", "return", 0),
        ("withdrawn", "refuse", 0),
    ],
)
def test_moments_of_own_steps_and_of_the_end(moment, choice, booked):
    one = desk(at(moment)).submit()
    assert len(one.decide("head", choice).booked) == booked


def test_a_fragment_gives_moments_under_its_own_name():
    bank = wait_for("bank", choices={"ok": "next", "failed": "refused"})
    pay = run("pay", bank, gives={"paid": ("bank.ok",), "failed": ("bank.failed",)})
    paid, failed = (
        effect("paid", "pay.paid", register="moves", row={"note": "=step.pay.bank.bank_ref"}),
        at("pay.failed"),
    )
    one = desk(paid, failed, steps=(pay,)).submit().decide("pay.bank", "ok", bank_ref="B7")
    assert [booking.effect for booking in one.booked] == ["paid"]
    assert one.booked[0].entries[0].values["note"] == "B7"


def test_what_the_chain_gives_is_a_moment_of_the_form():
    bank = wait_for("bank", choices={"ok": "next", "failed": "refused"})
    pay = run("pay", bank, gives={"paid": ("bank.ok",)}, values={"bank_ref": ("bank.bank_ref",)})
    paid = effect("paid", "paid", register="moves", row={"note": "=step.bank_ref"})
    given = {"gives": {"paid": ("pay.paid",)}, "values": {"bank_ref": ("pay.bank_ref",)}}
    one = desk(paid, at("approved"), steps=(pay,), **given).submit().decide("pay.bank", "ok", bank_ref="B7")
    assert [booking.effect for booking in one.booked] == ["paid", "out"]
    assert one.booked[0].entries[0].values["note"] == "B7"


def test_a_page_that_opens_and_a_container_that_is_done_are_moments_too():
    steps = (
        publish("show", open_for="days(7)"),
        run("pay", post("cashier")),
        run("none", post("lead", when="urgent")),
        together("joint", post("rural"), post("auditor")),
    )
    one = desk(at("show.opened", "pay.done", "none.done", "joint.done"), steps=steps).submit()
    assert len(one.booked) == 1
    one.close_publicity("quiet").walk("pay.cashier")
    assert len(one.booked) == 3
    one.walk("joint.rural", "joint.auditor")
    assert len(one.booked) == 4


def test_a_block_that_was_left_in_disagreement_is_not_done():
    block = together("joint", post("rural"), post("auditor"), a_no="waits_for_all")
    one = desk(at("joint.done"), steps=(block,)).submit()
    one.decide("joint.rural", "return").walk("joint.auditor")
    assert one.booked == []


def test_one_effect_at_several_moments_books_at_each():
    one = desk(at("submitted", "head.agree", "approved")).submit().decide("head")
    assert len(one.booked) == 3
    assert one.case.entered == ("out",)


def test_a_countersign_has_its_moment_when_it_settles():
    one = desk(at("group.agree"), steps=(post("group", "member", mode="all"),)).submit()
    one.decide("group").decide("group")
    assert one.booked == []
    assert len(one.decide("group").booked) == 1


# -- changes and counter-entries -------------------------------------------------------------------------


def test_a_counter_entry_takes_back_what_an_effect_entered():
    one = desk(FREEZE, effect("thaw", "refused", reverses="freeze")).submit().decide("head", "refuse")
    (thaw,) = one.booking("thaw")
    assert (thaw.reverse_of, thaw.spec, thaw.entries, thaw.change) == ("freeze", MOVES, (), None)


def test_what_was_never_entered_is_not_taken_back():
    never = effect("freeze", "submitted", when="urgent", register="moves", row={"org": "=case.unit"})
    one = desk(never, effect("thaw", "refused", reverses="freeze")).submit().decide("head", "refuse")
    assert one.booked == []


def test_what_an_effect_entered_can_be_changed():
    paid = effect("paid", "head.agree", of="freeze", change={"move": "execute", "amount": "=amount * 2"})
    one = desk(FREEZE, paid).submit(amount="5").decide("head")
    (booking,) = one.booking("paid")
    assert (booking.change_of, booking.spec) == ("freeze", MOVES)
    assert booking.change == {"move": "execute", "amount": Decimal("10.00")}


FIND = {"org": "=case.unit", "code": "road"}


def test_a_record_is_found_and_changed():
    change = {"state": "closed", "approved": "=this.approved - amount"}
    one = (
        desk(effect("close", "approved", register="lines", find=FIND, change=change))
        .submit(amount="300")
        .decide("head")
    )
    (entry,) = one.booked[0].entries
    assert entry.values == {**ROAD.values, "state": "closed", "approved": Decimal("700.00")}
    assert (entry.key, entry.replaces, entry.unit, entry.effect) == (ROAD.key, 7, VILLAGE, "close")


WELL = replace(ROAD, values={**ROAD_VALUES, "code": "well"}, key=f"{VILLAGE}/well", number=8)
EACH = {"find": {"org": "=case.unit", "code": "=who"}, "register": "lines"}


def changed_records(one):
    """What was booked: each record with the numbers of what it was, the row, and its columns."""
    return [
        (entry.key.rpartition("/")[2], entry.replaces, entry.row, entry.values)
        for booking in one.booked
        for entry in booking.entries
    ]


def test_a_record_is_found_and_changed_for_each_row():
    spend = effect("spend", "submitted", each="rows", change={"approved": "=this.approved - days"}, **EACH)
    one = desk(spend, rows=(ROAD, WELL)).submit(rows=ROWS[:2])
    assert changed_records(one) == [
        ("road", 7, 0, {**ROAD_VALUES, "approved": Decimal("998.00")}),
        ("well", 8, 1, {**ROAD_VALUES, "code": "well", "approved": Decimal("997.00")}),
    ]


def test_a_record_that_two_rows_find_has_both_their_changes():
    spend = effect("spend", "submitted", each="rows", change={"approved": "=this.approved - days"}, **EACH)
    one = desk(spend, rows=(ROAD, WELL)).submit(rows=ROWS)
    assert changed_records(one) == [
        ("road", 7, 0, {**ROAD_VALUES, "approved": Decimal("993.00")}),
        ("well", 8, 1, {**ROAD_VALUES, "code": "well", "approved": Decimal("997.00")}),
    ]


def test_a_row_that_finds_nothing_or_is_not_due_changes_nothing():
    close = effect("close", "submitted", each="rows", when="days > 2", change={"state": "closed"}, **EACH)
    one = desk(close, rows=(ROAD, WELL)).submit(
        rows=[ROWS[0], ROWS[1], {"who": "mine", "days": "9"}, {"days": "9"}]
    )
    assert [(name, values["state"]) for name, _, _, values in changed_records(one)] == [("well", "closed")]


# -- over a fact -----------------------------------------------------------------------------------------


def move(number, amount, note=None, case=None):
    values = {"org": VILLAGE, "line": ROAD.key, "amount": Decimal(amount), "note": note}
    return Entry("moves", "home", VILLAGE, values, number=number, case=case)


def with_moves(effect, *rows):
    """A form that knows what was moved in its unit, with one effect on it."""
    moved = fact("moved", "moves", org="case.unit")
    shape = form(*COLUMNS, enters=(effect,), facts=(moved,))
    return Desk(blueprint(chain(*HEAD), shape, (MOVES, LINES)), rows=(ROAD, *rows))


BY_NUMBER = {"register": "moves", "each": "moved", "find": {"entry_no": "=entry_no"}}


def test_what_a_fact_fetched_is_changed_row_by_row():
    mark = effect(
        "mark", "approved", change={"note": "=form.line.name", "amount": "=this.amount * 2"}, **BY_NUMBER
    )
    one = with_moves(mark, move(3, 5), move(4, 6)).submit(line=ROAD.key).decide("head")
    assert [(e.replaces, e.row, e.values["note"], e.values["amount"]) for e in one.booked[0].entries] == [
        (3, 0, "道路", Decimal("10.00")),
        (4, 1, "道路", Decimal("12.00")),
    ]


def test_bare_names_are_the_columns_of_the_row_and_the_forms_are_called_form():
    large = effect("large", "approved", when="amount > form.amount", change={"note": "large"}, **BY_NUMBER)
    one = with_moves(large, move(3, 5), move(4, 600)).submit(amount="100").decide("head")
    assert [entry.replaces for entry in one.booked[0].entries] == [4]


def test_the_roots_are_seen_from_the_rows_of_a_fact():
    copy = effect(
        "copy", "approved", register="moves", each="moved",
        row={"org": "=case.unit", "amount": "=amount + param.cap", "line": "=line", "day": "=today"},
    )  # fmt: skip
    (entry,) = with_moves(copy, move(3, 5)).submit().decide("head").booked[0].entries
    assert (entry.values["amount"], entry.values["line"], entry.values["day"]) == (
        Decimal("205.00"),
        ROAD.key,
        TODAY,
    )


def test_a_fact_without_rows_books_nothing():
    one = with_moves(effect("mark", "approved", change={"note": "x"}, **BY_NUMBER)).submit().decide("head")
    assert one.booked == []


def test_what_is_not_found_is_not_changed():
    one = desk(
        effect(
            "close", "approved", register="lines", find={**FIND, "code": "well"}, change={"state": "closed"}
        )
    )
    assert one.submit().decide("head").booked == []


def test_a_record_is_not_looked_for_by_what_is_unknown():
    one = desk(
        effect("close", "approved", register="lines", find={"org": "=place"}, change={"state": "closed"})
    )
    one.submit().decide("head")
    assert one.rounds == []
    assert one.booked == []


def test_any_entry_may_be_found_by_its_number():
    change = {"note": "checked"}
    entry = Entry("moves", "home", VILLAGE, {"org": VILLAGE, "amount": Decimal(5)}, number=3)
    one = desk(
        effect("check", "approved", register="moves", find={"entry_no": 3}, change=change), rows=(entry,)
    )
    (booked,) = one.submit().decide("head").booked[0].entries
    assert (booked.replaces, booked.values["note"]) == (3, "checked")


# -- handed in again -------------------------------------------------------------------------------------


def test_handing_in_again_takes_back_what_was_entered_and_enters_anew():
    one = desk(FREEZE, returns=Returns(then="straight_back")).submit(amount="10").decide("head", "return")
    one.resubmit(amount="20")
    assert [(booking.effect, booking.reverse_of) for booking in one.booked] == [
        ("freeze", None),
        ("resubmitted", "freeze"),
        ("freeze", None),
    ]
    assert one.booked[-1].entries[0].values["amount"] == Decimal("20.00")


def test_what_no_longer_applies_is_only_taken_back():
    small = effect("small", "submitted", when="amount < 15", register="moves", row={"amount": "=amount"})
    one = desk(small).submit(amount="10").decide("head", "return").resubmit(amount="20")
    assert [booking.reverse_of for booking in one.booked] == [None, "small"]


def test_what_was_entered_at_other_moments_stays():
    one = desk(at("head.agree"), steps=(post("head"), post("mayor"))).submit().walk("head")
    one.decide("mayor", "return").resubmit()
    assert len(one.booked) == 1


def test_a_changed_record_is_changed_anew_by_its_key():
    close = effect("close", "submitted", register="lines", find=FIND, change={"state": "closed"})
    one = desk(close).submit()
    one.rows = [
        Entry("lines", "home", VILLAGE, one.booked[0].entries[0].values, key=ROAD.key, case=CASE, number=8)
    ]
    one.decide("head", "return").resubmit()
    assert one.booked[-1].entries[0].replaces is None
    assert one.booked[-1].entries[0].key == ROAD.key


def test_the_bookings_stand_in_the_order_of_their_events():
    effects = (FREEZE, at("head.agree"), effect("thaw", "approved", reverses="freeze"))
    one = desk(*effects, steps=(post("head", choices=AGREE),)).submit().decide("head")
    assert [body["effect"] for body in one.bodies("entered")] == [booking.effect for booking in one.booked]
