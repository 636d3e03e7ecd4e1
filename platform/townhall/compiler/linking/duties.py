"""Can a chain be walked at all by different people, and does it pay only after the three reviews?

The three reviews (三审) come before money leaves, unless the chain names the law by which it may pay
first. Where two steps that must be kept apart ask one and the same single-holder post, nobody can act.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.walking import entered
from townhall.compiler.marked import Map, items_of
from townhall.spec.towns import UNIT_KINDS

REVIEWS = frozenset({1, 2, 3})
PEERS = UNIT_KINDS - {"office"}
"""Kinds of bodies that are nobody's department."""


@dataclass(frozen=True, slots=True)
class Duties:
    """Checks one chain as it is walked, fragments entered."""

    linker: Linker
    chain: Map
    chains: Mapping[str, Map]

    def seats(self, starts_at: frozenset[str], units: Mapping[str, Map]) -> None:
        """Every post that is asked sits somewhere at or above the units that start the matter.

        Where an empty post is passed over, or its superior answers, nothing is said.
        """
        policies = self.chain.get("people") or {}
        if policies.get("empty_post", "hold") != "hold":
            return
        around = set[str]().union(*(kinds_around(kind, units) for kind in starts_at))
        for _, step in entered(self.chain["steps"], self.chains):
            candidates = step["first_true"].maps() if "first_true" in step else ()
            for asked in (step, *(one for _, one in candidates)):
                for one, mark in items_of(asked, "post") if around and "of" not in step else ():
                    name = bare(str(one)).partition(".")[0]
                    post = self.linker.get("post", name)
                    if post is None or around & set(post["at"]):
                        continue
                    if not any(self.linker.is_excused(f"department/{kind}") for kind in post["at"]):
                        self.linker.note("TH243", mark, post=name, at=", ".join(post["at"]))

    def check(self, pays: bool, starters: frozenset[str]) -> None:
        """The whole chain; `pays`: a form that pays starts it; `starters`: posts that may start it."""
        if pays and "pays_first" not in self.chain:
            self.reviews()
        self.clashes(starters)

    def reviews(self) -> None:
        """Before every step that pays, each of the three reviews has its step."""
        seen: set[int] = set()
        for path, step in entered(self.chain["steps"], self.chains):
            if self.is_paying(step) and not seen >= REVIEWS:
                missing = ", ".join(str(one) for one in sorted(REVIEWS - seen))
                mark = next(
                    owner.key_mark(name) for name, owner in ((path.partition(".")[0], self.chain["steps"]),)
                )
                self.linker.note("TH221", mark, path=path, missing=missing)
                return
            seen.update(_reviews(step))

    def is_paying(self, step: Map) -> bool:
        """Whether money moves there: a hook is waited for, or only posts that pay act, and review nothing."""
        if "wait_for" in step:
            return True
        if not ("post" in step or "first_of" in step) or "review" in step:
            return False
        posts = [self.linker.get("post", name) for name in _posts(step)]
        return bool(posts) and all(post is not None and post.get("pays") for post in posts)

    def clashes(self, starters: frozenset[str]) -> None:
        """Steps kept apart that only one and the same person could act in."""
        before: dict[str, str] = {}
        for path, step in entered(self.chain["steps"], self.chains):
            only = self.only_holder(step)
            for other, mark in items_of(step, "apart_from"):
                if only is None:
                    continue
                if other == "initiator" and starters == {only}:
                    self.linker.note("TH220", mark, post=only, other="initiator")
                elif other == "everyone_before" and only in before.values():
                    first = next(one for one, post in before.items() if post == only)
                    self.linker.note("TH220", mark, post=only, other=first)
                elif only == before.get(_beside(path, str(other)), before.get(str(other))):
                    self.linker.note("TH220", mark, post=only, other=other)
            if only is not None and "when" not in step:
                before[path] = only

    def only_holder(self, step: Map) -> str | None:
        """The one post a step asks, if it has one holder and stands at one kind of unit."""
        posts = list(_posts(step))
        if len(posts) != 1 or "of" in step:
            return None
        post = self.linker.get("post", posts[0])
        single = (
            post is not None and post.get("one_holder") and "portfolios" not in post and len(post["at"]) == 1
        )
        return posts[0] if single else None


def kinds_around(starts_at: str, units: Mapping[str, Map]) -> frozenset[str]:
    """The kinds of unit at or above those of a kind, and of the offices beside each."""
    below: dict[str, list[str]] = {}
    for one in units.values():
        below.setdefault(str(one.get("parent")), []).append(str(one["kind"]))
    found: set[str] = set()
    for code, unit in units.items():
        if unit["kind"] != starts_at:
            continue
        seen: set[str] = set()
        while code in units and code not in seen:
            seen.add(code)
            found.add(str(units[code]["kind"]))
            found.update(kind for kind in below.get(code, ()) if kind not in PEERS)
            code = str(units[code].get("parent"))
    return frozenset(found)


def _posts(step: Map) -> Iterator[str]:
    for key in ("post", "first_of"):
        for one, _ in items_of(step, key):
            yield bare(str(one)).partition(".")[0]


def _reviews(step: Map) -> Iterator[int]:
    if "review" in step:
        yield step["review"]
    if "first_true" in step:
        yield from (one["review"] for _, one in step["first_true"].maps() if "review" in one)


def _beside(path: str, name: str) -> str:
    around = path.rpartition(".")[0]
    return f"{around}.{name}" if around else name
