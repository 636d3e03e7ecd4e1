"""Is a mask that shows anybody more told, whatever names it, and one that shows less left alone?"""

import pytest

from tests.compiler.packs import changed, codes, compiled

FLOORED = "overlay: county_floor\nfor: district/county\nchanges:\n  {path}:\n    floor: {{stricter: true}}\n"
MASK, COLUMN = "mask/person_name", "page/lamp_notice/columns/payee.name"


def with_change(floor, change, *opened):
    pack = changed("packs/lamps/pack.yaml", "[param", f"[{', '.join(opened)}, param")
    return {
        **pack,
        "towns/county/floor.yaml": FLOORED.format(path=floor),
        "towns/hill/overlay.yaml": f"overlay: hill\nfor: town/hill\nchanges:\n  {change}\n",
        "base/masks.yaml": "masks:\n  person_name: {anyone: surname, staff: plain}\n"
        "  nobody: {anyone: hidden}\n  numbers: {anyone: last4}\n",
    }


@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ("mask/person_name/anyone: {set: hidden}", True),
        ("mask/person_name/anyone: {set: surname_only}", True),
        ("mask/person_name/anyone: {set: surname}", True),
        ("mask/person_name/anyone: {set: surname_if_person}", False),
        ("mask/person_name/anyone: {set: plain}", False),
        # Two that nobody put in order: it counts as looser.
        ("mask/person_name/anyone: {set: last4}", False),
        ("mask/person_name/staff: {set: surname}", True),
        ("mask/person_name/staff: {remove: true}", True),
        ("mask/person_name/resident: {add: surname}", True),
        ("mask/person_name/resident: {add: plain}", False),
    ],
)
def test_a_mask_may_only_become_stricter(change, holds):
    found = compiled(with_change(MASK, change, "mask/*/*", "mask/*/+")).problems
    assert codes(found) == ([] if holds else ["TH416"])


@pytest.mark.parametrize("floor", [COLUMN, f"{COLUMN}/mask"])
@pytest.mark.parametrize(
    ("change", "holds"),
    [
        (f"{COLUMN}/mask: {{set: nobody}}", True),
        (f"{COLUMN}/mask: {{set: numbers}}", False),
        (f"{COLUMN}/mask: {{remove: true}}", False),
    ],
)
def test_a_column_may_only_take_a_stricter_mask(floor, change, holds):
    found = compiled(with_change(floor, change, "page/*/columns/*/mask")).problems
    assert codes(found) == ([] if holds else ["TH416"])


def test_the_problem_says_who_sees_what():
    found = compiled(with_change(MASK, "mask/person_name/staff: {set: surname}", "mask/*/*")).problems
    assert found == ()
    (one,) = compiled(with_change(MASK, "mask/person_name/resident: {add: plain}", "mask/*/+")).problems
    assert "lets resident see plain, where it was surname" in one.sentence("en")
