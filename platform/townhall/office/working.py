"""Does what no person is asked to do: ends publicity on time, and asks anew where nobody can act any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from townhall.engine import chains
from townhall.engine.standing import Circumstances
from townhall.kernel.workdays import CalendarEnds
from townhall.office import following
from townhall.office.calling import call_up
from townhall.office.gathering import circumstances, gathered
from townhall.ports.archive import Archive, Overtaken
from townhall.ports.hall import Hall
from townhall.record.cases import Case
from townhall.record.moves import Move
from townhall.record.people import Sight
from townhall.record.refusals import Refused
from townhall.record.trail import SYSTEM


@dataclass(frozen=True, slots=True)
class Worked:
    """What one round of work did. `stuck`: cases that could not be moved, with the reason in words; the
    round goes on without them.
    """

    ended: int
    asked_again: int
    called_up: int = 0
    stuck: tuple[tuple[str, str], ...] = ()


def work(hall: Hall) -> Worked:
    """One round of everything that is due, each case in its own transaction.

    A case that somebody else is moving at this moment is left for the next round.
    """
    stuck: list[tuple[str, str]] = []
    return Worked(_end_due(hall, stuck), _ask_again(hall, stuck), call_up(hall), tuple(stuck))


def _end_due(hall: Hall, stuck: list[tuple[str, str]]) -> int:
    """End the publicity of every disclosure whose days are over and that nobody objects to any more."""
    with hall.archive(read_only=True) as archive:
        due = archive.due_disclosures(hall.today())
    return sum(_moved(hall, one.town, one.case, partial(ended, one.number), stuck) for one in due)


def ended(number: str, archive: Archive, given: Circumstances, case: Case) -> Move | None:
    """The end of a publicity; None where somebody objected at the last moment."""
    if any(one.disclosure == number and one.state == "open" for one in archive.objections(case.id)):
        return None
    return chains.close_publicity(given, case, number, "quiet", SYSTEM)


def _ask_again(hall: Hall, stuck: list[tuple[str, str]]) -> int:
    """Ask anew where nobody sat at the post, or whoever was asked has left it."""
    with hall.archive(read_only=True) as archive:
        stranded = archive.stranded_cases(hall.today())
    return sum(_moved(hall, town, case, _asked_again, stuck) for town, case in stranded)


def _asked_again(archive: Archive, given: Circumstances, case: Case) -> Move | None:
    del archive
    return chains.ask_again(given, case)


def _moved(
    hall: Hall,
    town: str,
    id: str,
    act: Callable[[Archive, Circumstances, Case], Move | None],
    stuck: list[tuple[str, str]],
) -> bool:
    try:
        with hall.archive() as archive:
            case = archive.case(id, Sight(town, None, whole=True))
            if case is None:
                return False
            given = circumstances(hall, archive, hall.blueprints.of(archive, case.release))
            move = gathered(archive, given, lambda now: act(archive, now, case))
            if move is None:
                return False
            following.keep(hall, archive, move, given)
            return True
    except Overtaken:
        return False
    except (Refused, CalendarEnds) as refused:
        stuck.append((id, refused.say.zh))
        return False
