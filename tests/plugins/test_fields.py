"""Do all built-in kinds stand the kit, and read whatever is thrown at them in peace?"""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plugins.built_in import BEIJING, EXAMPLES, built_in, field_of
from townhall.kernel.checksums import credit_code_check, id_card_check
from townhall.kernel.values import Period
from townhall.ports.kits import examine_any, examine_kind
from townhall.spec.catalog import Unreadable

KINDS = sorted(EXAMPLES)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
LIKELY = st.text("0123456789.,,-+/:年月日时分 元亩%TZX、;是否天个", max_size=30)


def test_every_kind_has_examples_and_every_example_a_kind():
    assert sorted(built_in().kinds) == KINDS


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_stands_the_kit(name):
    examples = EXAMPLES[name]
    examine_kind(
        built_in().kinds[name],
        field_of(name),
        examples.readable,
        examples.unreadable,
        examples.complained_of,
        examples.warned_of,
    )


@pytest.mark.parametrize("name", KINDS)
@given(raw=LIKELY | st.text() | JSON, many=st.booleans())
def test_whatever_is_given_is_refused_in_words_or_kept(name, raw, many):
    if name == "table" and isinstance(raw, dict | list):
        refused_or_rows(raw)
        return
    examine_any(built_in().kinds[name], field_of(name, many=many), raw)


def refused_or_rows(raw):
    """The cells of a table are other kinds' matter, so they are not kept by this one."""
    try:
        rows = built_in().kinds["table"].read(raw, field_of("table"))
    except Unreadable:
        return
    assert rows is None or all(isinstance(row, dict) for row in rows)


TYPED = {
    "money": st.decimals(Decimal("-99999999.99"), Decimal("99999999.99"), places=2),
    "area": st.decimals(0, 9999999, places=2),
    "number": st.decimals(-(10**9), 10**9, places=6),
    "percent": st.decimals(-10, 10, places=6),
    "integer": st.integers(-(10**14), 10**14),
    "date": st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    "datetime": st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 31)).map(  # noqa: DTZ001
        lambda moment: moment.replace(second=0, microsecond=0, tzinfo=BEIJING)
    ),
    "period": st.builds(Period, st.integers(1900, 2199), st.integers(1, 12)),
    "bool": st.booleans(),
    "text": st.text("王䶮𠮷é. -", min_size=1).map(str.strip).filter(bool),
}


@pytest.mark.parametrize("name", sorted(TYPED))
@given(data=st.data())
def test_what_is_shown_is_read_again_and_what_is_kept_comes_back(name, data):
    kind, field, value = built_in().kinds[name], field_of(name), data.draw(TYPED[name])
    assert kind.from_json(kind.to_json(value)) == value
    for locale in ("zh", "en"):
        assert kind.read(kind.shown(value, field, locale), field) == value
    assert kind.complaints(value, field) == ()


@given(exact=st.decimals(-(10**7), 10**7, allow_nan=False, allow_infinity=False))
@pytest.mark.parametrize("name", ["money", "area", "number", "percent", "integer"])
def test_a_calculated_number_is_rounded_when_kept_and_stays_as_kept(name, exact):
    kind = built_in().kinds[name]
    kept = kind.from_json(kind.to_json(exact))
    assert abs(kept - exact) <= (Decimal("0.5") if name == "integer" else Decimal("0.005"))
    assert kind.to_json(kept) == kind.to_json(exact)


@given(born=st.dates(date(1900, 1, 1), date(2099, 12, 31)), serial=st.integers(0, 999), data=st.data())
def test_one_wrong_digit_in_an_identity_card_is_found(born, serial, data):
    number = f"990101{born:%Y%m%d}{serial:03}"
    number += id_card_check(number)
    place = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from("0123456789"))
    kind, field = built_in().kinds["id_card"], field_of("id_card")
    assert kind.complaints(number, field) == ()
    wrong = number[:place] + other + number[place + 1 :]
    assert bool(kind.complaints(wrong, field)) == (wrong != number)


@given(data=st.data())
def test_one_wrong_character_in_a_credit_code_is_found(data):
    characters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    code = "91990101" + data.draw(st.text(characters, min_size=9, max_size=9))
    code += credit_code_check(code)
    place, other = data.draw(st.integers(0, 17)), data.draw(st.sampled_from(characters))
    kind, field = built_in().kinds["uscc"], field_of("uscc")
    assert kind.complaints(code, field) == ()
    wrong = code[:place] + other + code[place + 1 :]
    assert bool(kind.complaints(wrong, field)) == (wrong != code)


@pytest.mark.parametrize("name", ["id_card", "uscc", "id_card_or_uscc", "bank_account"])
def test_no_complaint_repeats_a_personal_number(name):
    kind, field = built_in().kinds[name], field_of(name)
    for raw in (*EXAMPLES[name].complained_of, *EXAMPLES[name].warned_of):
        for said in (*kind.complaints(raw, field), *kind.warnings(raw, field)):
            assert raw[:6] not in said.zh + said.en


def test_a_complaint_names_what_can_be_chosen():
    with pytest.raises(Unreadable) as refused:
        built_in().kinds["choice"].read("支票", field_of("choice"))
    assert refused.value.say.zh == "请从选项中选一个：银行直付、村务卡、现金"
    assert refused.value.say.en == "Choose one of: Bank transfer, Village card, Cash"


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_only_what_is_offered_can_be_chosen(kind):
    some = field_of(kind, only=("cash", "village_card"))
    for raw in ("bank_direct", "银行直付", "Bank Transfer"):
        with pytest.raises(Unreadable) as refused:
            built_in().kinds[kind].read(raw, some)
        assert refused.value.say.zh == "请从选项中选一个：村务卡、现金"
        assert refused.value.say.en == "Choose one of: Village card, Cash"
    for raw in ("cash", "现金", "Village card"):
        built_in().kinds[kind].read(raw, some)


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_what_was_chosen_before_stays_readable(kind):
    """A record may hold an option that this form does not offer."""
    kind, some = built_in().kinds[kind], field_of(kind, only=("cash",))
    kept = kind.to_json(kind.read("bank_direct", field_of(kind.name)))
    assert kind.shown(kind.from_json(kept), some, "zh") == "银行直付"


def test_a_wrong_length_is_counted():
    with pytest.raises(Unreadable) as refused:
        built_in().kinds["id_card"].read("990101880315002", field_of("id_card"))
    assert "现在是15位" in refused.value.say.zh


def test_the_length_of_text_is_the_fields_or_the_kinds():
    kind = built_in().kinds["text"]
    assert kind.complaints("六个字的事由", field_of("text", max_length=6)) == ()
    (said,) = kind.complaints("七个字的事由呢", field_of("text", max_length=6))
    assert said.zh == "最多6字，现在有7字，请缩短"


@pytest.mark.parametrize(
    ("name", "column"),
    [("money", "fen"), ("area", "number"), ("choices", "json"), ("bool", "boolean"), ("person", "text")],
)
def test_storage_is_told_its_column(name, column):
    assert built_in().kinds[name].column == column


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("money", "money"),
        ("percent", "percent"),
        ("geo", "geo"),
        ("image", "file"),
        ("id_card", "text"),
        ("unit", "unit"),
        ("choice", "choice"),
        ("choices", "many"),
        ("ref", "ref"),
        ("table", "table"),
    ],
)
def test_formulas_are_told_the_type(name, kind):
    assert built_in().kinds[name].value_type(field_of(name)).kind == kind
