"""Do plugged-in functions give what they promise?"""

from datetime import date

import pytest

from tests.plugins.built_in import built_in
from townhall.kernel.functions import BUILT_IN
from townhall.ports.kits import examine_function

GIVES = {
    "age_on": [
        (("990101195001010010", date(2026, 1, 1)), 76),
        (("990101195001010010", date(2025, 12, 31)), 75),
        (("990101195001010011", date(2026, 1, 1)), None),
        (("99010119500101001", date(2026, 1, 1)), None),
        (("990101195001010010", date(1949, 1, 1)), None),
        (("990101200002290011", date(2026, 2, 27)), 25),
        (("990101200002290011", date(2026, 2, 28)), 26),
    ]
}


def test_every_plugged_in_function_is_tested():
    assert sorted(set(built_in().functions) - set(BUILT_IN)) == sorted(GIVES)


@pytest.mark.parametrize("name", sorted(GIVES))
def test_a_function_stands_the_kit(name):
    examine_function(built_in().functions.table[name], GIVES[name])
