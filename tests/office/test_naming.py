"""Are seats called as people call them?"""

from __future__ import annotations

import pytest

from townhall.kernel.text import Text
from townhall.office.naming import seated


@pytest.mark.parametrize(
    ("unit", "post", "told"),
    [
        ("财政所", "财政所长", "财政所长"),
        ("刘院村", "村（社区）报账员", "刘院村报账员"),
        ("新设社区", "村（社区）报账员", "新设社区报账员"),
        ("新设社区", "村（居）委会主任", "新设社区居委会主任"),
        ("刘院村", "村（居）委会主任", "刘院村委会主任"),
        ("刘院村", "理事长", "刘院村理事长"),
        ("", "镇长", "镇长"),
    ],
)
def test_no_word_is_said_twice(unit: str, post: str, told: str):
    assert seated(Text(unit, "unit"), Text(post, "post")) == Text(told, "post, unit")
