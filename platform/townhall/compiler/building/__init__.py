"""What does a release promise, as frozen objects that the engine can interpret?

Quick and trusting: everything was checked when the release was made, so nothing is checked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from townhall.compiler.building.bench import Bench, Body
from townhall.compiler.building.books import facet, register, with_matches
from townhall.compiler.building.chains import chain
from townhall.compiler.building.forms import form
from townhall.compiler.building.organisation import department, post, town
from townhall.compiler.building.outside import hook, mask, page
from townhall.compiler.building.params import calendar, param
from townhall.compiler.building.texts import bare, text
from townhall.kernel.canonical import in_order
from townhall.record.releases import Release
from townhall.spec.blueprint import Blueprint, Pack
from townhall.spec.catalog import Catalog
from townhall.spec.registers import Register

Part = TypeVar("Part")

MOST_PARTS = 50_000
"""Built parts that are kept to be shared; a town has about two hundred, most of them its neighbours' too."""

VOCABULARY = ("dict/", "facet/")
"""Kinds that are built into whatever names them."""

_WORD = re.compile(r"(?:dict/)?[a-z][a-z0-9_]*")
"""A word, and a dictionary with what tells it from a word."""


def build(release: Release, catalog: Catalog) -> Blueprint:
    """The blueprint of a release; needs nothing but the release's own JSON and what is plugged in."""
    return Workshop(catalog).build(release)


class Workshop:
    """Builds releases, each part once: what has the same content in two of them is one object in both."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._parts: dict[object, Any] = {}

    def build(self, release: Release) -> Blueprint:
        """The blueprint of a release."""
        if len(self._parts) > MOST_PARTS:
            self._parts.clear()
        bench = Bench(release.definitions, self._catalog)
        return _Work(bench, release.manifest, self._parts).assembled(release.town)


class _Work:
    """Puts one blueprint together from new parts and from those that were built before.

    A part is known by the content of its definition and of whatever is built into it.
    """

    def __init__(self, bench: Bench, manifest: Mapping[str, str], parts: dict[object, Any]) -> None:
        self._bench, self._manifest, self._parts = bench, manifest, parts
        self._vocabulary = tuple(
            (path.removeprefix("facet/"), one)
            for path, one in manifest.items()
            if path.startswith(VOCABULARY)
        )

        self._registers = {name: f"register/{name}" for name, _ in bench.of_kind("register")}

    def assembled(self, name: str) -> Blueprint:
        """The blueprint of the definitions on the bench, for the town of that name."""
        bench = self._bench
        registers = self._all("register", lambda one, body: register(bench, one, body))
        forms = self._all("form", lambda one, body: form(bench, one, body))
        chains = self._all("chain", lambda one, body: chain(bench, one, body), self._inserted)
        pages = self._all(
            "page",
            lambda one, body: page(bench, one, body, forms, registers),
            self._shown,
        )
        matched = with_matches(registers, forms, chains, pages)
        return Blueprint(
            town=self._part(("town", self._manifest[f"town/{name}"]), lambda: town(bench, name)),
            packs=self._all("pack", _pack),
            departments=self._all("department", department),
            posts=self._all("post", post),
            dictionaries=self._all("dict", lambda _, body: bench.options(body["options"])),
            facets=self._all("facet", facet),
            forms=forms,
            chains=chains,
            registers={one: self._matched(one, found) for one, found in matched.items()},
            pages=pages,
            masks=self._all("mask", mask),
            params=self._all("param", lambda one, body: param(bench, one, body)),
            hooks=self._all("hook", lambda one, body: hook(bench, one, body)),
            calendar=self._part(
                ("calendar", *(self._manifest[f"calendar/{one}"] for one, _ in bench.of_kind("calendar"))),
                lambda: calendar(body for _, body in bench.of_kind("calendar")),
            ),
        )

    def _all(
        self,
        kind: str,
        made: Callable[[str, Body], Part],
        beside: Callable[[Body], object] = lambda body: None,
    ) -> dict[str, Part]:
        """The parts of a kind by name; `beside` tells what else is built into one."""
        found: dict[str, Part] = {}
        for name, body in self._bench.of_kind(kind):
            path = f"{kind}/{name}"
            key = (path, self._manifest[path], self._named(path, body), beside(body))
            found[name] = self._part(key, partial(made, name, body))
        return found

    def _matched(self, name: str, found: Register) -> Register:
        """A register with what it is looked up by."""
        path = f"register/{name}"
        named = self._named(path, self._bench.definitions[path])
        return self._part(("matched", path, self._manifest[path], named, found.matched), lambda: found)

    def _named(self, path: str, body: Body) -> tuple[str, ...]:
        """The content of the dictionaries and facets a definition may name: any word may be a facet."""
        words = self._words(path, body)
        return tuple(content for name, content in self._vocabulary if name in words)

    def _words(self, path: str, body: Body) -> frozenset[str]:
        """Every word of a definition."""
        return self._part(("words", self._manifest[path]), lambda: frozenset(_WORD.findall(in_order(body))))

    def _shown(self, body: Body) -> tuple[str, ...]:
        """The content of what a page is of, and of every register that this may refer to."""
        definitions, books = self._bench.definitions, self._registers
        name = bare(body["of"])
        kind = bare(body["of"].rpartition("/")[0])
        waiting = [path for path in (f"form/{name}", f"register/{name}") if path in definitions]
        if kind == "facet":
            forms = self._bench.of_kind("form")
            waiting = [f"form/{one}" for one, form in forms if name in form.get("offers", {})]
        found = dict.fromkeys(waiting)
        while waiting:
            path = waiting.pop()
            for other in sorted(self._words(path, definitions[path]) & books.keys()):
                if books[other] not in found:
                    found[books[other]] = None
                    waiting.append(books[other])
        return tuple(self._manifest[path] for path in found)

    def _part(self, key: object, made: Callable[[], Part]) -> Part:
        """The part of a key, made if there is none. A key says what the part was built from, by content."""
        found = self._parts.get(key)
        if found is None:
            found = self._parts.setdefault(key, made())
        return found  # type: ignore[no-any-return]

    def _inserted(self, body: Body) -> tuple[str, ...]:
        """The content of every chain that a chain inserts, directly or through others."""
        return tuple(
            content
            for path in _uses(body["steps"])
            if path in self._manifest
            for content in (self._manifest[path], *self._inserted(self._bench.definitions[path]))
        )


def _uses(steps: Body) -> Iterator[str]:
    """The chains that are inserted among steps, in order."""
    for step in steps.values():
        if "use" in step:
            yield f"chain/{bare(step['use'])}"
        for key in ("together", "steps"):
            if key in step:
                yield from _uses(step[key])


def _pack(name: str, body: Mapping[str, Any]) -> Pack:
    return Pack(name, text(body["title"], name), body["version"], body.get("order", 0))
