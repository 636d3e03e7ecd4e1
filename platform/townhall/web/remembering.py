"""What need not be drawn again: controls that look as they did before, and addresses asked for before?

What a control looks like follows from its input, the language and where on the page it stands, so it is
remembered by these: with a blank for what is typed in it or, where its looks hang on that, as it was drawn.
Nothing is remembered of a secret but the blank, and nothing that hangs on one draft (files, searches, what a
post brought).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, MutableMapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from flask import Flask, has_request_context, request
from flask.templating import Environment
from markupsafe import Markup

from townhall.office.views import Input
from townhall.spec.fields import Field
from townhall.web.blanks import filled, pieces
from townhall.web.speaking import locale
from townhall.web.widgets import OF_ONE_DRAFT, Pages, value_of, with_value

MOST = 4096
"""Controls, and addresses, remembered at a time: some four million octets."""

LONGEST = 200
"""Characters typed in a control that is remembered as it was drawn; what is longer hardly comes again."""


class OneWorld(Environment):
    """Keeps the names that every template knows in one dict, which a page looks through some twenty times. No
    template here has names of its own, so they need not be chained as Jinja chains them.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names for one template."""
        return super().make_globals(d) if d else self.globals


_own = attrgetter(*(one.name for one in fields(Input) if one.name not in ("field", "raw", "shown")))


def key_of(one: Input) -> Hashable | None:
    """What a control's looks follow from besides its value and its place; None where that is not all."""
    if one.field.kind in OF_ONE_DRAFT or not isinstance(one.raw, str):
        return None
    return (id(one.field), *_own(one))


def remember_addresses(app: Flask) -> None:
    """Let an address within this site be worked out once: a page has two dozen, mostly the same."""
    known: dict[Hashable, str] = {}
    work_out = app.url_for

    def url_for(endpoint: str, **values: Any) -> str:
        if endpoint.startswith(".") or not has_request_context():
            return work_out(endpoint, **values)
        key = (request.root_url, endpoint, *values.items())
        found = known.get(key)
        if found is None:
            _make_room(known)
            found = known[key] = work_out(endpoint, **values)
        return found

    app.url_for = url_for  # type: ignore[method-assign]
    app.jinja_env.globals["url_for"] = url_for


def remember_controls(app: Flask) -> None:
    """Let templates draw controls through a macro of theirs, or as they were drawn before."""
    # What is remembered holds on to its field, so no other can come to have the same id.
    known: dict[Hashable, tuple[Field, Any]] = {}

    def learnt(key: Hashable, one: Input, drawn: Any) -> tuple[Field, Any]:
        _make_room(known)
        known[key] = (one.field, drawn)
        return known[key]

    def again(
        macro: Callable[..., str], inputs: Iterable[Input | None], pages: Pages, *more: Hashable
    ) -> Markup:
        """Neighbouring controls."""
        here = (macro, more, pages.prefix, locale())

        def drawn(one: Input | None) -> str:
            own = None if one is None or pages.found else key_of(one)
            if one is None or own is None:
                return macro(one, pages, *more)
            key, value = (here, own), value_of(one)
            _, parts = known.get(key) or learnt(
                key, one, pieces(lambda blank: macro(with_value(one, blank), pages, *more))
            )
            if parts is not None:
                return filled(parts, value)
            if one.field.secret or len(value) > LONGEST:
                return macro(one, pages, *more)
            whole = (key, value)
            found: str = (known.get(whole) or learnt(whole, one, macro(one, pages, *more)))[1]
            return found

        return Markup("".join(map(drawn, inputs)))  # noqa: S704 - macros escape what they are given

    app.jinja_env.globals["again"] = again


def remember_parts(app: Flask) -> None:
    """Let templates draw what follows from little, such as the rooms in a frame, as it was drawn before."""
    known: dict[Hashable, Markup] = {}

    def alike(macro: Callable[..., Markup], *told: Hashable) -> Markup:
        key = (macro, locale(), request.root_url, told)
        found = known.get(key)
        if found is None:
            _make_room(known)
            found = known[key] = macro(*told)
        return found

    app.jinja_env.globals["alike"] = alike


def _make_room(known: dict[Any, Any]) -> None:
    if len(known) >= MOST:
        known.clear()
