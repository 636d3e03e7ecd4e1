"""How did a villager prove who they are, on which phone, and for how long does that hold?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

IDLE = timedelta(minutes=15)
"""After so long without a page a proof rests."""
LONGEST = timedelta(hours=4)
"""After so long a proof rests, however busy."""
TRIES = 5
"""So many wrong tries end a code, or a known phone."""


@dataclass(frozen=True, slots=True)
class Code:
    """The one code by which a person can prove who they are; a newer one takes its place.

    `person` is the key in the register of persons; `digest` the keyed hash of the code, which is kept
    nowhere; `of_day`: how many the person was given on that day.
    """

    town: str
    person: str
    unit: str
    digest: str = field(repr=False)
    issued_by: str
    issued_at: datetime
    expires_at: datetime
    of_day: int = 1
    tries: int = 0
    used_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Whether it still proves anything."""
        return self.used_at is None and self.tries < TRIES and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Proof:
    """A person who proved who they are, on one device. `id` is the SHA-256 of the secret the browser holds.

    `known_until`: until then the device stays known, so that no new code is needed; empty where it is not the
    person's own. `tries`: wrong tries on the known device since.
    """

    id: str
    town: str
    unit: str
    person: str
    device: str
    proven_at: datetime
    seen_at: datetime
    known_until: datetime | None = None
    tries: int = 0
    ended_at: datetime | None = None

    def is_awake(self, now: datetime) -> bool:
        """Whether it still shows its holder what is theirs."""
        return self.ended_at is None and now < min(self.seen_at + IDLE, self.proven_at + LONGEST)

    def is_known(self, now: datetime) -> bool:
        """Whether the device stands in for a code."""
        known = self.known_until is not None and now < self.known_until
        return known and self.ended_at is None and self.tries < TRIES


def book_of(town: str, unit: str) -> str:
    """What the hashes of a unit's visitors' book go by, as those of a case go by its id."""
    return f"{town}/{unit}"
