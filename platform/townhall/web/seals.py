"""What does a seal look like: where does each character and each petal stand?

Units are those of the drawing: a round or square seal is 100 across, a petal seal 120, both around (0, 0).
Round unit seals carry their name along the upper rim and a star, after the State Council's rules on seals
(国务院关于国家行政机关和企业事业单位社会团体印章管理的规定, 国发〔1999〕25号); the petal seal is the shared
one of a village's finance group (民主理财), which counts only once every member has added their piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

STAR = "M0-14L3.3-4.5 13.3-4.3 5.3 1.7 8.2 11.3 0 5.6-8.2 11.3-5.3 1.7-13.3-4.3-3.3-4.5z"
WIDEST_RING = 250
OUTER, INNER, GAP = 56.0, 10.0, 2.5


@dataclass(frozen=True, slots=True)
class RoundSeal:
    """Characters along the rim with their angle in degrees (0 is the top), and the star's outline."""

    ring: tuple[tuple[str, float], ...]
    size: float
    foot_size: float
    star: str = STAR


@dataclass(frozen=True, slots=True)
class SquareSeal:
    """Characters with the middle of their base line: (character, x, y)."""

    characters: tuple[tuple[str, float, float], ...]
    size: float


@dataclass(frozen=True, slots=True)
class Petal:
    """One member's piece: its outline and where the name stands."""

    name: str
    is_stamped: bool
    path: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class PetalSeal:
    """The pieces, clockwise from the top."""

    petals: tuple[Petal, ...]
    star: str = STAR


def round_seal(ring: str, foot: str = "") -> RoundSeal:
    """A unit's seal: its name spread along the rim, symmetric about the top.

    >>> round_seal("漳河镇").ring
    (('漳', -24.0), ('河', 0.0), ('镇', 24.0))
    """
    count = max(len(ring), 1)
    between = min(24.0, WIDEST_RING / max(count - 1, 1))
    first = -between * (count - 1) / 2
    spread = tuple((one, round(first + between * place, 1)) for place, one in enumerate(ring))
    return RoundSeal(spread, round(min(13.0, between * 0.62), 1), round(min(10.0, 56 / max(len(foot), 1)), 1))


def square_seal(name: str) -> SquareSeal:
    """A person's seal: read downward, from the right column to the left.

    >>> [character for character, _, _ in square_seal("王小明").characters]
    ['王', '小', '明']
    """
    shown = name[:4]
    if len(shown) < 3:
        spread = tuple((one, 0.0, -4.0 + 36 * place) for place, one in enumerate(shown))
        return SquareSeal(spread, 32.0)
    right, left = (shown[:1], shown[1:]) if len(shown) == 3 else (shown[:2], shown[2:])
    return SquareSeal((*_column(right, 18.0), *_column(left, -18.0)), 30.0)


def _column(characters: str, x: float) -> tuple[tuple[str, float, float], ...]:
    if len(characters) == 1:
        return ((characters, x, 11.0),)
    return tuple((one, x, -6.0 + 34 * place) for place, one in enumerate(characters))


def petal_seal(signed: Sequence[str], missing: Sequence[str]) -> PetalSeal:
    """One piece of the round for each member, those who stamped first.

    >>> [(one.name, one.is_stamped) for one in petal_seal(["甲"], ["乙", "丙"]).petals]
    [('甲', True), ('乙', False), ('丙', False)]
    """
    members = [(name, True) for name in signed] + [(name, False) for name in missing]
    share = 2 * pi / max(len(members), 1)
    return PetalSeal(
        tuple(_petal(name, done, share * place, share) for place, (name, done) in enumerate(members))
    )


def _petal(name: str, is_stamped: bool, begin: float, share: float) -> Petal:
    end, middle = begin + share, begin + share / 2
    outer_gap, inner_gap = GAP / OUTER / 2, min(GAP / INNER / 2, share / 3)
    corners = (
        _point(INNER, begin + inner_gap),
        _point(OUTER, begin + outer_gap),
        _point(OUTER, end - outer_gap),
        _point(INNER, end - inner_gap),
    )
    large = int(share - 2 * outer_gap > pi)
    path = (
        f"M{corners[0]}L{corners[1]}A{OUTER:g} {OUTER:g} 0 {large} 1 {corners[2]}"
        f"L{corners[3]}A{INNER:g} {INNER:g} 0 {large} 0 {corners[0]}z"
    )
    x, y = 36 * sin(middle), -36 * cos(middle)
    return Petal(name, is_stamped, path, round(x, 1), round(y + 3, 1), min(11, round(36 / max(len(name), 1))))


def _point(radius: float, angle: float) -> str:
    return f"{radius * sin(angle):.1f} {-radius * cos(angle):.1f}"
