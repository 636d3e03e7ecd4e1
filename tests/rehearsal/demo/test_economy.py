"""Do companies say that they are examples, and do villages lie where villages lie?"""

from collections import Counter
from random import Random

from townhall.kernel.functions import distance
from townhall.rehearsal.demo.economy import SCHEMES, TRADES, companies, of_trade, site
from townhall.rehearsal.demo.identity import Numbers


def test_companies_say_that_they_are_examples():
    found = companies(Numbers(Random(1)))
    assert all(one.name.startswith("示例") for one in found)
    assert len({one.name for one in found}) == len(found)


def test_villages_lie_apart_and_their_sites_near_each_other():
    here = [site("420802102201", order) for order in range(20)]
    assert len({str(one) for one in here}) == 20
    assert max(distance(here[0], one) for one in here) < 4000
    assert str(site("420802102201", 3)) == str(here[3])


def test_every_trade_has_three_companies_and_sells_its_own():
    found = companies(Numbers(Random(1)))
    assert Counter(one.trade for one in found) == dict.fromkeys(TRADES, 3)
    assert {of_trade(Random(seed), found, "office").trade for seed in range(9)} == {"office"}
    assert of_trade(Random(1), found, "no such trade") in found


def test_villages_build_different_things_that_can_be_measured():
    assert len({one.category for one in SCHEMES}) == len(SCHEMES)
    assert all(one.price > 40_000 and one.quantity > 0 and one.scale and one.need for one in SCHEMES)
