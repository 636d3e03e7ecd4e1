"""What need not be drawn again: controls that look as they did before, and addresses asked for before?

What a control looks like follows from its input, the language and where on the page it stands, so it is
remembered by these: with a blank for what is typed in it or, where its looks hang on that, as it was drawn.
Nothing is remembered of a secret but the blank, and nothing that hangs on one draft (files, searches, what a
post brought).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from flask import Flask, request
from markupsafe import Markup

from townhall.office.views import Input
from townhall.spec.fields import Field
from townhall.web.blanks import filled, pieces
from townhall.web.speaking import locale
from townhall.web.widgets import Pages, is_bare, value_of, with_value

MOST = 4096
"""Controls, and addresses, remembered at a time: some four million octets."""

LONGEST = 200
"""Characters typed in a control that is remembered as it was drawn; what is longer hardly comes again."""

_own = attrgetter(*(one.name for one in fields(Input) if one.name not in ("field", "raw", "shown")))


def key_of(one: Input, pages: Pages) -> Hashable | None:
    """All that a control's looks follow from besides its value; None where it is not to be remembered."""
    if pages.found or not isinstance(one.raw, str) or not is_bare(one):
        return None
    return (id(one.field), pages.prefix, locale(), _own(one))


def remember_addresses(app: Flask) -> None:
    """Let templates ask for an address without working it out again: a page asks for two dozen."""
    known: dict[Hashable, str] = {}

    def url_for(endpoint: str, **values: Any) -> str:
        if endpoint.startswith("."):
            return app.url_for(endpoint, **values)
        key = (request.script_root, endpoint, *values.items())
        found = known.get(key)
        if found is None:
            _make_room(known)
            found = known[key] = app.url_for(endpoint, **values)
        return found

    app.jinja_env.globals["url_for"] = url_for


def remember_controls(app: Flask) -> None:
    """Let templates draw a control through a macro of theirs, or as it was drawn before."""
    known: dict[Hashable, tuple[Field, Any]] = {}

    def once(key: Hashable, one: Input, draw: Callable[[], Any]) -> Any:
        found = known.get(key)
        if found is None:
            _make_room(known)
            # What is remembered holds on to its field, so no other can come to have the same id.
            found = known[key] = (one.field, draw())
        return found[1]

    def again(macro: Callable[..., Markup], one: Input, pages: Pages, *more: Hashable) -> Markup:
        own = key_of(one, pages)
        if own is None:
            return macro(one, pages, *more)
        key, value = (macro, more, own), value_of(one)
        drawn = once(key, one, lambda: pieces(lambda blank: macro(with_value(one, blank), pages, *more)))
        if drawn is not None:
            return filled(drawn, value)
        if one.field.secret or len(value) > LONGEST:
            return macro(one, pages, *more)
        seen: Markup = once((key, value), one, lambda: macro(one, pages, *more))
        return seen

    app.jinja_env.globals["again"] = again


def _make_room(known: dict[Any, Any]) -> None:
    if len(known) >= MOST:
        known.clear()
