"""How fast are two pages: the form that a clerk fills in, and the ledger that a villager reads?

The floor of each is a bare Flask view over bare SQL, with a template as somebody would write it by hand for
this one page (see `byhand`). It checks nothing but who asks. Both pages come out letter for letter alike, or
the benchmark stops. Each is timed as a whole request, and drawing alone, with everything fetched before.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench import form_page, ledger_page
from tests.bench.measuring import Outcome, Progress, Scale
from tests.bench.places import Bare, Place
from tests.bench.town import bench_town


def run(places: tuple[Place, ...], scale: Scale, progress: Progress) -> Iterator[Outcome]:
    """A form and a ledger page on each database."""
    for place in places:
        with place.fresh() as url, bench_town(url) as town, Bare(url) as bare:
            yield from form_page.run(place, town, bare, scale, progress)
            yield from ledger_page.run(place, url, town, bare, scale, progress)
