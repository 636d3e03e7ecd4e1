"""Where in a drawn control does it say what is typed in it, so that it need be drawn but once?

Most widgets only write their value; what is typed can then be put in afterwards. Some look at it: a date that
nobody can read gets an input for text. Which of the two a widget is shows while it is drawn with a blank for
its value, which can be written and nothing else. A filter may put up with a blank and yet change a text, and
what `set` caught is a text like any other; so the pieces count only if they give what the widget draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from markupsafe import escape

MARK = "\0 Aa0.,:;-_/\n\0"
"""Stands in the page where the value will. No text holds a NUL, and a filter that changes letters, figures or
spaces changes this too."""

_PRINTED = "".join(map(chr, range(ord(" "), ord("~") + 1)))
TYPED = (
    "",
    "1234567.5",
    "2026-03-05",
    f"{_PRINTED} <b>&amp;</b> https://a.example/?b=c www.example.org d@example.net\t修路，１２３\n" * 40,
)
"""Nothing, a figure, a day, and a long text with all that some filter might change."""


class LookedAt(Exception):
    """What is drawn hangs on the value."""


class Blank:
    """Stands for a value that a widget may write, escaped, but not look at: that raises `LookedAt`."""

    def __init__(self) -> None:
        self.written = 0
        self.is_looked_at = False

    def __html__(self) -> str:
        self.written += 1
        return MARK

    def _refuse(self, *_: object) -> NoReturn:
        self.is_looked_at = True  # for some of Jinja's tests take every error for a no
        raise LookedAt

    __str__ = __repr__ = __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = __getattr__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refuse
    __add__ = __radd__ = __mul__ = __rmul__ = __mod__ = __rmod__ = __int__ = __float__ = _refuse
    __class__ = property(_refuse)  # "is it a text?" is a look, too


def pieces(
    draw: Callable[[Any], str], value: str, drawn: str, others: Iterable[str] = TYPED
) -> tuple[str, ...] | None:
    """What is drawn before, between and after the places where a value is written; None if it is looked at.

    `drawn` is what was drawn of `value`. With that and each of the others between them the pieces must give
    what is drawn, to the letter.

    >>> draw = lambda value: f'<input value="{escape(value)}">'
    >>> pieces(draw, "1 < 2", '<input value="1 &lt; 2">')
    ('<input value="', '">')
    >>> pieces(lambda value: "long" if len(value) > 3 else "short", "1 < 2", "long") is None
    True
    """
    blank = Blank()
    try:
        found = tuple(str(draw(blank)).split(MARK))
        is_all = (
            not blank.is_looked_at
            and len(found) == blank.written + 1
            and filled(found, value) == drawn
            and all(filled(found, other) == draw(other) for other in others)
        )
    except Exception:  # noqa: BLE001 - any error hangs on the value, for what is typed was drawn without one
        return None
    return found if is_all else None


def filled(pieces: tuple[str, ...], value: str) -> str:
    """The pieces with a value written between them, escaped.

    >>> filled(('<input value="', '">'), "1 < 2")
    '<input value="1 &lt; 2">'
    """
    return str(escape(value)).join(pieces)
