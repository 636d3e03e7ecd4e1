"""Are the options that may be chosen some of those there are?"""

import pytest

from tests.compiler.packs import changed, codes, compiled, lines


def offering(more, field="of: dict/category, "):
    return compiled(changed("base/money.yaml", field, f"{field}{more}, ")).problems


def test_some_of_a_dictionary_may_be_chosen():
    assert lines(offering("only: [repair, relief]")) == []


def test_each_of_them_is_one_of_the_dictionarys():
    (said,) = lines(offering("only: [repair, repairs]"))
    assert said.startswith("base/money.yaml:6:62 TH201 ")
    assert "repair" in said


def test_what_is_no_choice_offers_nothing():
    assert codes(offering("only: [repair]", "amount: {kind: money, ")) == ["TH240"]


@pytest.mark.parametrize("more", ["only: []", "only: repair"])
def test_it_is_a_list_of_names(more):
    assert len(codes(offering(more))) == 1


def test_an_example_takes_what_may_be_chosen():
    (said,) = lines(offering("only: [relief, other]"))
    assert "TH239" in said
    assert "Choose one of: Relief, Other." in said


ROWS_FROM = "    title: {zh: 材料, en: Parts}\n"


def test_a_table_begins_with_rows_of_a_fact_whose_columns_fit():
    def begun(fact: str) -> list[str]:
        with_fact = ROWS_FROM + f"    rows_from: {fact}\n"
        return codes(compiled(changed("packs/lamps/forms/lamp.yaml", ROWS_FROM, with_fact)).problems)

    assert begun("later") == ["TH204"]
    assert begun("earlier") == ["TH208"]
