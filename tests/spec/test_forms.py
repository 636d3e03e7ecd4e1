"""Which sum do lists show of a matter?"""

from __future__ import annotations

import pytest

from townhall.kernel.text import Text
from townhall.spec.fields import Field, Section, Sheet
from townhall.spec.forms import Form, Start

NAMED = Text("甲", "A")


def money(name: str, **more: object) -> Field:
    return Field(name, "money", NAMED, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "offers", "found"),
    [
        ((money("price", required=True), money("amount")), {}, "amount"),
        ((money("amount"), money("paid")), {"payment": {"amount": "paid"}}, "paid"),
        ((money("perhaps"), money("price", required=True), money("more", required=True)), {}, "price"),
        ((money("perhaps"), Field("count", "integer", NAMED, required=True)), {}, None),
        ((), {}, None),
    ],
)
def test_the_sum_that_lists_show(fields: tuple[Field, ...], offers: dict, found: str | None):
    sheet = Sheet((Section("one", NAMED, fields=fields),))
    form = Form("f", "p", NAMED, "F-1", Start(), sheet, "chain", offers=offers)
    assert form.amount_field == found
