"""Which steps does a chain have, and where do its choices lead?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from townhall.compiler.building.bench import Bench, Body
from townhall.compiler.building.fields import sheet
from townhall.compiler.building.texts import bare, text
from townhall.spec.chains import (
    Candidate,
    Chain,
    Choice,
    People,
    PostReference,
    Returns,
    Sample,
    Step,
    Verb,
)
from townhall.spec.fields import NO_SHEET

VERBS: tuple[Verb, ...] = (
    "post", "first_of", "person", "first_true", "together", "steps", "publish", "wait_for", "open", "tell",
)  # fmt: skip
Given: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
NOTHING_GIVEN: tuple[Given, Given] = ((), ())
WAYS_OUT = frozenset({"next", "end", "refused", "initiator", "previous"})


def chain(bench: Bench, name: str, body: Body) -> Chain:
    """A chain with all fragments inserted."""
    returns = body.get("returns", {})
    outcomes, values = _gives(body)
    return Chain(
        name=name,
        pack=body.get("pack", ""),
        title=text(body.get("title"), name),
        steps=_steps(bench, body["steps"], "", (), body.get("needs")),
        returns=Returns(
            returns.get("to", "initiator"),
            returns.get("then", "walk_again"),
            returns.get("reason_min", Returns().reason_min),
        ),
        people=People(**body.get("people", {})),
        shared=body.get("shared", False),
        needs=body.get("needs"),
        pays_first=text(body["pays_first"]) if "pays_first" in body else None,
        one_body=text(body["one_body"]) if "one_body" in body else None,
        gives=outcomes,
        values=values,
    )


def references(written: Any) -> tuple[PostReference, ...]:
    """One post or several: `deputy_leader.finance` names a portfolio."""
    if written is None:
        return ()
    return tuple(reference(one) for one in ([written] if isinstance(written, str) else written))


def reference(written: str) -> PostReference:
    """A post, with its portfolio where one is named."""
    post, _, portfolio = bare(written).partition(".")
    return PostReference(post, portfolio or None)


def _steps(
    bench: Bench, written: Body, prefix: str, outer: Sequence[Mapping[str, str]], facet: str | None
) -> tuple[Step, ...]:
    """A run of steps; `outer` holds the paths of the steps of the runs around it, innermost last."""
    paths = {name: f"{prefix}{name}" for name in written}
    return tuple(
        _step(bench, name, one, paths[name], (*outer, paths), facet) for name, one in written.items()
    )


def _step(
    bench: Bench, name: str, body: Body, path: str, around: Sequence[Mapping[str, str]], facet: str | None
) -> Step:
    """One step. A fragment's names are its own: nothing in it can lead to a step around it."""
    inner: tuple[Step, ...] = ()
    gives, values = NOTHING_GIVEN
    verb: Verb = next((one for one in VERBS if one in body), "steps")
    if "use" in body:
        fragment = bench.definitions[f"chain/{bare(body['use'])}"]
        inner = _steps(bench, fragment["steps"], path + ".", (), fragment.get("needs"))
        gives, values = _gives(fragment)
    elif "steps" in body:
        inner = _steps(bench, body["steps"], path + ".", around, facet)
    hook = bare(body["wait_for"]) if "wait_for" in body else None
    at_least = body.get("at_least")
    return Step(
        name=name,
        path=path,
        title=text(body.get("title"), name),
        verb=verb,
        posts=references(body.get("post") or body.get("first_of") or body.get("tell")),
        candidates=tuple(_candidate(bench, *one) for one in body.get("first_true", {}).items()),
        person=bench.formula(body.get("person") or body.get("by")),
        of=bench.formula(body.get("of")),
        steps=inner,
        branches=_steps(bench, body.get("together", {}), path + ".", around, facet),
        page=bare(body["publish"]) if "publish" in body else None,
        open_for=bench.length(body.get("for")),
        hook=hook,
        form=bare(body["open"]) if "open" in body else None,
        each=body.get("each"),
        send=bench.settings(body.get("send") or body.get("with")),
        when=bench.formula(body.get("when")),
        mode=body.get("mode", "any"),
        at_least=at_least if isinstance(at_least, int) else bench.formula(at_least),
        dissent=body.get("a_no", "returns"),
        choices=tuple(_choice(one, way, around) for one, way in body.get("choices", {}).items()),
        sheet=sheet(bench, body) if "fields" in body or "facts" in body or "must" in body else NO_SHEET,
        apart_from=tuple(_known(one, around) for one in _several(body.get("apart_from"))),
        review=body.get("review"),
        seal=body.get("seal"),
        seal_title=text(body["seal_title"], body["seal"]) if "seal_title" in body else None,
        within=bench.length(body.get("within")),
        facet=facet,
        gives=gives,
        values=values,
        sample=_sample(bench, body["sample"]) if "sample" in body else None,
    )


def _sample(bench: Bench, body: Body) -> Sample:
    least = body.get("at_least", 1)
    return Sample(
        of=body["of"],
        share=bench.formula(body.get("share")),
        at_least=least if isinstance(least, int) else bench.formula_of(least),
    )


def _gives(body: Body) -> tuple[Given, Given]:
    """What a chain lets be known: its outcomes, and the values (written with `=`) that were filled in."""
    outcomes: list[tuple[str, tuple[str, ...]]] = []
    values: list[tuple[str, tuple[str, ...]]] = []
    for name, written in body.get("gives", {}).items():
        ways = _several(written)
        if ways[0].startswith("="):
            values.append((name, tuple(way.removeprefix("=") for way in ways)))
        else:
            outcomes.append((name, tuple(ways)))
    return tuple(outcomes), tuple(values)


def _candidate(bench: Bench, name: str, body: Body) -> Candidate:
    return Candidate(name, references(body["post"]), bench.formula(body.get("when")), body.get("review"))


def _choice(name: str, way: Any, around: Sequence[Mapping[str, str]]) -> Choice:
    leads = way if isinstance(way, str) else way["to"]
    title = None if isinstance(way, str) else way.get("title")
    return Choice(name, text(title, name), leads if leads in WAYS_OUT else _known(leads, around))


def _known(name: str, around: Sequence[Mapping[str, str]]) -> str:
    """The path of a step called by its name: a neighbour, or one of a run around; else the name itself."""
    return next((paths[name] for paths in reversed(around) if name in paths), name)


def _several(written: Any) -> Sequence[str]:
    return () if written is None else (written,) if isinstance(written, str) else written
