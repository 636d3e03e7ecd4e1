"""Does every way of naming a value lead to it, and a way that leads nowhere to the nearest name?"""

import pytest

from tests.compiler.packs import SHIPPED, catalog
from townhall.compiler.checking import checker_for
from townhall.compiler.finding import Finding, Found, Lost
from townhall.compiler.gathering import gathered
from townhall.compiler.linking import written_out
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.variants import with_variants
from townhall.compiler.reading import Source


@pytest.fixture(scope="module")
def finding() -> Finding:
    source = Source.read((SHIPPED,))
    library, _ = gathered(source, checker_for(catalog())).library_of("zhanghe", source.tables, catalog())
    linker = Linker(library, catalog())
    linker.library = with_variants(linker)
    return Finding(library, written_out(linker, "zhanghe").definitions)


@pytest.mark.parametrize(
    "path",
    [
        "form/village_fund_payment/fields/amount/required",
        "form/village_fund_payment/amount/required",
        "form/village_fund_payment/fields/money/fields/amount/required",
        "form/village_fund_payment/fields/money/but/amount/required",
        "sanzi:form/village_fund_payment/fields/money/amount/required",
    ],
)
def test_a_field_of_a_group_is_found_by_every_way(finding: Finding, path: str):
    found = finding.find(path)
    assert isinstance(found, Found)
    assert found.value is True
    assert found.through == ("group/money",)
    assert str(found.place).startswith("base/groups/money.yaml:")
    assert "group/money/fields/amount/required" in found.written
    assert "form/village_fund_payment/fields/money/but/amount/required" in found.written


def test_a_group_is_found_by_its_own_path(finding: Finding):
    found = finding.find("group/money/fields/amount/min")
    assert isinstance(found, Found)
    assert str(found.value) == "0.01"
    assert found.through == ()


@pytest.mark.parametrize("way", ["town/specialist", "town/steps/specialist"])
def test_a_step_of_an_inserted_chain(finding: Finding, way: str):
    found = finding.find(f"chain/village_payment/steps/{way}/within")
    assert isinstance(found, Found)
    assert found.value == "1 workday"
    assert found.through == ("chain/town_payment",)
    assert "chain/town_payment/steps/specialist/within" in found.written


def test_what_the_user_of_a_chain_changes_stands_where_it_is_changed(finding: Finding):
    found = finding.find("chain/village_payment/steps/town/rural/when")
    assert isinstance(found, Found)
    assert str(found.place).startswith("base/chains/village_payment.yaml:")


def test_a_field_that_a_step_asks_for(finding: Finding):
    found = finding.find("chain/village_payment/steps/two_committees/fields/minutes/required")
    assert isinstance(found, Found)
    assert found.through == ("group/decide",)


@pytest.mark.parametrize(
    ("path", "part", "known"),
    [
        ("param/tier2", "param/tier2", "param/tier_2"),
        ("tier_2", "tier_2", "param/tier_2"),
        ("parm/tier_2", "parm/tier_2", "param/tier_2"),
        ("chain/town_payment/steps/specialst/within", "specialst", "specialist"),
        ("form/village_fund_payment/fields/handlr", "handlr", "handler"),
        ("chain/village_payment/steps/town/specialst", "specialst", "specialist"),
    ],
)
def test_a_path_that_leads_nowhere_gets_the_nearest_name(finding: Finding, path: str, part: str, known: str):
    found = finding.find(path)
    assert isinstance(found, Lost)
    assert found.part == part
    assert found.known[0] == known


def test_where_nothing_is_like_it_what_is_there_is_listed(finding: Finding):
    found = finding.find("mask/person_name/xyz")
    assert isinstance(found, Lost)
    assert set(found.known) == {"anyone", "resident"}
    nothing = finding.find("xyz/qqq")
    assert isinstance(nothing, Lost)
    assert "form" in nothing.known
