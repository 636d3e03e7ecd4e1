"""Does the guide tell what the live definition says?"""

from __future__ import annotations

import pytest

from tests.office.conftest import Village
from tests.web.square import Square
from townhall.office import guiding
from townhall.record.refusals import NotFound


def test_every_matter_is_explained_with_its_papers_and_its_chain(village: Village) -> None:
    found = {guide.form: guide for _, pack in guiding.guides(village.hall, "zhanghe") for guide in pack}
    assert set(found) == set(village.rehearsal.blueprint.forms)
    for guide in found.values():
        assert guide.who.zh
        assert guide.who.en
        assert guide.papers
        assert guide.law
        assert all(step.state == "ahead" for step in guide.steps)
    payment = found["village_fund_payment"]
    assert [step.path for step in payment.steps][:3] == ["group", "director", "secretary"]
    assert payment.steps[0].why is not None
    shown = {item.name: getattr(item, "shown", "") for part in payment.specimen for item in part.items}
    assert shown["amount"] == "6,800.00"
    assert shown["amount_words"] == "陆仟捌佰元整"


def test_a_matter_nobody_knows(village: Village) -> None:
    with pytest.raises(NotFound):
        guiding.guide(village.hall, "zhanghe", "nothing")


def test_a_matter_that_no_unit_of_the_town_starts_is_not_explained(square: Square) -> None:
    """双喜街道 adopts civil affairs and has no welfare home."""
    found = {guide.form for _, pack in guiding.guides(square.hall, "shuangxi") for guide in pack}
    assert "temp_relief" in found
    assert "home_expense" not in found
    with pytest.raises(NotFound):
        guiding.guide(square.hall, "shuangxi", "home_expense")
