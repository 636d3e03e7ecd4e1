"""What need not be drawn again: controls and parts that look as they did before, addresses that never change?

What a control looks like follows from its input, the language and where on the page it stands, so it is
remembered by these: in pieces with room for what is typed in it or, where its looks hang on that, as it was
drawn. Secrets never are, nor what hangs on one draft (files, searches, what a post brought).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

from flask import Flask, request
from markupsafe import Markup

from townhall.office.views import Input
from townhall.spec.fields import Field
from townhall.web.blanks import TYPED, filled, pieces
from townhall.web.speaking import locale
from townhall.web.widgets import Pages, is_bare, value_of, with_value

MOST = 4096
"""How much of each sort is remembered at a time: some four million octets."""

LONGEST = 200
"""Characters typed in a control that is remembered as it was drawn; what is longer hardly comes again."""

Thing = TypeVar("Thing")

_own = attrgetter(*(one.name for one in fields(Input) if one.name not in ("field", "raw", "shown")))


def key_of(one: Input, pages: Pages) -> Hashable | None:
    """What a control's looks follow from besides its value and its place; None where it is not remembered."""
    if one.field.secret or pages.found or pages.refused or not isinstance(one.raw, str) or not is_bare(one):
        return None
    return (id(one.field), *_own(one))


def remember_addresses(app: Flask) -> None:
    """Let templates ask for the address of a page that has but one, worked out once: a frame has a dozen."""
    known: dict[tuple[str, str], str] = {}

    def url_for(endpoint: str, **values: Any) -> str:
        if values or endpoint.startswith("."):
            return app.url_for(endpoint, **values)
        key = (request.script_root, endpoint)
        return known.get(key) or _kept(known, key, app.url_for(endpoint))

    app.jinja_env.globals["url_for"] = url_for


def remember_controls(app: Flask) -> None:
    """Let templates draw controls through a macro of theirs, or as they were drawn before."""
    # What is remembered holds on to its field, so no other can come to have the same id.
    in_pieces: dict[Hashable, tuple[Field, tuple[str, ...] | None]] = {}
    whole: dict[Hashable, tuple[Field, str]] = {}
    # Fields that were tried with all that may be typed: the rows of a table have them in common.
    tried: dict[Hashable, Field] = {}

    def again(
        macro: Callable[..., str], inputs: Iterable[Input | None], pages: Pages, *more: Hashable
    ) -> Markup:
        """Neighbouring controls."""
        here = (macro, more, pages.prefix, locale())

        def drawn(one: Input | None) -> str:
            own = None if one is None else key_of(one, pages)
            if one is None or own is None:
                return macro(one, pages, *more)
            key, value = (here, own), value_of(one)
            met = in_pieces.get(key)
            if met is not None and met[1] is not None:
                return filled(met[1], value)
            known = whole.get((key, value))
            if known is not None:
                return known[1]
            found = macro(one, pages, *more)
            if met is None:
                met = _kept(in_pieces, key, (one.field, taken_apart(one, found)))
            if met[1] is None and len(value) <= LONGEST:
                _kept(whole, (key, value), (one.field, found))
            return found

        def taken_apart(one: Input, found: str) -> tuple[str, ...] | None:
            """A control that is met the first time, and how it was drawn."""
            trial = (macro, id(one.field))
            parts = pieces(
                lambda value: macro(with_value(one, value), pages, *more),
                value_of(one),
                found,
                () if trial in tried else TYPED,
            )
            if parts is not None:
                _kept(tried, trial, one.field)
            return parts

        return Markup("".join(map(drawn, inputs)))  # noqa: S704 - macros escape what they are given

    app.jinja_env.globals["again"] = again


def remember_parts(app: Flask) -> None:
    """Let templates draw what follows from little, such as the rooms in a frame, as it was drawn before."""
    known: dict[Hashable, Markup] = {}

    def alike(macro: Callable[..., Markup], *told: Hashable) -> Markup:
        key = (macro, locale(), request.script_root, told)
        return known.get(key) or _kept(known, key, macro(*told))

    app.jinja_env.globals["alike"] = alike


def _kept(known: dict[Any, Thing], key: Hashable, thing: Thing) -> Thing:
    """What is remembered from now on; another thread may forget it at any time."""
    if len(known) >= MOST:
        known.clear()
    known[key] = thing
    return thing
