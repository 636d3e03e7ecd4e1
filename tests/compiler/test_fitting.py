"""Does the quick yes or no agree with the validator that has the last word?"""

import copy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.compiler.packs import SHIPPED, SOUND, catalog
from townhall.compiler.fitting import fitting
from townhall.compiler.kinds import KINDS
from townhall.compiler.marked import Map
from townhall.compiler.reading import Source
from townhall.compiler.vocabulary import definition_schemas, words_of

SCHEMAS = definition_schemas(words_of(catalog()))
FITS = {kind: fitting(SCHEMAS[kind], {}) for kind in KINDS}
VALIDATORS = {kind: Draft202012Validator(SCHEMAS[kind]) for kind in KINDS}
BODIES = [(one.kind, one.body) for root in (SOUND, SHIPPED) for one in Source.read((root,)).definitions()]
WORDS = st.sampled_from(
    [
        None,
        True,
        0,
        1,
        -1,
        Decimal("0.5"),
        "",
        "x",
        "中文",
        "register/fund",
        "=amount",
        "2026-01-01",
        [],
        ["a"],
        {},
        {"zh": "甲"},
    ]
)


def test_what_ships_fits():
    assert all(FITS[kind](body) for kind, body in BODIES)


def unmarked(value):
    """A value as plain Python, free to be changed."""
    if isinstance(value, dict):
        return {key: unmarked(inner) for key, inner in value.items()}
    return [unmarked(inner) for inner in value] if isinstance(value, list) else value


def places(value, path=()):
    """The path of everything inside a value."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from places(inner, (*path, place))


@given(st.data())
def test_a_definition_with_one_thing_changed_is_judged_alike(data):
    kind, body = data.draw(st.sampled_from(BODIES))
    changed = unmarked(body)
    path = data.draw(st.sampled_from(list(places(changed))))
    owner = changed
    for part in path[:-1]:
        owner = owner[part]
    match data.draw(st.sampled_from(["replace", "remove", "rename", "add"])):
        case "replace" if path:
            owner[path[-1]] = data.draw(WORDS)
        case "remove" if path:
            del owner[path[-1]]
        case "rename" if path and isinstance(owner, dict):
            owner[data.draw(st.sampled_from(["when", "post", "kind", "Oops", "用", "title"]))] = owner.pop(
                path[-1]
            )
        case _:
            changed[data.draw(st.sampled_from(["when", "post", "kind", "extra", "fields"]))] = data.draw(
                WORDS
            )
    assert FITS[kind](changed) == VALIDATORS[kind].is_valid(changed)


def test_an_unknown_keyword_is_not_passed_over_in_silence():
    with pytest.raises(NotImplementedError):
        fitting({"type": "object", "unevaluatedProperties": False})


def test_a_schema_may_contain_itself():
    tree = {"type": "object", "additionalProperties": False, "properties": {}}
    tree["properties"]["child"] = tree
    fits = fitting(tree)
    deep = {}
    for _ in range(30):
        deep = {"child": deep}
    assert fits(deep)
    bad = copy.deepcopy(deep)
    bad["child"]["child"] = {"chidl": {}}
    assert not fits(bad)
    assert fits(Map())
