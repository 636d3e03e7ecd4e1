"""What is a matter: what is filled in, who starts it, what does it book?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from townhall.compiler.building.bench import Bench, Body
from townhall.compiler.building.fields import sheet
from townhall.compiler.building.texts import bare, spoken, text
from townhall.spec.forms import Effect, Form, Guide, Start


def form(bench: Bench, name: str, body: Body) -> Form:
    """A form with its groups put in."""
    start = body["start"]
    gist = body.get("gist")
    return Form(
        name=name,
        pack=body.get("pack", ""),
        title=text(body["title"], name),
        code=body["code"],
        start=Start(
            posts=tuple(bare(post) for post in start.get("posts", ())),
            at=tuple(start.get("at", ())),
            every=start.get("every"),
            due=start.get("due"),
            each=bare(start["each"]) if "each" in start else None,
            where=bench.formula(start.get("where")),
            sets=bench.settings(start.get("with")),
            by_system=start.get("by_system", False),
            public=start.get("public", False),
        ),
        sheet=sheet(bench, body),
        starts=bare(body["starts"]),
        enters=tuple(_effect(bench, *one) for one in body.get("enters", {}).items()),
        offers=offered(bench, body.get("offers")),
        gist=None if gist is None else bench.template_of(gist),
        guide=_guide(body.get("guide", {})),
        example=body.get("example", {}),
        works_offline=body.get("works_offline", False),
    )


def offered(bench: Bench, written: Body | None) -> Mapping[str, Mapping[str, str]]:
    """Facets offered, each with every name of the facet and our name for it."""
    found: dict[str, Mapping[str, str]] = {}
    for facet, mapped in (written or {}).items():
        names = bench.definitions.get(f"facet/{bare(facet)}", {}).get("names", {})
        found[bare(facet)] = {name: mapped.get(name, name) for name in (*names, *mapped)}
    return found


def _effect(bench: Bench, name: str, body: Body) -> Effect:
    at: Any = body["at"]
    find = tuple((column, bench.formula(ours)) for column, ours in body.get("find", {}).items())
    return Effect(
        name=name,
        at=(at,) if isinstance(at, str) else tuple(at),
        when=bench.formula(body.get("when")),
        register=bare(body["register"]) if "register" in body else None,
        row=bench.settings(body.get("row")),
        each=body.get("each"),
        find=find,
        change=bench.settings(body.get("change")),
        of=body.get("of"),
        match=tuple((column, bench.formula(ours)) for column, ours in body.get("match", {}).items()),
        reverses=body.get("reverses"),
    )


def _guide(body: Body) -> Guide:
    return Guide(
        who=spoken(body.get("who")),
        papers=tuple(spoken(one) for one in body.get("papers", ())),
        notes=spoken(body.get("notes")),
        law=tuple(body.get("law", ())),
    )
