"""Where in a drawn control does it say what is typed in it, so that it need be drawn but once?

Most widgets only write their value; what is typed can then be put in afterwards. Some look at it: a date that
nobody can read gets an input for text. Which of the two a widget is shows while it is drawn with a blank for
its value, which can be written and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from markupsafe import escape

MARK = "\0 Aa0.,:;-_/\n\0"
"""Stands in the page where the value will. No text holds a NUL, and a filter that changes letters, figures or
spaces changes this too."""


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


def pieces(draw: Callable[[Any], str]) -> tuple[str, ...] | None:
    """What is drawn before, between and after the places where a value is written; None if it is looked at.

    >>> pieces(lambda value: f'<input value="{escape(value)}">')
    ('<input value="', '">')
    >>> pieces(lambda value: "long" if len(value) > 3 else "short") is None
    True
    """
    blank = Blank()
    try:
        found = tuple(str(draw(blank)).split(MARK))
    except LookedAt:
        return None
    return None if blank.is_looked_at or len(found) != blank.written + 1 else found


def filled(pieces: tuple[str, ...], value: str) -> str:
    """The pieces with a value written between them, escaped.

    >>> filled(('<input value="', '">'), "1 < 2")
    '<input value="1 &lt; 2">'
    """
    return str(escape(value)).join(pieces)
