"""Does every value come back from its column exactly as it went in, and does no secret lie there open?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plugins.built_in import built_in
from tests.storage.builders import column
from townhall.adapters.vault import KeyVault
from townhall.storage.columns import BASE, column_shape, digest_name, stored_name

CATALOG, VAULT = built_in(), KeyVault.passing()
VALUES = {
    "text": st.text(min_size=1),
    "integer": st.integers(-(2**63) + 1, 2**63 - 1),
    "money": st.integers(-(10**15), 10**15).map(lambda fen: Decimal(fen).scaleb(-2)),
    "number": st.decimals(-(10**12), 10**12, places=6, allow_nan=False),
    "date": st.dates(),
    "bool": st.booleans(),
}
KINDS = sorted(VALUES)


def kept(kind: str, value, **keys):
    shape = column_shape(column("it", kind, **keys), CATALOG)
    return shape, shape.encoded(value, VAULT)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_an_open_value_comes_back_exactly(kind, data):
    value = data.draw(VALUES[kind])
    shape, row = kept(kind, value)
    assert shape.decoded(row, VAULT) == value
    assert not any(isinstance(one, float) for one in row.values())


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_secret_comes_back_and_lies_sealed(kind, data):
    value = data.draw(VALUES[kind])
    shape, row = kept(kind, value, secret=True, searchable=True)
    assert shape.decoded(row, VAULT) == value
    assert set(row) == {"it", "it_digest"}
    assert VAULT.unseal(row["it"]) == shape.kind.to_json(value)
    assert row["it"] != kept(kind, value, secret=True, searchable=True)[1]["it"]
    with pytest.raises(ValueError, match="changed"):
        shape.decoded(row, KeyVault.passing())


def test_a_secret_that_nobody_searches_has_no_hash():
    _, row = kept("text", "9901010000000010999", secret=True)
    assert list(row) == ["it"]


def test_a_hashed_value_is_kept_as_its_hash_alone():
    shape, row = kept("text", "990101198803150027", hashed=True)
    assert row == {"it_digest": VAULT.digest("990101198803150027")}
    assert shape.decoded(row, VAULT) == row["it_digest"]


@pytest.mark.parametrize("keys", [{}, {"secret": True, "searchable": True}, {"hashed": True}])
def test_nothing_is_kept_as_nothing(keys):
    shape, row = kept("text", None, **keys)
    assert set(row.values()) == {None}
    assert shape.decoded(row, VAULT) is None
    assert shape.fingerprint(row, VAULT) is None


def test_a_fingerprint_is_the_values_however_it_was_sealed():
    shape, row = kept("text", "9901010000000010999", secret=True)
    _, again = kept("text", "9901010000000010999", secret=True)
    assert row != again
    assert shape.fingerprint(row, VAULT) == shape.fingerprint(again, VAULT)
    assert "99010100" not in str(shape.fingerprint(row, VAULT))


def test_halves_are_rounded_away_from_nothing_at_the_seventh_place():
    shape, row = kept("number", Decimal("1.0000005"))
    assert shape.decoded(row, VAULT) == Decimal("1.000001")


@pytest.mark.parametrize(("kind", "value"), [("integer", 2**63), ("number", Decimal(10**13))])
def test_what_no_database_could_hold_is_refused(kind, value):
    with pytest.raises(ValueError, match="too large"):
        kept(kind, value)


@given(st.lists(st.sampled_from([*BASE, "amount", "key_", "x_digest", "amount_digest"]), unique=True))
def test_no_two_names_meet_in_a_table(names):
    """A column of a definition never takes the place of one that every register has, nor of a hash."""
    columns = [*BASE, *map(stored_name, names), *map(digest_name, names)]
    assert len(set(columns)) == len(columns)
