"""Does an act get all the rows it asks for at once, none of them twice, and an end to its asking?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from tests.engine.specimens import NOW, blueprint, catalog, text
from townhall.engine.standing import Circumstances
from townhall.engine.world import Wanting
from townhall.kernel.workdays import CalendarEnds
from townhall.office.gathering import ROUNDS, gathered, informed
from townhall.record.entries import Entry, Want
from townhall.record.people import Seating
from townhall.record.refusals import Refused
from townhall.spec.chains import Chain
from townhall.spec.registers import Register

WANTS = tuple(Want("register", "fund", (("key", str(number)),)) for number in range(20))


class Books:
    """An archive that has no rows and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Want, ...]] = []

    def rows(
        self, town: str, registers: Mapping[str, Register], wants: Sequence[Want]
    ) -> dict[Want, tuple[Entry, ...]]:
        self.asked.append(tuple(wants))
        return dict.fromkeys(wants, ())


@pytest.fixture
def circumstances() -> Circumstances:
    town = blueprint(Chain("way", "pack", text("way"), ()))
    return Circumstances(town, catalog(), Seating(town.town, NOW.date(), (), {}), NOW, {})


def wanting(*rounds: tuple[Want, ...]):
    """An attempt whose every round hangs on what the one before found."""

    def attempt(given: Circumstances) -> int:
        for wants in rounds:
            if missing := tuple(one for one in wants if one not in given.known):
                raise Wanting(missing)
        return len(given.known)

    return attempt


def test_what_is_wanted_at_once_is_asked_at_once(circumstances: Circumstances):
    books = Books()
    assert gathered(books, circumstances, wanting(WANTS)) == len(WANTS)
    assert [len(one) for one in books.asked] == [len(WANTS)]


def test_a_round_for_each_time_a_look_up_depends_on_another(circumstances: Circumstances):
    books = Books()
    assert gathered(books, circumstances, wanting(WANTS[:2], WANTS[2:5], WANTS[5:6])) == 6
    assert [len(one) for one in books.asked] == [2, 3, 1]


def test_who_asks_again_fetches_nothing_twice(circumstances: Circumstances):
    books = Books()
    _, informed_now = informed(books, circumstances, wanting(WANTS))
    gathered(books, informed_now, wanting(WANTS))
    assert len(books.asked) == 1
    assert circumstances.known == {}


def test_nothing_wanted_asks_nothing(circumstances: Circumstances):
    books = Books()
    assert gathered(books, circumstances, lambda _: "answer") == "answer"
    assert books.asked == []


def test_asking_comes_to_an_end(circumstances: Circumstances):
    books = Books()
    with pytest.raises(RuntimeError, match="deep"):
        gathered(books, circumstances, wanting(*((one,) for one in WANTS)))
    assert len(books.asked) == ROUNDS


def test_a_calendar_that_ends_is_told_in_words(circumstances: Circumstances):
    ends = CalendarEnds(date(2027, 1, 4), date(2026, 12, 31))

    def attempt(_: Circumstances) -> None:
        raise ends

    with pytest.raises(Refused) as refused:
        gathered(Books(), circumstances, attempt)
    assert refused.value.say == ends.say
    assert "2027" in refused.value.say.zh
