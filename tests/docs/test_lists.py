"""Do the lists in the manual name all there is?"""

import re

import pytest

from tests.compiler.packs import catalog
from tests.docs.test_yaml import ROOT
from townhall.office.verifying import BROKEN
from townhall.spec.towns import UNIT_KINDS

OPERATE = (ROOT / "docs/operate/README.md").read_text("utf-8")
FORMS = (ROOT / "docs/configure/forms.md").read_text("utf-8")


def test_every_reason_of_a_break_is_in_the_table():
    verifying = OPERATE.partition("\n## Verifying\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+`) \|", verifying, flags=re.MULTILINE)
    assert {word for row in rows for word in re.findall(r"`(\w+)`", row)} == set(BROKEN)


def test_every_kind_of_unit_is_listed_for_start():
    listed = FORMS.partition("`start.at` can name:")[2].partition("and every department")[0]
    assert set(re.findall(r"`(\w+)`", listed)) == set(UNIT_KINDS)


@pytest.mark.parametrize("kind", sorted(catalog().kinds))
def test_every_kind_of_field_is_listed_under_the_title_it_has(kind):
    (title,) = re.findall(rf"^\| [^|]*`{kind}`[^|]* \| ([^|]+) \|", FORMS, flags=re.MULTILINE)
    wanted = catalog().kinds[kind].title.zh
    if kind != "id_card_or_uscc":  # listed between the two that it is one of
        assert wanted.partition("（")[0] in title.split("、")
