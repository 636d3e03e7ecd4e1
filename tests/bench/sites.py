"""How is a page asked for over and over, and is it the same page that the floor gives?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle

from flask import Flask

from tests.bench.measuring import Outcome, Progress, Scale, race
from tests.bench.places import Place
from tests.bench.rooms import where
from tests.bench.statements import Spoken, overheard
from townhall.web.guard import VISIT

_FAR = count()


class Site:
    """An application, and somebody who asks it for one page after the other."""

    def __init__(self, app: Flask, addresses: Sequence[str], token: str = "") -> None:
        self.app = app
        self.addresses = cycle(addresses)
        self.client = app.test_client()
        if token:
            self.client.set_cookie(VISIT, token)

    def get(self) -> str:
        """The next page.

        Every time from another far address: how often one address may read is limited.

        Raises:
            ValueError: it does not come.
        """
        far, address = next(_FAR), next(self.addresses)
        remote = {"REMOTE_ADDR": f"10.{far >> 16 & 255}.{far >> 8 & 255}.{far & 255}"}
        answer = self.client.get(address, environ_overrides=remote)
        if answer.status_code != 200:
            raise ValueError(f"{address} answers {answer.status}")
        return answer.text


def require_alike(ours: str, floor: str) -> None:
    """Stop if the two pages differ by a letter.

    Raises:
        ValueError: they do; the message shows where.
    """
    if ours == floor:
        return
    pairs = zip(ours, floor, strict=False)
    start = next((place for place, (one, other) in enumerate(pairs) if one != other), 0)
    around = slice(max(0, start - 80), start + 80)
    raise ValueError(f"the page by hand differs:\nours:  {ours[around]!r}\nfloor: {floor[around]!r}")


def raced(
    what: str,
    place: Place,
    ours: Callable[[], object],
    floor: Callable[[], object],
    rounds: int,
    progress: Progress,
    *notes: str,
) -> Iterator[Outcome]:
    """Time two ways to one page."""
    with overheard() as sent:
        ours()
    floor()
    found = race(ours, floor, rounds, progress(f"pages · {place.title} · {what}", rounds))
    yield Outcome(
        what=what,
        place=place.title,
        ours=found.ours,
        floor=found.floor,
        floor_is="a template written by hand, over bare SQL",
        aim=1.0,
        where=where(ours, rounds=10),
        spoken=(Spoken.of("one page", sent),) if sent else (),
        notes=notes,
    )


def rounds_at(scale: Scale) -> int:
    """How often a page is drawn at a scale."""
    return scale.of(100, least=2)
