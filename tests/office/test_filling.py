"""Is a sheet laid out as it is filled: what shows, with what in it, what is complained of, and where?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.engine.specimens import catalog, field, sheet
from tests.engine.test_forms import scope_of
from townhall.engine import forms
from townhall.engine.complaints import complaints
from townhall.engine.scopes import SheetScope
from townhall.kernel.text import Locale, Text
from townhall.office.filling import live_columns, live_names, sheet_input
from townhall.office.showing import Reader
from townhall.office.views import AttachmentView, Input, SheetInput, TableInput
from townhall.record.people import Seating
from townhall.record.submissions import Complaint
from townhall.spec.fields import Field, Option, Sheet


def reader_of(scope: SheetScope, locale: Locale = "en", **more: Any) -> Reader:
    blueprint = scope.world.blueprint
    seating = Seating(blueprint.town, scope.world.today, (), {"p1": "张某某"})
    return Reader(blueprint, catalog(), seating, scope.world, "self", locale, **more)


def filled(
    shape: Sheet, raw: Mapping[str, Any], said: Iterable[Complaint] | None = None, locale: Locale = "en"
) -> SheetInput:
    values, unread = forms.read(shape, raw, catalog())
    scope = scope_of(shape, values)
    if said is None:
        said = complaints(scope, catalog(), unread)
    return sheet_input(scope, raw, said, reader_of(scope, locale), offered)


def offered(one: Field, scope: Any) -> tuple[tuple[str, str], ...]:
    """Whoever may be picked."""
    return (("p2", "李某某"),)


def inputs(view: SheetInput) -> dict[str, Input | TableInput]:
    return {one.name: one for section in view.sections for one in section.items}


# -- fields ----------------------------------------------------------------------------------------------


def test_what_is_hidden_is_not_there_and_comes_when_it_is_wanted():
    shape = sheet(field("kind", "choice", options=("own", "loan")), field("bank", shown="kind == 'loan'"))
    assert list(inputs(filled(shape, {"kind": "own", "bank": "示例银行"}))) == ["kind"]
    assert list(inputs(filled(shape, {"kind": "loan"}))) == ["kind", "bank"]


def test_an_empty_place_for_files_asks_for_a_file():
    rows = field("rows", "table", columns=(field("day", "date"), field("proof", "image", required=True)))
    view = filled(
        sheet(field("plan", "file", required=True), rows), {"rows": [{"day": "2026-04-01"}]}, locale="zh"
    )
    found = inputs(view)
    assert found["plan"].complaints == ("请上传",)
    assert found["rows"].rows[0][1].complaints == ("请上传",)
    assert {words for _, words, _ in view.complaints} == {"请上传"}


def test_a_section_with_nothing_to_show_is_left_out():
    shape = sheet(field("no", auto="rq"), field("hidden", shown="1 == 2"))
    assert filled(shape, {}).sections == ()


def test_what_was_typed_comes_back_as_it_was_typed_with_its_complaint():
    shape = sheet(field("amount", "money", required=True), field("days", "integer"))
    found = inputs(filled(shape, {"amount": "很多钱", "days": "3"}))
    assert found["amount"].raw == "很多钱"
    assert found["amount"].complaints
    assert (found["days"].raw, found["days"].complaints) == ("3", ())


def test_nobody_types_what_is_calculated_or_fixed():
    shape = sheet(
        field("a", "integer"),
        field("b", "integer", calculated="a * 2"),
        field("source", "choice", options=("own", "civil"), default="civil", fixed=True),
    )
    found = inputs(filled(shape, {"a": "21", "b": "9999", "source": "own"}))
    assert found["b"].calculated
    assert found["b"].shown == "42"
    assert "9999" not in (found["b"].raw, found["b"].shown)
    assert found["source"].calculated
    assert found["source"].raw == "civil"


def test_what_must_be_filled_follows_what_was_typed():
    shape = sheet(field("urgent", "bool"), field("reason", required="urgent"))
    assert not inputs(filled(shape, {}))["reason"].required
    assert inputs(filled(shape, {"urgent": "true"}))["reason"].required


def test_a_warning_is_no_complaint():
    shape = sheet(field("amount", "money"))
    said = [Complaint("amount", Text("偏高", "high"), warns=True), Complaint("amount", Text("不行", "no"))]
    view = filled(shape, {"amount": "1"}, said)
    assert (inputs(view)["amount"].warnings, inputs(view)["amount"].complaints) == (("high",), ("no",))
    assert not view.is_good
    assert filled(shape, {"amount": "1"}, said[:1]).is_good


def test_complaints_are_in_the_readers_language():
    said = [Complaint("note", Text("不行", "no"))]
    assert inputs(filled(sheet(field("note")), {}, said, "zh"))["note"].complaints == ("不行",)


# -- options ---------------------------------------------------------------------------------------------


def test_an_option_that_has_ended_is_offered_only_where_it_was_chosen():
    ended = Option("old", Text("旧", "Old"), until="2020-12-31")
    shape = sheet(field("kind", "choice", options=(ended, "new")))
    assert [one for one, _, _ in inputs(filled(shape, {}))["kind"].options] == ["new"]
    chosen = inputs(filled(shape, {"kind": "old"}))["kind"].options
    assert chosen == (("old", "Old", True), ("new", "New", False))


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_only_some_options_of_a_dictionary_are_offered(kind):
    shape = sheet(field("how", kind, options=("cash", "card", "bank"), only=("bank", "cash")))
    assert [one for one, _, _ in inputs(filled(shape, {}))["how"].options] == ["cash", "bank"]


def test_a_picker_offers_who_may_be_picked_and_names_who_was():
    found = inputs(filled(sheet(field("who", "person")), {"who": "p1"}, ()))["who"]
    assert set(found.options) == {("p2", "李某某", False), ("p1", "张某某", True)}


def test_files_are_named_where_they_are_known():
    shape = sheet(field("proof", "file"))
    scope = scope_of(shape, {"proof": "f1"})
    known = AttachmentView(*(["f1"] + [""] * (len(AttachmentView.__dataclass_fields__) - 1)))
    reader = reader_of(scope, attachments=lambda id: known if id == "f1" else None)
    assert inputs(sheet_input(scope, {"proof": "f1"}, (), reader, offered))["proof"].attachments == (known,)
    assert inputs(sheet_input(scope, {"proof": "other"}, (), reader, offered))["proof"].attachments == ()


# -- tables ----------------------------------------------------------------------------------------------

ROWS = sheet(
    field(
        "labour",
        "table",
        columns=(
            field("name", required=True),
            field("days", "integer", is_totalled=True),
            field("rate", "integer"),
            field("pay", "integer", calculated="days * rate", is_totalled=True),
        ),
    )
)


def test_rows_are_numbered_calculated_and_added_up():
    raw = {"labour": [{"name": "甲", "days": "2", "rate": "10"}, {"name": "乙", "days": "3", "rate": "20"}]}
    table = inputs(filled(ROWS, raw))["labour"]
    assert isinstance(table, TableInput)
    assert [one.name for one in table.rows[1]] == [
        "labour.1.name", "labour.1.days", "labour.1.rate", "labour.1.pay",
    ]  # fmt: skip
    assert [row[3].shown for row in table.rows] == ["20", "60"]
    assert dict(table.totals) == {"days": "5", "pay": "80"}


def test_a_complaint_stays_with_its_row_though_a_blank_one_stands_before_it():
    raw = {"labour": [{"name": "", "days": "", "rate": ""}, {"name": "", "days": "3", "rate": "20"}]}
    table = inputs(filled(ROWS, raw))["labour"]
    assert isinstance(table, TableInput)
    assert [bool(row[0].complaints) for row in table.rows] == [False, True]


def test_what_is_no_row_is_passed_over():
    table = inputs(filled(ROWS, {"labour": ["x", None, {"name": "甲"}]}, ()))["labour"]
    assert isinstance(table, TableInput)
    assert len(table.rows) == 1


# -- what hangs on what ----------------------------------------------------------------------------------


def test_a_field_is_live_when_another_hangs_on_it():
    shape = sheet(
        field("a", "integer"),
        field("b", "integer", calculated="a * 2"),
        field("c", shown="form.b > 2"),
        field("d"),
    )
    assert live_names(shape) >= {"a", "b"}
    assert not live_names(shape) & {"c", "d"}
    found = inputs(filled(shape, {"a": "2"}))
    assert {name: one.is_live for name, one in found.items() if isinstance(one, Input)}["a"]


def test_columns_are_live_when_something_is_worked_out_from_them():
    assert {"days", "rate"} <= live_columns(ROWS.fields[0])
    assert "name" not in live_columns(ROWS.fields[0])
    assert live_columns(replace(ROWS.fields[0], columns=(field("name"),))) == frozenset()
