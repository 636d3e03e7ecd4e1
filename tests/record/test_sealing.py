"""Can no secret be written down in the open, and does every one come back?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.kernel.canonical import canonical
from townhall.record.sealing import SEALED, Secret, opened, sealed

TREE = {
    "amount": 1,
    "card": Secret("990101198803150027"),
    "rows": [{"phone": Secret("13800000000"), "note": None}, {"phone": None}],
    "many": [Secret(["a", "b"])],
}


def seal(value):
    return f"~{canonical(value)}~"


def unseal(text):
    return {f"~{canonical(value)}~": value for value in ("990101198803150027", "13800000000", ["a", "b"])}[
        text
    ]


def test_every_secret_in_a_tree_is_sealed_and_nothing_else_changes():
    assert sealed(TREE, seal) == {
        "amount": 1,
        "card": {SEALED: '~"990101198803150027"~'},
        "rows": [{"phone": {SEALED: '~"13800000000"~'}, "note": None}, {"phone": None}],
        "many": [{SEALED: '~["a","b"]~'}],
    }


def test_what_was_sealed_can_be_written_and_comes_back_as_a_secret():
    kept = sealed(TREE, seal)
    canonical(kept)
    assert opened(kept, unseal) == TREE


def test_a_secret_shows_in_no_repr_and_no_text():
    secret = TREE["card"]
    for shown in (repr(secret), str(secret), f"{secret}", repr(TREE), repr([secret])):
        assert "990101" not in shown


def test_a_secret_nobody_sealed_cannot_be_written():
    with pytest.raises(TypeError, match="Secret has no canonical JSON form"):
        canonical(TREE)


def test_secrets_compare_by_what_they_hold():
    assert Secret("a") == Secret("a") != Secret("b")


def test_what_somebody_typed_cannot_pass_for_a_sealed_secret():
    """Names of fields and columns are made of small letters, digits and lines."""
    typed = {"rows": [{"sealed": "~x~"}], "sealed": "~y~"}
    assert opened(typed, unseal) == typed
    assert not SEALED.isidentifier()


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.text().map(Secret),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(TREES)
def test_sealing_and_opening_undo_each_other(tree):
    boxes: dict[str, object] = {}

    def box(value: object) -> str:
        boxes[str(len(boxes))] = value
        return str(len(boxes) - 1)

    kept = sealed(tree, box)
    canonical(kept)
    assert opened(kept, boxes.__getitem__) == tree
