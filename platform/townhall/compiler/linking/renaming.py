"""How does a group read when all its names get a prefix, so that it can stand in a form twice?

Names are rewritten inside its formulas too: bare ones at the level of the form, `form.x` inside rows,
`this.x` where a look-up speaks of the one who asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from townhall.compiler.marked import Map
from townhall.kernel.expressions import Formula, NotAFormula, parse, template
from townhall.kernel.marks import NOWHERE
from townhall.kernel.nodes import Chain, walk

_FORMULAS = frozenset({"required", "shown", "is", "min", "max", "that", "when", "past"})
_THEIRS = frozenset({"where"})
_OF_US = ("form", "this")


def renamed_group(group: Map, prefix: str) -> Map:
    """The group with every field, demand and look-up renamed; itself without a prefix.

    >>> renamed("amount * 2 + form.amount", {"amount"}, "a_", bare_names=True)
    'a_amount * 2 + form.a_amount'
    """
    if not prefix:
        return group
    names = frozenset((*group["fields"], *group.get("facts", ())))
    made = group.twin()
    for family in ("fields", "facts", "must"):
        if family in group:
            made.put(family, _renamed_map(group[family], names, prefix), *group.spots_of(family))
    if "enters" in group:
        effects = Map(group["enters"].spot)
        for name, body in group["enters"].items():
            effects.put(prefix + name, _renamed_effect(body, names, prefix), *group["enters"].spots_of(name))
        made.put("enters", effects, *group.spots_of("enters"))
    return made


def _renamed_effect(body: Map, names: frozenset[str], prefix: str) -> Map:
    """An effect whose formulas, rows and fellow effects are called by their new names."""
    made = body.twin()
    is_of_form = "each" not in body
    for key, value in body.items():
        if key in ("of", "reverses", "each"):
            made[key] = prefix + value
        elif key == "when":
            made[key] = renamed(value, names, prefix, is_of_form)
        elif isinstance(value, Map):
            # In the change of a record that was found, `this` is that record.
            of_us = ("form",) if key == "change" and "find" in body else _OF_US
            made[key] = value.twin()
            for column, one in value.items():
                if isinstance(one, str) and (key == "find" or one.startswith("=")):
                    made[key][column] = _renamed_setting(one, names, prefix, is_of_form, of_us)
    return made


def _renamed_setting(
    written: str, names: frozenset[str], prefix: str, bare_names: bool, of_us: tuple[str, ...] = _OF_US
) -> str:
    """A formula where a plain word could stand, with its `=` if it has one."""
    sign = "=" if written.startswith("=") else ""
    return sign + renamed(written.removeprefix("="), names, prefix, bare_names, of_us)


def _renamed_map(owner: Map, names: frozenset[str], prefix: str) -> Map:
    """Fields, look-ups or demands under their new names."""
    made = Map(owner.spot)
    for name, body in owner.items():
        made.put(prefix + name, _renamed_body(body, names, prefix, bare_names=True), *owner.spots_of(name))
    return made


def _renamed_body(body: Map, names: frozenset[str], prefix: str, bare_names: bool) -> Map:
    """One field, look-up, demand or row of a decision table with its formulas rewritten."""
    made = body.twin()
    for key, value in body.items():
        made[key] = _renamed_value(key, value, names, prefix, bare_names)
    return made


def _renamed_value(key: str, value: Any, names: frozenset[str], prefix: str, bare_names: bool) -> Any:
    if isinstance(value, str):
        if key in _FORMULAS:
            return renamed(value, names, prefix, bare_names)
        if key in _THEIRS:
            return renamed(value, names, prefix, bare_names=False)
        if key == "default" and value.startswith("="):
            return _renamed_setting(value, names, prefix, bare_names)
        return _renamed_sentence(value, names, prefix, bare_names) if key == "say" else value
    if not isinstance(value, Map):
        return value
    made = value.twin()
    for inner, one in value.items():
        if key == "say":
            made[inner] = _renamed_sentence(one, names, prefix, bare_names)
        elif key == "match" and isinstance(one, str):
            made[inner] = renamed(one, names, prefix, bare_names)
        elif key == "first_true":
            made[inner] = _renamed_body(one, names, prefix, bare_names)
        elif key in ("fields", "facts", "must"):
            made[inner] = _renamed_body(one, names, prefix, bare_names=False)
    return made


def _renamed_sentence(written: str, names: Iterable[str], prefix: str, bare_names: bool) -> str:
    try:
        parts = template(written, NOWHERE).parts
    except NotAFormula:
        return written
    return "".join(
        "{" + renamed(part.source, names, prefix, bare_names) + "}"
        if isinstance(part, Formula)
        else part.replace("{", "{{").replace("}", "}}")
        for part in parts
    )


def renamed(
    source: str, names: Iterable[str], prefix: str, bare_names: bool, of_us: tuple[str, ...] = _OF_US
) -> str:
    """A formula with a group's names prefixed, bare or after one of `of_us`.

    One that does not read is left as it is.
    """
    try:
        tree = parse(source, NOWHERE).tree
    except NotAFormula:
        return source
    known = frozenset(names)
    places: set[int] = set()
    for node in walk(tree):
        if not isinstance(node, Chain):
            continue
        if bare_names and node.parts[0] in known:
            places.add(node.start)
        elif node.parts[0] in of_us and len(node.parts) > 1 and node.parts[1] in known:
            places.add(source.index(node.parts[1], node.start + len(node.parts[0])))
    for place in sorted(places, reverse=True):
        source = source[:place] + prefix + source[place:]
    return source
