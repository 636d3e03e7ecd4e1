"""Does what no person is asked to do: ends publicity on time, and asks again where nobody could be asked."""

from __future__ import annotations

from dataclasses import dataclass

from townhall.engine import chains
from townhall.office.disclosing import end_due
from townhall.office.gathering import circumstances, gathered
from townhall.ports.archive import Overtaken
from townhall.ports.hall import Hall
from townhall.record.people import Sight


@dataclass(frozen=True, slots=True)
class Worked:
    """What one round of work did."""

    ended: int
    asked_again: int


def work(hall: Hall) -> Worked:
    """One round of everything that is due."""
    return Worked(ended=end_due(hall), asked_again=ask_again(hall))


def ask_again(hall: Hall) -> int:
    """Ask anew at steps that were held because nobody sat at the post; gives how many cases moved on."""
    with hall.archive(read_only=True) as archive:
        held = archive.held_cases()
    return sum(_asked(hall, town, case) for town, case in held)


def _asked(hall: Hall, town: str, id: str) -> bool:
    try:
        with hall.archive() as archive:
            case = archive.case(id, Sight(town, None, whole=True))
            if case is None:
                return False
            given = circumstances(hall, archive, hall.blueprints.of(archive, case.release))
            move = gathered(archive, given, lambda now: chains.ask_again(now, case))
            if move is None:
                return False
            archive.keep(move)
            return True
    except Overtaken:
        return False
