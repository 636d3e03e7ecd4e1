"""Are generated names such as people have, rare ones among them?"""

from collections import Counter
from random import Random

from townhall.rehearsal.demo import names


def drawn(count: int, born: int = 1980, is_male: bool = True) -> list[str]:
    random = Random(7)
    return [names.full_name(random, born, is_male) for _ in range(count)]


def test_the_same_seed_draws_the_same_names():
    assert drawn(200) == drawn(200)


def test_names_have_two_to_four_characters_and_most_have_three():
    lengths = Counter(map(len, drawn(4000)))
    assert set(lengths) <= {2, 3, 4}
    assert lengths[3] > lengths[2] > lengths[4] > 0


def test_common_surnames_are_common():
    first = Counter(name[0] for name in drawn(6000))
    assert {surname for surname, _ in first.most_common(8)} <= set(names.SURNAMES[:16])


def test_compound_and_rare_surnames_and_rare_characters_occur():
    found = drawn(6000)
    assert any(name.startswith(names.COMPOUND_SURNAMES) for name in found)
    assert any(name[0] in names.RARE_SURNAMES for name in found)
    assert any(character in name for name in found for character in names.RARE_CHARACTERS)


def test_a_character_outside_the_basic_plane_occurs_for_software_to_trip_over():
    assert any(ord(character) > 0xFFFF for name in drawn(6000) for character in name)


def test_no_surname_is_listed_twice():
    assert len(set(names.SURNAMES)) == len(names.SURNAMES)


def test_grandmothers_are_not_called_like_their_granddaughters():
    old = {name[1:] for name in drawn(800, 1945, is_male=False)}
    young = {name[1:] for name in drawn(800, 2015, is_male=False)}
    assert not {name for name in old & young if len(name) == 2}
