"""Where can a case go in a chain: which steps are reached, which moments come, does it end?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.marked import Map


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
            gives = fragment.get("gives") if fragment is not None else None
            for name in gives or ():
                yield f"{path}.{name}"


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
        if fragment is not None and depth < 8:
            inner.append(fragment["steps"])
        for one in inner:
            yield from entered(one, chains, path + ".", depth + 1)


def missing_fragments(chain: Map, chains: Mapping[str, Map]) -> Iterator[str]:
    """The paths of steps that insert a chain nobody has, or one whose own file is broken."""
    for path, step in entered(chain["steps"], chains):
        if "use" in step and bare(str(step["use"])) not in chains:
            yield path
