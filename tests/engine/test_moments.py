"""What is a moment called, and how long is something open?"""

from dataclasses import replace
from datetime import date

import pytest

from tests.engine.specimens import TODAY, chain, post, run, wait_for
from townhall.engine.moments import closing_day, moments
from townhall.engine.routes import Route
from townhall.kernel.values import Duration
from townhall.kernel.workdays import WEEKDAYS

ROUTE = Route(
    chain(
        run(
            "outer",
            run(
                "pay",
                post("make"),
                wait_for("bank"),
                gives={"paid": ("bank.ok",), "failed": ("bank.failed",)},
            ),
            gives={"finished": ("pay.paid", "pay.failed")},
        )
    )
)


def test_a_moment_is_called_by_its_path_and_by_what_fragments_give_for_it():
    found = moments(ROUTE, ROUTE.step("outer.pay.bank"), "ok")
    assert found == ("outer.pay.bank.ok", "outer.pay.paid", "outer.finished")


def test_what_the_chain_itself_gives_has_no_path():
    whole = Route(
        replace(ROUTE.chain, gives=(("over", ("outer.finished",)), ("made", ("outer.pay.make.agree",))))
    )
    assert moments(whole, whole.step("outer.pay.bank"), "ok")[-2:] == ("outer.finished", "over")
    assert moments(whole, whole.step("outer.pay.make"), "agree") == ("outer.pay.make.agree", "made")
    assert "over" not in moments(whole, whole.step("outer.pay.make"), "agree")


def test_what_no_fragment_gives_has_its_path_only():
    assert moments(ROUTE, ROUTE.step("outer.pay.make"), "agree") == ("outer.pay.make.agree",)


@pytest.mark.parametrize(
    ("length", "last"),
    [
        (Duration(7, "day"), date(2026, 4, 15)),
        (Duration(3, "workday"), date(2026, 4, 13)),
        (0, TODAY),
        (2, date(2026, 4, 10)),
    ],
)
def test_the_last_day(length, last):
    assert closing_day(TODAY, length, WEEKDAYS) == last


@pytest.mark.parametrize("length", [None, "7 days", Duration(5, "hour")])
def test_without_a_length_there_is_no_last_day(length):
    with pytest.raises(ValueError, match="length of time"):
        closing_day(TODAY, length, WEEKDAYS)
