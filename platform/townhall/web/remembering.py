"""What need not be drawn again: controls that look as they did before, and addresses that never change?

On most pages most controls are what they were on another: empty, or holding one of a few options. What a
control looks like follows from its input, the language and where on the page it stands, so it is remembered
by these. Secrets never are, nor what hangs on one draft (files, searches, what a post brought).
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
from townhall.web.speaking import locale
from townhall.web.widgets import Pages, is_bare

MOST = 4096
"""Controls remembered at a time: some four million octets."""

LONGEST = 200
"""Characters typed in a control that is remembered; what is longer hardly comes again."""

_own = attrgetter(*(one.name for one in fields(Input) if one.name not in ("field", "raw")))


def key_of(one: Input, pages: Pages) -> Hashable | None:
    """All that a control's looks follow from besides its field; None where it is not to be remembered."""
    if one.field.secret or pages.found or not is_bare(one):
        return None
    if not isinstance(one.raw, str) or len(one.raw) > LONGEST:
        return None
    return (id(one.field), one.raw, pages.prefix, locale(), _own(one))


def remember_addresses(app: Flask) -> None:
    """Let templates ask for the address of a page that has but one, worked out once: a frame has a dozen."""
    known: dict[tuple[str, str], str] = {}

    def url_for(endpoint: str, **values: Any) -> str:
        if values or endpoint.startswith("."):
            return app.url_for(endpoint, **values)
        key = (request.script_root, endpoint)
        found = known.get(key)
        if found is None:
            found = known[key] = app.url_for(endpoint)
        return found

    app.jinja_env.globals["url_for"] = url_for


def remember_controls(app: Flask) -> None:
    """Let templates draw a control through a macro of theirs, or as it was drawn before."""
    known: dict[Hashable, tuple[Field, Markup]] = {}

    def again(macro: Callable[..., Markup], one: Input, pages: Pages, *more: Hashable) -> Markup:
        key = key_of(one, pages)
        if key is None:
            return macro(one, pages, *more)
        whole = (macro, more, key)
        # What is remembered holds on to its field, so no other can come to have the same id.
        found = known.get(whole)
        if found is None:
            if len(known) >= MOST:
                known.clear()
            found = known[whole] = (one.field, macro(one, pages, *more))
        return found[1]

    app.jinja_env.globals["again"] = again
