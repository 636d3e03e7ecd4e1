"""Is a release named by what it says, and by nothing else?"""

import pytest

from townhall.record.releases import FORMAT, released

DEFINITIONS = {
    "form/relief": {"form": "relief", "fields": {"amount": {"kind": "money"}, "note": {"kind": "text"}}},
    "chain/relief": {"chain": "relief", "steps": {"head": {"post": "head"}, "mayor": {"post": "mayor"}}},
    "town/home": {"town": "home", "units": {"1": None}},
}


RELEASE_ID = "4aaefea887fecbbb11a692c9c3ef031c66576c494f5ffaec5ce2206dffa7ba76"
TOWN_ID = "e05de58c726bfcbd8236af598cf4a9ba8f18156652cafa6ffaae36f0eeaf7f54"


def test_the_same_definitions_make_the_same_release_in_whatever_order_they_were_read():
    backwards = dict(reversed(DEFINITIONS.items()))
    assert released("home", DEFINITIONS) == released("home", backwards)
    assert list(released("home", backwards).manifest) == sorted(DEFINITIONS)


def test_its_name_never_changes_with_a_new_version_of_the_house():
    """Cases are pinned to releases by these names: if this fails, the format number must change."""
    assert FORMAT == 1
    assert released("home", DEFINITIONS).id == RELEASE_ID
    assert released("home", DEFINITIONS).manifest["town/home"] == TOWN_ID


STEPS = {"mayor": {"post": "mayor"}, "head": {"post": "head"}}
CHANGES = {
    "a unit": {"town/home": {"town": "home", "units": {"1": None, "2": None}}},
    "a kind": {"form/relief": {"form": "relief", "fields": {"amount": {"kind": "number"}}}},
    "one more": {"form/other": {"form": "other"}},
    "the order of steps": {"chain/relief": {"chain": "relief", "steps": STEPS}},
}


@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES)
def test_any_change_makes_another_release(changed):
    before, now = released("home", DEFINITIONS), released("home", {**DEFINITIONS, **changed})
    assert before.id != now.id
    untouched = set(DEFINITIONS) - set(changed)
    assert all(before.manifest[path] == now.manifest[path] for path in untouched)


def test_another_town_has_another_release_of_the_same_definitions():
    assert released("home", DEFINITIONS).id != released("away", DEFINITIONS).id
    assert released("home", DEFINITIONS).manifest == released("away", DEFINITIONS).manifest


def test_definitions_with_floats_make_no_release():
    with pytest.raises(TypeError, match="float"):
        released("home", {"param/x": {"value": 0.3}})
