"""How is what was measured told to whoever waits for it?"""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from tests.bench.measuring import Outcome, Took
from tests.bench.rooms import Rooms
from tests.bench.statements import Spoken

WIDE = 140
"""Columns of what is printed into a file."""

SMALLEST = 0.005
"""Rooms with less than this share are not listed."""


class Printer:
    """Prints each outcome when it is there, and all ratios at the end."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console()
        if not self.console.is_terminal:
            self.console.width = max(self.console.width, WIDE)
        self.outcomes: list[tuple[str, Outcome]] = []
        self._bars: Bars | None = None

    def say(self, words: str) -> None:
        """One line."""
        self.console.print(words)

    def progress(self, what: str, total: int) -> Callable[[], None]:
        """A bar for one piece of work; the one before it has ended."""
        self._stop()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bars = Bars(*columns, console=self.console, transient=True)
        self._bars.start()
        task = self._bars.add_task(what, total=total)
        bars = self._bars
        return lambda: bars.advance(task)

    def _stop(self) -> None:
        if self._bars is not None:
            self._bars.stop()
            self._bars = None

    def tell(self, name: str, outcome: Outcome) -> None:
        """One outcome: times, ratio, where the time goes, statements."""
        self._stop()
        self.outcomes.append((name, outcome))
        self.console.rule(f"{name} · {outcome.what} · {outcome.place}", align="left")
        self.console.print(
            f"ours {_told(outcome.ours)} (at work {_seconds(outcome.ours.busy)})   "
            f"floor {_told(outcome.floor)} (at work {_seconds(outcome.floor.busy)})   "
            f"ratio [bold]{outcome.ratio:.2f}[/bold]   (aim: at most {outcome.aim:g})",
            highlight=False,
        )
        self.console.print(f"floor: {outcome.floor_is}", highlight=False)
        for note in outcome.notes:
            self.console.print(f"  {note}", highlight=False)
        if outcome.spoken:
            self.console.print(_spoken(outcome.spoken))
        if outcome.where is not None:
            self.console.print(_rooms(outcome.where))
            for function, share in outcome.where.functions:
                self.console.print(f"  {share:6.1%}  {function}", highlight=False)

    def sum_up(self) -> None:
        """All ratios of the run."""
        self._stop()
        heads = ("benchmark", "what", "database", "ours", "floor", "ratio", "aim", "ratio at work")
        table = Table(*heads, title="Ratios of this run")
        for name, one in self.outcomes:
            times = (_told(one.ours), _told(one.floor), f"{one.ratio:.2f}", f"≤ {one.aim:g}")
            table.add_row(name, one.what, one.place, *times, f"{one.work_ratio:.1f}")
        self.console.print(table)


def _told(took: Took) -> str:
    return _seconds(took.wall)


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _spoken(spoken: tuple[Spoken, ...]) -> Table:
    table = Table(
        "act", "reads", "of them repeated", "writes", "begin/pragma", title="SQL statements per act"
    )
    for one in spoken:
        table.add_row(one.act, str(one.reads), str(one.repeated), str(one.writes), str(one.rest))
    return table


def _rooms(where: Rooms) -> Table:
    table = Table("room", "with what it called", "own", title="Where our time goes (profiled)")
    for room in where.rooms:
        if max(room.own, room.entered) >= SMALLEST:
            table.add_row(room.name, f"{room.entered:.1%}" if room.entered else "", f"{room.own:.1%}")
    return table
