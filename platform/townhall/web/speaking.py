"""In which language does a page speak, and how does it say times, sizes and words?

The language is what the reader chose (a cookie), else what the person is known to read, else the house's
own. Filters ask `flask.g`, so that imported macros, which Jinja compiles once, speak every language.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode, urlsplit

from flask import Flask, g, request

from townhall.kernel.text import LOCALES, Locale, Text
from townhall.ports.hall import Hall
from townhall.web.demo import in_demo
from townhall.web.wording import WORDS

LANGUAGE = "language"


def locale() -> Locale:
    """The language of the page being made."""
    found: Locale = g.locale
    return found


def chosen_locale(own: Locale) -> Locale:
    """The language the reader chose, or `own`."""
    asked = request.cookies.get(LANGUAGE)
    return next((one for one in LOCALES if one == asked), own)


def t(key: str, **told: object) -> str:
    """The page's own words, by key, with what is told put in."""
    words = WORDS[key].in_locale(g.locale)
    if not told:
        return words
    return words.format(**{name: Counted(one) if isinstance(one, int) else one for name, one in told.items()})


class Counted(int):
    """A number that chooses between the singular and the plural of an English word.

    >>> ["{n} {n:day|days}".format(n=Counted(one)) for one in (1, 2)]
    ['1 day', '2 days']
    """

    def __format__(self, words: str) -> str:
        one, _, many = words.partition("|")
        return (one if self == 1 else many) if many else format(int(self), words)


def say(text: Text | None) -> str:
    """A definition's words in the reader's language; Chinese where there is no other."""
    if text is None:
        return ""
    return text.in_locale(g.locale) or text.zh


def moment(when: datetime) -> str:
    """`2026-11-23 14:05`"""
    return when.strftime("%Y-%m-%d %H:%M")


def clock(when: datetime) -> str:
    """`14:05:09`"""
    return when.strftime("%H:%M:%S")


def lasting(minutes: int) -> str:
    """A stretch of time in at most two units: `2天3小时`, `35分钟`."""
    days, rest = divmod(max(minutes, 0), 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [("time.days", days), ("time.hours", hours), ("time.minutes", left)]
    told = [t(key, n=number) for key, number in parts if number][:2]
    between = " " if g.locale == "en" else ""
    return between.join(told) or t("time.moment")


def ago(when: datetime) -> str:
    """How long ago a moment was, in one unit: `3天前`."""
    return t("time.ago", time=_roughly(g.now - when)) if _minutes(g.now - when) else t("time.now")


def left(when: datetime) -> str:
    """How long is left until a moment, or since when it is past: `还剩2天`, `超期3小时`."""
    if when < g.now:
        return t("time.late", time=_roughly(g.now - when))
    return t("time.left", time=_roughly(when - g.now))


def _minutes(stretch: timedelta) -> int:
    return int(stretch.total_seconds() // 60)


def _roughly(stretch: timedelta) -> str:
    minutes = _minutes(stretch)
    if minutes >= 48 * 60:
        return t("time.days", n=minutes // (24 * 60))
    if minutes >= 60:
        return t("time.hours", n=minutes // 60)
    return t("time.minutes", n=max(minutes, 1))


def size(octets: int) -> str:
    """A file's size as people read it: `820 KB`, `1.4 MB`."""
    if octets < 1_000_000:
        return f"{max(octets // 1000, 1)} KB"
    return f"{Decimal(octets) / 1_000_000:.1f} MB"


def local_address(address: str | None, otherwise: str) -> str:
    r"""An address within this site, as asked to go back to; anything else is refused for `otherwise`.

    >>> local_address("/desk?tab=done", "/")
    '/desk?tab=done'
    >>> [local_address(bad, "/") for bad in ("https://example.org/", "//example.org", "/\\example.org", None)]
    ['/', '/', '/', '/']
    """
    if not address or not address.startswith("/") or address[1:2] in ("/", "\\"):
        return otherwise
    parts = urlsplit(address)
    return otherwise if parts.scheme or parts.netloc else address


def this_page(**changed: str) -> str:
    """This page's own address with some of its query changed; what is empty is left out.

    Not `url_for`: it would read names in the query, such as `_scheme`, as orders to itself.
    """
    query = {name: value for name, value in {**request.args.to_dict(), **changed}.items() if value}
    return f"{request.path}?{urlencode(query)}" if query else request.path


def teach_words(app: Flask, hall: Hall) -> None:
    """Give templates their words and filters, and each request its language and its moment."""

    @app.before_request
    def begin() -> None:
        if request.endpoint != "static" and in_demo():
            hall.attend()
        g.locale = chosen_locale("en" if hall.settings.locale == "en" else "zh")
        g.now = hall.now()

    app.jinja_env.globals.update(t=t, now=lambda: g.now)
    app.jinja_env.filters.update(
        say=say, moment=moment, clock=clock, lasting=lasting, ago=ago, left=left, size=size
    )
