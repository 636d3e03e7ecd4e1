"""Is an act that was overtaken done again, on what the other left, and given up when that never ends?"""

from __future__ import annotations

import pytest

from townhall.office.insisting import TRIES, insisting
from townhall.ports.archive import Overtaken
from townhall.record.refusals import NotYourTask, Stale


class Act:
    """An act that is overtaken so many times before it succeeds."""

    def __init__(self, overtaken: int) -> None:
        self.left, self.tried = overtaken, 0

    def __call__(self) -> str:
        self.tried += 1
        if self.left:
            self.left -= 1
            raise Overtaken
        return "done"


@pytest.mark.parametrize("overtaken", range(TRIES))
def test_an_overtaken_act_is_tried_again(overtaken: int):
    act = Act(overtaken)
    assert insisting(act) == "done"
    assert act.tried == overtaken + 1


def test_who_is_overtaken_every_time_is_told():
    act = Act(TRIES)
    with pytest.raises(Stale):
        insisting(act)
    assert act.tried == TRIES


def test_a_refusal_is_final():
    tried = []

    def refused() -> None:
        tried.append(1)
        raise NotYourTask

    with pytest.raises(NotYourTask):
        insisting(refused)
    assert tried == [1]
