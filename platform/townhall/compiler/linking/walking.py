"""Where can a case go in a chain: which steps are reached, which moments come, does it end?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.groups import flat
from townhall.compiler.marked import Map

DEEPEST = 8
"""Chains inserted into one another; what goes deeper inserts itself, and is told so."""


@dataclass(slots=True)
class Reach:
    """What a walk through a chain found: steps never reached, and whether the case can end well."""

    dead: list[tuple[str, Map]] = field(default_factory=list)
    ends: bool = False


def leads_of(step: Map) -> Iterator[tuple[str, str]]:
    """The choices of a step and where each leads."""
    for name, way in (step.get("choices") or {}).items():
        yield name, str(way["to"] if isinstance(way, Mapping) else way)


def reach(steps: Map) -> Reach:
    """Walk a chain from its first step."""
    found = Reach()
    if _run(steps, found):
        found.ends = True
    return found


def _run(steps: Map, found: Reach) -> bool:
    """Walk one run; whether its end can be passed."""
    names = list(steps)
    seen: set[str] = set()
    waiting = names[:1]
    passes = False
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        step = steps[name]
        goes_on = _passes(step, found) or "when" in step
        targets = [leads for _, leads in _all_leads(step) if leads in steps]
        found.ends = found.ends or any(leads == "end" for _, leads in _all_leads(step))
        place = names.index(name) + 1
        if goes_on:
            if place < len(names):
                targets.append(names[place])
            else:
                passes = True
        if any(leads == "previous" for _, leads in _all_leads(step)):
            targets.extend(names[: place - 1])
        waiting.extend(targets)
    found.dead.extend((name, steps) for name in names if name not in seen)
    return passes


def _passes(step: Map, found: Reach) -> bool:
    """Whether a step can be left for the one after it."""
    if "together" in step:
        inner = [_passes(branch, found) for _, branch in step["together"].maps()]
        return all(inner)
    if "steps" in step:
        return _run(step["steps"], found)
    if "use" in step or "tell" in step or "open" in step:
        return True
    if "publish" in step and "for" not in step:
        return True
    return any(leads == "next" for _, leads in leads_of(step))


def _all_leads(step: Map) -> Iterator[tuple[str, str]]:
    """The choices of a step and of every step inside it."""
    yield from leads_of(step)
    for key in ("together", "steps"):
        for _, inner in step[key].maps() if key in step else ():
            yield from _all_leads(inner)


def moments_of(chain: Map, chains: Mapping[str, Map], prefix: str = "") -> Iterator[str]:
    """The moments of a chain's own steps, and those its fragments give."""
    for path, step in walk(chain["steps"], prefix):
        for name, _ in leads_of(step):
            yield f"{path}.{name}"
        if "publish" in step:
            yield f"{path}.opened"
        if "together" in step or "steps" in step:
            yield f"{path}.done"
        if "use" in step:
            fragment = chains.get(bare(str(step["use"])))
            for name in outcomes(fragment) if fragment is not None else ():
                yield f"{path}.{name}"


def outcomes(chain: Map) -> Iterator[str]:
    """The outcomes a chain gives."""
    for name, written in (chain.get("gives") or {}).items():
        if not _is_value(written):
            yield name


def values_given(chain: Map, chains: Mapping[str, Map], depth: int = 0) -> Iterator[tuple[str, str, Map]]:
    """What a chain gives of what its steps fill in: its name there, and the field it comes from."""
    for name, written in (chain.get("gives") or {}).items():
        for way in (written if isinstance(written, list) else [written]) if _is_value(written) else ():
            found = field_at(chain, chains, str(way)[1:], depth)
            if found is not None:
                yield name, *found
                break


def field_at(chain: Map, chains: Mapping[str, Map], way: str, depth: int = 0) -> tuple[str, Map] | None:
    """The field that a way (`bank.bank_ref`) leads to: one of a step, or what an inserted chain gives."""
    path, _, name = way.rpartition(".")
    step = dict(entered(chain["steps"], chains)).get(path)
    if step is None:
        return None
    for filled, body, _ in flat(step.get("fields") or Map()):
        if filled == name:
            return filled, body
    fragment = chains.get(bare(str(step["use"]))) if "use" in step else None
    if fragment is None or depth > DEEPEST:
        return None
    return next((one[1:] for one in values_given(fragment, chains, depth + 1) if one[0] == name), None)


def _is_value(written: Any) -> bool:
    first = written[0] if isinstance(written, list) and written else written
    return isinstance(first, str) and first.startswith("=")


def walk(steps: Map, prefix: str = "") -> Iterator[tuple[str, Map]]:
    """Every step with its dotted path, containers before what they contain; fragments not entered."""
    for name, step in steps.maps():
        path = prefix + name
        yield path, step
        for key in ("together", "steps"):
            if key in step:
                yield from walk(step[key], path + ".")


def entered(
    steps: Map, chains: Mapping[str, Map], prefix: str = "", depth: int = 0
) -> Iterator[tuple[str, Map]]:
    """Every step with its dotted path, fragments entered."""
    for name, step in steps.maps():
        path = prefix + name
        yield path, step
        inner: Any = [step[key] for key in ("together", "steps") if key in step]
        fragment = chains.get(bare(str(step["use"]))) if "use" in step else None
        if fragment is not None and depth < DEEPEST:
            inner.append(fragment["steps"])
        for one in inner:
            yield from entered(one, chains, path + ".", depth + 1)


def missing_fragments(chain: Map, chains: Mapping[str, Map]) -> Iterator[str]:
    """The paths of steps that insert a chain nobody has, or one whose own file is broken."""
    for path, step in entered(chain["steps"], chains):
        if "use" in step and bare(str(step["use"])) not in chains:
            yield path
