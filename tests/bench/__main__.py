"""Runs benchmarks and prints what they found: `python -m tests.bench [name …] [--quick] [--scale N]`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.bench import acts, citywide, compiling, importing, pages, tasks
from tests.bench.measuring import Outcome, Progress, Scale
from tests.bench.places import Place, places
from tests.bench.printing import Printer

QUICK = 0.05

Benchmark = Callable[[tuple[Place, ...], Scale, Progress], Iterator[Outcome]]

BENCHMARKS: Mapping[str, Benchmark] = {
    "acts": acts.run,
    "tasks": tasks.run,
    "compile": compiling.run,
    "pages": pages.run,
    "city": citywide.run,
    "import": importing.run,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmarks that were named, or all of them."""
    asked = _arguments().parse_args(arguments)
    scale = Scale(asked.scale * (QUICK if asked.quick else 1))
    printer = Printer()
    with places() as found:
        if len(found) == 1:
            printer.say("PostgreSQL's server programs are not here; measuring SQLite alone.")
        for name in asked.names or BENCHMARKS:
            for outcome in BENCHMARKS[name](found, scale, printer.progress):
                printer.tell(name, outcome)
    printer.sum_up()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"which: {', '.join(BENCHMARKS)} (all)")
    parser.add_argument("--quick", action="store_true", help="a twentieth of everything: does it work?")
    parser.add_argument("--scale", type=float, default=1.0, help="how much of the full size (1)")
    return parser


if __name__ == "__main__":
    main()
