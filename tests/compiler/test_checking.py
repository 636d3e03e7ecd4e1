"""Is each mistake in a shape told once, and is unchanged text checked once?"""

import pytest

from tests.compiler.packs import catalog, codes
from townhall.compiler import checking
from townhall.compiler.checking import checker_for
from townhall.compiler.reading import Source, document


def problems(text):
    return checker_for(catalog()).checked(document("a.yaml", text.encode())).problems


def test_a_sound_file_has_no_problem():
    assert problems("dicts:\n  colour: {options: {red: 红}}\n") == ()


def test_the_same_document_is_checked_once():
    checker, one = checker_for(catalog()), document("same.yaml", b"words: base\n")
    before = checking._checked.cache_info().hits
    first = checker.checked(one)
    assert checker.checked(document("same.yaml", b"words: base\n")) is first
    assert checking._checked.cache_info().hits == before + 1


def test_equal_catalogs_share_a_checker():
    assert checker_for(catalog()) is checker_for(catalog())


def test_a_misspelt_key_earns_one_problem_though_it_fails_three_times():
    """Unknown, missing, and a step that does nothing: it is one slip."""
    found = problems("chain: a\nsteps:\n  one: {pots: clerk}\n")
    assert [one.line("en") for one in found] == [
        (
            "a.yaml:3:9 TH109 there is no key 'pots' here. What may stand here: post."
            " Or is it indented too little, or too far?"
        )
    ]
    found = problems(
        "form: a\ntitel: 甲\ncode: A\nstart: {posts: [a]}\nfields: {x: {kind: text}}\nstarts: chain/a\n"
    )
    assert codes(found) == ["TH109"]


def test_two_mistakes_at_two_places_are_two_problems():
    assert codes(problems("chain: a\nsteps:\n  one: {post: a, mode: al}\n  two: {post: a, review: 4}\n")) == [
        "TH111",
        "TH144",
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("title: 3", "TH131"),
        ("title: 甲\n    one_holder: yes", "TH130"),
        ("title: 甲\n    one_holder: maybe", "TH112"),
        ("title:", "TH141"),
        ("title: [甲]", "TH112"),
        ("title: {zh: 甲, de: a}", "TH109"),
        ("title: 甲\n    sees: twon", "TH111"),
        ("title: 甲\n    sees: everything", "TH144"),
        ("title: 甲\n    portfolios: {Big: 大}", "TH113"),
        ("title: 甲\n    portfolios: {class: 大}", "TH114"),
        ("title: 甲\n    superior: the.very.top", "TH126"),
    ],
)
def test_every_kind_of_failure_has_its_words(written, code):
    found = problems(f"posts:\n  clerk:\n    at: [village]\n    {written}\n")
    assert codes(found) == [code]


def test_a_line_that_does_not_read_well_is_not_held_against_its_shape_too():
    source = Source.of({"a.yaml": "posts:\n  clerk: {at: [village], title: {zh: 甲, 乙}}\n"})
    assert codes(source.documents[0].problems) == ["TH108"]
    assert checker_for(catalog()).checked(source.documents[0]).problems == ()
    assert checker_for(catalog()).checked(source.documents[0]).unsound == {"post/clerk"}
