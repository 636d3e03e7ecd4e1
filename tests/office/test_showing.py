"""Does each reader get a value in words, masked as the definition says for their class, and nothing else?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, get_args

import pytest

from tests.engine.specimens import VILLAGE, catalog, field, sheet
from tests.engine.test_forms import scope_of
from townhall.engine import forms
from townhall.office.showing import Reader, money_words, total
from townhall.office.views import AttachmentView, Item, TableView
from townhall.record.people import Seating
from townhall.spec.pages import Mask, Viewer

ACCOUNT = field("account", secret=True)
HANDLES = {"self", "case_staff", "payment_staff"}


def reader(viewer: Viewer = "staff", locale: Any = "zh", **more: Any) -> Reader:
    scope = scope_of(sheet(field("note")))
    masks = {"name": Mask("name", {"anyone": "hidden", "staff": "surname", "case_staff": "plain"})}
    blueprint = replace(scope.world.blueprint, masks=masks)
    seating = Seating(blueprint.town, scope.world.today, (), {"p1": "张某某"})
    return Reader(blueprint, catalog(), seating, scope.world, viewer, locale, **more)


# -- masks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("viewer", get_args(Viewer))
def test_a_secret_without_a_mask_is_for_those_who_handle_it(viewer: Viewer):
    shown = reader(viewer).shown(ACCOUNT, "9901010000000010999")
    assert ("9901010000000010999" in shown.replace(" ", "")) == (viewer in HANDLES)


@pytest.mark.parametrize(
    ("viewer", "shown"), [("anyone", ""), ("resident", ""), ("staff", "欧"), ("case_staff", "欧阳某")]
)
def test_a_mask_shows_each_class_what_it_names(viewer: Viewer, shown: str):
    found = reader(viewer).shown(field("who", mask="name"), "欧阳某")
    assert found.startswith(shown)
    assert ("阳某" in found) == (viewer == "case_staff")


def test_the_mask_of_a_page_goes_before_the_fields_own():
    assert "阳某" not in reader("staff").shown(field("who"), "欧阳某", mask="name")
    assert reader("staff").shown(field("who"), "欧阳某") == "欧阳某"


def test_every_one_of_several_is_masked():
    shown = reader("staff").shown(field("who", mask="name", many=True), ("欧阳某", "张三"))
    assert shown.split("、") == [
        reader("staff").shown(field("who", mask="name"), one) for one in ("欧阳某", "张三")
    ]
    assert "阳" not in shown
    assert "三" not in shown


# -- words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("empty", [None, "", ()])
def test_nothing_reads_as_nothing(empty: Any):
    assert reader().shown(field("note"), empty) == ""


def test_people_and_units_are_called_by_their_names():
    assert reader().shown(field("who", "person"), "p1") == "张某某"
    assert reader().shown(field("where", "unit"), VILLAGE) == "甲村"
    assert reader(locale="en").shown(field("where", "unit"), VILLAGE) == "First village"
    assert reader().shown(field("where", "unit"), "no such code") == "no such code"


@pytest.mark.parametrize(("fen", "shown"), [(None, ""), (0, "0.00"), (680_000, "6,800.00"), (-5, "-0.05")])
def test_fen_are_shown_as_money(fen: int | None, shown: str):
    assert shown in money_words(fen, catalog(), "zh")


def test_a_sum_is_shown_where_the_definition_asks_for_one():
    asked, unasked = field("pay", "money", is_totalled=True), field("pay", "money")
    values = [Decimal("1.10"), None, Decimal("2.20")]
    assert "3.30" in total(asked, values, reader())
    assert total(unasked, values, reader()) == ""
    assert total(asked, [None], reader()) == ""


# -- sheets ----------------------------------------------------------------------------------------------

SHAPE = sheet(
    field("note"),
    field("proof", "file"),
    field(
        "rows", "table", columns=(field("name"), field("days", "integer", is_totalled=True), field("blank"))
    ),
)


def written(**raw: Any) -> dict[str, Any]:
    values, wrong = forms.read(SHAPE, raw, catalog())
    assert wrong == ()
    return forms.to_json(scope_of(SHAPE, values), catalog())


def test_a_sheet_reads_as_it_was_written_and_what_was_left_empty_is_left_out():
    (section,) = reader().sections(SHAPE, written(note="换灯"))
    assert [(one.name, one.shown) for one in section.items if isinstance(one, Item)] == [("note", "换灯")]
    assert reader().sections(SHAPE, {}) == ()


def test_a_table_shows_the_columns_in_which_something_stands():
    rows = [{"name": "甲", "days": "2", "blank": ""}, {"name": "乙", "days": "3", "blank": ""}]
    ((table,),) = [one.items for one in reader().sections(SHAPE, written(rows=rows))]
    assert isinstance(table, TableView)
    assert [name for name, _, _ in table.columns] == ["name", "days"]
    assert [[cell.shown for cell in row] for row in table.rows] == [["甲", "2"], ["乙", "3"]]
    assert table.totals == ("", "5")


def test_a_file_the_reader_may_not_fetch_is_not_named():
    known = AttachmentView(*(["f1"] + [""] * (len(AttachmentView.__dataclass_fields__) - 1)))
    ((item,),) = [one.items for one in reader(attachments=lambda _: known).sections(SHAPE, {"proof": "f1"})]
    assert isinstance(item, Item)
    assert item.attachments == (known,)
    ((item,),) = [one.items for one in reader().sections(SHAPE, {"proof": "f1"})]
    assert isinstance(item, Item)
    assert (item.shown, item.attachments) == ("", ())
