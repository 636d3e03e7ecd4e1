"""May one start what one's post may, where one sits, and nothing else?"""

from __future__ import annotations

import pytest

from tests.office.conftest import Village
from townhall.office import drafting, starting
from townhall.record.refusals import NotAllowed, NotFound

FORM = "village_fund_payment"


def test_one_begins_what_ones_post_may_start_where_one_sits(village: Village):
    clerk = village.visitor("village_clerk")
    offered = {one.form: [unit for unit, _ in one.units] for pack in starting.categories(village.hall, clerk)
               for one in pack.matters}  # fmt: skip
    assert offered[FORM] == [village.rehearsal.unit]
    assert starting.categories(village.hall, village.visitor("mayor")) == ()
    for by, unit in (
        ("mayor", village.rehearsal.unit), ("village_clerk", "420802102202"), ("village_clerk", ""),
        ("village_clerk", "nowhere"), ("village_director", village.rehearsal.unit),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            drafting.begin(village.hall, village.visitor(by), FORM, unit)
    with pytest.raises(NotFound):
        drafting.begin(village.hall, clerk, "nothing", village.rehearsal.unit)
