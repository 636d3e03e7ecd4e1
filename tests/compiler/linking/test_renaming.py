"""Are a group's own names renamed in formulas, and nothing else?"""

import pytest

from townhall.compiler.linking.renaming import renamed

NAMES = {"amount", "lines"}


@pytest.mark.parametrize(
    ("source", "bare_names", "meant"),
    [
        ("amount * 2", True, "a_amount * 2"),
        ("amount", False, "amount"),
        ("form.amount + amount", True, "form.a_amount + a_amount"),
        ("form.amount + amount", False, "form.a_amount + amount"),
        ("this.amount > lines.amount", False, "this.a_amount > lines.amount"),
        (
            'sum(lines.amount, where=lines.kind == "amount")',
            True,
            'sum(a_lines.amount, where=a_lines.kind == "amount")',
        ),
        ("other.amount", True, "other.amount"),
        ("amount2 + amount", True, "amount2 + a_amount"),
        ("amount if amount > 0 else amount", True, "a_amount if a_amount > 0 else a_amount"),
        ("amount >\n  lines", True, "a_amount >\n  a_lines"),
        ("amount >", True, "amount >"),
    ],
)
def test_only_names_of_the_group_change(source, bare_names, meant):
    assert renamed(source, NAMES, "a_", bare_names) == meant


def test_this_is_left_alone_where_it_is_a_record_that_was_found():
    assert renamed("this.amount + form.amount + amount", NAMES, "a_", True, of_us=("form",)) == (
        "this.amount + form.a_amount + a_amount"
    )
