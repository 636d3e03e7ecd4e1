"""Does every benchmark still run, on both databases, and print what it found? No time is asserted."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from tests.bench import acts, bulk, byhand, citywide, compiling, importing, pages, tasks
from tests.bench.__main__ import BENCHMARKS
from tests.bench.measuring import Outcome, Scale, Took, race, typical
from tests.bench.places import SQLITE, Place
from tests.bench.printing import Printer
from tests.bench.rooms import room_of, where
from tests.bench.statements import Sent, Spoken
from tests.fixtures_postgres import Cluster
from townhall.compiler.reading import Source
from townhall.kernel.canonical import canonical

TINY = Scale(0.001)


def silent(what: str, total: int) -> Callable[[], None]:
    assert total > 0
    return lambda: None


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest) -> Place:
    if request.param == "SQLite":
        return SQLITE
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    return Place("PostgreSQL", cluster.database)


def require_sound(outcomes: list[Outcome], place: str) -> None:
    for one in outcomes:
        assert one.place == place
        assert one.ours.wall > 0
        assert one.floor.wall > 0
        assert one.ratio > 0
        if one.where is not None:
            assert sum(room.own for room in one.where.rooms) == pytest.approx(1, abs=0.01)


def test_acts(place: Place) -> None:
    (outcome,) = acts.run((place,), TINY, silent)
    require_sound([outcome], place.title)
    assert {one.act for one in outcome.spoken} == {"submit", "stamp", "approve", "opinion", "finish"}
    assert all(one.writes for one in outcome.spoken)
    assert outcome.where is not None
    assert {"engine", "office", "storage"} <= {room.name for room in outcome.where.rooms}


def test_tasks(place: Place) -> None:
    outcomes = list(tasks.run((place,), TINY, silent))
    require_sound(outcomes, place.title)
    assert len(outcomes) == 2 * len(tasks.VIEWERS)
    assert [one.notes for one in outcomes[:2]] == [("21 rows",)] * 2


def test_pages(place: Place) -> None:
    outcomes = list(pages.run((place,), TINY, silent))
    require_sound(outcomes, place.title)
    assert [one.what.partition(",")[0].partition(" ")[0] for one in outcomes] == ["form"] * 2 + ["ledger"] * 2


def test_import(place: Place) -> None:
    (outcome,) = importing.run((place,), TINY, silent)
    require_sound([outcome], place.title)
    assert outcome.what == "20 rows checked"
    assert [one.partition(":")[0] for one in outcome.notes] == [
        "taken in", "draft opened", "saved and calculated anew", "handed in",
    ]  # fmt: skip


def test_compile() -> None:
    outcomes = list(compiling.run((), TINY, silent))
    require_sound(outcomes, "-")
    assert len(outcomes) == 3


def test_city() -> None:
    outcomes = list(citywide.run((), TINY, silent))
    require_sound(outcomes, "-")
    assert "definitions in all towns together" in outcomes[0].notes[0]
    assert "KB of memory for each further town" in outcomes[0].notes[1]


def test_there_are_as_many_definitions_as_asked(tmp_path: Path) -> None:
    shipped = compiling.multiplied(tmp_path / "shipped", 0)
    more = compiling.multiplied(tmp_path / "more", shipped + 1)
    assert more > shipped
    assert len({one.path for one in Source.read((tmp_path / "more",)).definitions()}) == more


def test_everything_that_was_measured_is_printed() -> None:
    console = Console(file=io.StringIO(), width=200)
    printer = Printer(console)
    spoken = Spoken.of("submit", [Sent("SELECT 1", (), False), Sent("INSERT INTO event", (), False)])
    printer.progress("something long", 3)()
    printer.tell(
        "acts",
        Outcome("a case", "SQLite", Took(0.5, 0.2), Took(0.25, 0.1), "by hand", 2, where(list), (spoken,)),
    )
    printer.sum_up()
    said = console.file.getvalue()  # type: ignore[attr-defined]
    for words in ("a case", "SQLite", "500.00 ms", "250.00 ms", "2.00", "≤ 2", "submit", "by hand"):
        assert words in said


def test_a_benchmark_for_each_name() -> None:
    assert [*BENCHMARKS] == ["acts", "tasks", "compile", "pages", "city", "import"]


def test_both_ways_are_timed_equally_often() -> None:
    calls: list[str] = []
    found = race(lambda: calls.append("ours"), lambda: calls.append("floor"), 3, lambda: None)
    assert calls == ["ours", "floor"] * 4
    assert len(found.our_times) == len(found.floor_times) == 3
    assert typical([Took(4, 1), Took(3, 2), Took(2, 3), Took(1, 4)]) == Took(2, 2)


def test_time_counts_for_the_room_the_code_stands_in() -> None:
    assert room_of((canonical.__code__.co_filename, 1, "canonical")) == "kernel"
    assert room_of((str(Path(__file__)), 1, "test")) == "bench"
    assert room_of(("~", 0, "<method 'execute' of 'sqlite3.Cursor' objects>")) == "the driver"
    assert room_of(("~", 0, "<built-in method builtins.len>")) is None
    found = where(lambda: canonical({"a": 1}), rounds=5)
    assert "kernel" in {room.name for room in found.rooms}


def test_a_repeated_read_is_counted() -> None:
    read, write = Sent("SELECT a FROM b WHERE c = ?", ("d",), False), Sent("UPDATE b SET a = 1", (), False)
    begin = Sent("BEGIN", (), False)
    assert Spoken.of("act", [begin, read, read, write]) == Spoken("act", 2, 1, 1, 1)


def test_a_page_taken_apart_and_put_together_is_the_same() -> None:
    page = (
        '<form><input type="hidden" name="csrf_token" value="x.y">'
        '<input type="text" name="a.0.b" value="&lt;1">'
        '<input type="radio" name="c" value="yes" checked><input type="radio" name="c" value="no">'
        '<select name="d"><option value="">-</option><option value="e" selected>E</option></select>'
        '<textarea rows="4" name="f">\nlong &amp; text</textarea></form>'
    )
    held = byhand.held(page)
    assert held["a.0.b"] == "<1"
    assert held["c"] == ["yes"]
    assert held["d"] == "e"
    assert held["f"] == "long & text"
    again = byhand.form_template(page).render(v=held, token="x.y")
    assert again == page
    assert 'value="no" checked' in byhand.form_template(page).render(v={**held, "c": ["no"]}, token="")


def test_rows_copied_at_once_can_hold_anything() -> None:
    assert bulk._copied("a\tb\\c\nd") == "a\\tb\\\\c\\nd"
    assert bulk._copied(None) == "\\N"
