"""Do posted names become the fields and rows they were drawn from?"""

from hypothesis import given
from hypothesis import strategies as some

from townhall.web.posts import MOST_ROWS, raw

names = some.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name != "csrf_token")
texts = some.text(max_size=12)
rows = some.lists(some.dictionaries(names, texts, min_size=1, max_size=4), min_size=1, max_size=6)
plain = some.dictionaries(names, texts, max_size=6)
tables = some.dictionaries(names, rows, max_size=3)


def posted(fields: dict[str, str], grids: dict[str, list[dict[str, str]]]) -> list[tuple[str, str]]:
    pairs = list(fields.items())
    for table, lines in grids.items():
        pairs += [
            (f"{table}.{number}.{column}", text)
            for number, line in enumerate(lines)
            for column, text in line.items()
        ]
    return pairs


@given(plain, tables, some.randoms(use_true_random=False))
def test_what_was_drawn_comes_back_whatever_the_order(fields, grids, dice):
    fields = {name: text for name, text in fields.items() if name not in grids}
    pairs = posted(fields, grids)
    dice.shuffle(pairs)
    assert raw(pairs) == {**fields, **grids}


@given(some.lists(some.tuples(some.text(max_size=20), texts), max_size=30))
def test_any_post_at_all_is_read(pairs):
    for name, value in raw(pairs).items():
        assert name.isidentifier()
        assert isinstance(value, str | list)


@given(names, some.lists(texts, min_size=2, max_size=5))
def test_a_name_posted_several_times_is_a_list_in_order(name, values):
    assert raw([(name, value) for value in values]) == {name: values}


def test_rows_close_ranks_and_never_grow_from_a_large_number():
    assert raw([("labour.999999.days", "1"), ("labour.3.days", "2")]) == {
        "labour": [{"days": "2"}, {"days": "1"}]
    }


def test_there_is_an_end_to_rows():
    found = raw([(f"labour.{number}.days", "1") for number in range(MOST_ROWS + 5)])
    assert len(found["labour"]) == MOST_ROWS


def test_what_is_no_field_is_passed_over():
    ours = [
        ("csrf_token", "x"),
        ("sheet-version", "3"),
        ("case-reason", "y"),
        ("paste:labour", "z"),
        ("A", "1"),
    ]
    assert raw(ours) == {}


def test_a_field_called_reason_is_a_field():
    assert raw([("reason", "fire"), ("version", "2"), ("to", "x")]) == {
        "reason": "fire",
        "version": "2",
        "to": "x",
    }


def test_a_field_that_was_on_the_page_with_nothing_ticked_is_emptied():
    assert raw([("sent:photos", ""), ("one:invoice", ""), ("one:invoice", "")]) == {
        "photos": [],
        "invoice": [],
    }
    assert raw([("sent:photos", ""), ("photos", "F1")]) == {"photos": "F1"}
    assert raw([("one:labour.0.signature", ""), ("sent:Ä", "")]) == {}
