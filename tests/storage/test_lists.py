"""Is a list in memory in the order a database would give, and does each page go on where the last ended?"""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from townhall.storage.lists import Place, page

ROWS = st.lists(st.tuples(st.none() | st.integers(0, 3), st.none() | st.integers(0, 3)), max_size=30).map(
    lambda found: [{"one": one, "other": other, "no": no} for no, (one, other) in enumerate(found)]
)
WAYS = st.tuples(st.booleans(), st.booleans(), st.booleans()).map(
    lambda falls: [Place(name, down) for name, down in zip(("one", "other", "no"), falls, strict=True)]
)


@given(ROWS, WAYS, st.integers(1, 7))
def test_pages_meet_without_gap_or_overlap(rows, places, size):
    whole = page(rows, places, None, len(rows))
    read, last = [], None
    while found := page(rows, places, last, size):
        assert len(found) <= size
        read += found
        last = [found[-1][place.name] for place in places]
    assert read == whole
    assert sorted(one["no"] for one in whole) == list(range(len(rows)))


@given(ROWS, st.booleans())
def test_what_is_empty_comes_last_whichever_way(rows, falls):
    found = [one["one"] for one in page(rows, [Place("one", falls), Place("no")], None, len(rows))]
    filled = [one for one in found if one is not None]
    assert found == filled + [None] * (len(found) - len(filled))
    assert filled == sorted(filled, reverse=falls)


@given(ROWS)
def test_equals_keep_the_order_of_the_next_place(rows):
    found = page(rows, [Place("one"), Place("no", falls=True)], None, len(rows))
    for one, after in pairwise(found):
        assert one["one"] != after["one"] or one["no"] > after["no"]
