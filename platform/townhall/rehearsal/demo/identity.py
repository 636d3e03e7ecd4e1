"""By which numbers and ids are generated people, companies and cases known, so that each is valid in form and
nobody's?

Identity numbers and credit codes carry the region 990101, which no county has; mobile numbers begin with
1990000, bank accounts with 990101.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import date
from random import Random

from townhall.kernel.checksums import CREDIT_CODE_CHARACTERS, credit_code_check, id_card_check, is_luhn
from townhall.ports.world import Clock

REGION = "990101"


class Numbers:
    """Draws numbers, none twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._drawn: set[str] = set()
        self._phones = 0

    def id_card(self, born: date, is_male: bool) -> str:
        """An identity number: region, birth date, order (odd for men), check character (GB 11643-1999)."""
        while True:
            order = self._random.randrange(500) * 2 + is_male
            first = f"{REGION}{born:%Y%m%d}{order:03}"
            if self._is_new(first):
                return first + id_card_check(first)

    def credit_code(self) -> str:
        """A company's unified social credit code (GB 32100-2015)."""
        while True:
            order = "".join(self._random.choices(CREDIT_CODE_CHARACTERS, k=7))
            first = f"91{REGION}MA{order}"
            if self._is_new(first):
                return first + credit_code_check(first)

    def bank_account(self) -> str:
        """An account number of 19 digits that passes the check of cards."""
        while True:
            first = f"{REGION}{self._random.randrange(10**12):012}"
            if self._is_new(first):
                return next(first + str(last) for last in range(10) if is_luhn(first + str(last)))

    def phone(self) -> str:
        """A mobile number; the first is 19900000000. There are ten thousand.

        Raises:
            OverflowError: all are drawn.
        """
        if self._phones > 9999:
            raise OverflowError("all ten thousand mobile numbers are drawn")
        self._phones += 1
        return f"1990000{self._phones - 1:04}"

    def digits(self, count: int) -> str:
        """A number of so many digits for an invoice or a bank reference."""
        while True:
            first = f"{self._random.randrange(10**count):0{count}}"
            if self._is_new(first):
                return first

    def _is_new(self, first: str) -> bool:
        if first in self._drawn:
            return False
        self._drawn.add(first)
        return True


class SeededNames:
    """Ids that follow from a seed and the demo's clock: 26 characters that sort in the order they were made.

    Shaped like the office's own (a ULID: 48 bits of milliseconds, 80 bits by chance). Public names drawn here
    can be guessed by whoever knows the seed, so nothing but a demo may use them.
    """

    def __init__(self, random: Random, clock: Clock) -> None:
        self._random, self._clock = random, clock
        self._last = 0

    def new(self) -> str:
        """A new id."""
        moment = int(self._clock.now().timestamp() * 1000)
        found = moment << 80 | self._random.getrandbits(80)
        if found >> 80 <= self._last >> 80:
            found = self._last + 1
        self._last = found
        return "".join(_ID_DIGITS[found >> shift & 31] for shift in range(125, -1, -5))

    def unguessable(self) -> str:
        """A new public name."""
        return urlsafe_b64encode(self._random.randbytes(16)).rstrip(b"=").decode()


_ID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
