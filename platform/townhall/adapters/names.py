"""What may a new thing be called, so that no two are called alike and newer ones sort after older?

Ids are ULIDs: 48 bits of milliseconds and 80 random bits, 26 characters of Crockford's base 32. Two made in
the same millisecond still sort in the order they were made.
"""

from __future__ import annotations

import secrets
import time
from threading import Lock

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM_BITS = 80
_LENGTH = 26


class SortableNames:
    """Makes names; safe between threads."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = Lock()

    def new(self) -> str:
        """A new id."""
        found = (time.time_ns() // 1_000_000 << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
        with self._lock:
            if found >> _RANDOM_BITS <= self._last >> _RANDOM_BITS:
                found = self._last + 1
            self._last = found
        return _written(found)

    def unguessable(self) -> str:
        """A new public name: 128 random bits as 22 characters that an address can hold."""
        return secrets.token_urlsafe(16)


def _written(number: int) -> str:
    return "".join(_DIGITS[number >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))
