"""Are names new, in order, and beyond guessing?"""

import re
import time
from concurrent.futures import ThreadPoolExecutor

from townhall.adapters.names import SortableNames


def test_names_sort_in_the_order_they_were_made():
    names = SortableNames()
    made = [names.new() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{26}", one) for one in made)


def test_names_made_at_once_differ():
    names = SortableNames()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: names.new(), range(4000)))
    assert len(set(made)) == 4000


def test_a_clock_set_back_gives_no_name_twice(monkeypatch):
    names = SortableNames()
    first = names.new()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert first < names.new() < names.new()


def test_later_makers_sort_later():
    first = SortableNames().new()
    time.sleep(0.005)
    assert first < SortableNames().new()


def test_public_names_are_long_random_and_fit_an_address():
    names = SortableNames()
    made = {names.unguessable() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", one) for one in made)
