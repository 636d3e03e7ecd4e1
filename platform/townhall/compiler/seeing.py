"""Does a mask, after a town's changes, show anybody more than it did when a floor was set under it?

Masks are ordered only as far as their plug-ins say: what shows nothing that another hides is the stricter
one. Where two cannot be compared, a change counts as looser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from townhall.compiler.building.texts import bare
from townhall.compiler.marked import Map
from townhall.compiler.reading import Definition
from townhall.kernel.marks import Mark
from townhall.kernel.problems import Problem, problem
from townhall.spec.catalog import PLAIN
from townhall.spec.pages import VIEWERS, Mask

Definitions = Mapping[str, Definition]


def loosened_masks(
    name: str,
    rest: tuple[str, ...],
    definitions: Definitions,
    stood: Definitions,
    words: Mapping[str, object],
    shows_no_more: Callable[[str, str], bool],
    taken_out: Mark | None,
) -> Iterator[Problem]:
    """Where the mask at a path, a `mask` itself or whatever names one, shows some viewer more than it did.

    `taken_out`: where a change took out what stood at the path.
    """
    now, before = _node(definitions[name].body, rest), _node(stood[name].body, rest)
    mark = taken_out or now[1]
    seen: Map | None
    was: Map | None
    if not rest:
        seen, was = definitions[name].body, stood[name].body
    else:
        seen = _mask_named(now[0], definitions)
        was = _mask_named(before[0], stood)
        if was is None and before[0] is not None and not isinstance(before[0], str | Map):
            return
    for viewer in VIEWERS:
        shows, showed = _function(seen, viewer), _function(was, viewer)
        if not shows_no_more(shows, showed):
            place = seen.value_mark(viewer) if seen is not None and not rest and viewer in seen else mark
            yield problem("TH416", place, viewer=viewer, shows=shows, showed=showed, **words)
            return


def _node(body: Map, rest: tuple[str, ...]) -> tuple[Any, Mark]:
    """What stands at a path, and where; of a column or field, the mask it names."""
    node: Any = body
    mark = body.mark
    for part in rest:
        if not isinstance(node, Map) or part not in node:
            return None, mark
        mark = node.value_mark(part)
        node = node[part]
    if isinstance(node, Map):
        return node.get("mask"), node.value_mark("mask")
    return node, mark


def _mask_named(name: Any, definitions: Definitions) -> Map | None:
    """The mask of that name; None where none is named, or none is there."""
    found = definitions.get(f"mask/{bare(str(name))}") if name is not None else None
    return None if found is None else found.body


def _function(mask: Map | None, viewer: Any) -> str:
    """The mask function that a class of viewer gets; without a mask everything is shown."""
    if mask is None:
        return PLAIN
    return Mask("", {key: str(value) for key, value in mask.items()}).function_for(viewer)
