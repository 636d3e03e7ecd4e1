"""What do the fields of a form or step come to when every group is put in its place?

A group becomes a section; its demands, look-ups and effects join those around it. A sheet in which a group is
missing is `incomplete`: names nobody knows there are not held against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.renaming import renamed_group
from townhall.compiler.linking.words import Words, titled
from townhall.compiler.marked import Map, Seq, mark_at
from townhall.kernel.problems import nearest

BESIDE_FIELDS = ("must", "facts", "enters")
"""What a group may hold beside its fields."""


@dataclass(slots=True)
class Expanded:
    """Fields with groups put in, and whether a group is missing."""

    body: Map
    incomplete: bool = False
    places: dict[str, Map] = field(default_factory=dict)


def expanded(linker: Linker, body: Map, words: Words, key: str = "fields") -> Expanded:
    """A body whose `fields` hold sections instead of groups; what else the groups hold stands beside them."""
    written = body.get(key)
    made = Expanded(body.twin())
    if not isinstance(written, Map):
        return made
    fields = Map(written.spot)
    extra: dict[str, Map] = {family: Map(written.spot) for family in BESIDE_FIELDS}
    for name, one in written.items():
        spots = written.spots_of(name)
        if "use" not in one:
            fields.put(name, _titled_field(linker, one, name, words), *spots)
            continue
        group = linker.find("group", one["use"], one.value_mark("use"))
        if group is None:
            made.incomplete = True
            continue
        put_in = _changed(linker, renamed_group(group.body, one.get("prefix", "")), one)
        fields.put(name, _section(linker, put_in, one, words), *spots)
        for family, gathered in extra.items():
            for inner, value in put_in.get(family, {}).items():
                clash = next((own for own in (gathered, body.get(family)) if own and inner in own), None)
                if clash is not None:
                    linker.note("TH205", one.value_mark("use"), name=inner, other=clash.key_mark(inner))
                else:
                    gathered.put(inner, value, *put_in[family].spots_of(inner))
    made.body.put(key, fields, *body.spots_of(key))
    for family, gathered in extra.items():
        if gathered:
            _join(made.body, family, gathered)
    _no_clash(linker, fields, made)
    return made


def _join(body: Map, family: str, gathered: Map) -> None:
    """Put a group's demands or look-ups before the body's own."""
    own = body.get(family)
    if isinstance(own, Map):
        for name, value in own.items():
            gathered.put(name, value, *own.spots_of(name))
    spots = body.spots_of(family)
    body.put(family, gathered, *spots)


def _section(linker: Linker, group: Map, use: Map, words: Words) -> Map:
    """The section a group becomes."""
    section = Map(use.spot)
    section.put("kind", "section", use.spots_of("use")[0], use.spots_of("use")[1])
    for key in ("title", "help", "shown"):
        for origin in (use, group):
            if key in origin and key not in section:
                section.put(key, origin[key], *origin.spots_of(key))
    fields = Map(group["fields"].spot)
    for name, one in group["fields"].items():
        fields.put(name, _titled_field(linker, one, name, words), *group["fields"].spots_of(name))
    section.put("fields", fields, *group.spots_of("fields"))
    return section


def _titled_field(linker: Linker, one: Map, name: str, words: Words) -> Map:
    """A field with its title, and its columns with theirs; what does not nest is left out."""
    one = titled(one, words.label(name))
    inner = one.get("fields")
    if not isinstance(inner, Map):
        return one
    fields = Map(inner.spot)
    for column, body in inner.items():
        is_table_in_table = one.get("kind") == body.get("kind") == "table"
        if "use" in body or body.get("kind") == "section" or is_table_in_table:
            linker.note("TH238", inner.key_mark(column), name=column)
        else:
            fields.put(column, _titled_field(linker, body, column, words), *inner.spots_of(column))
    return one.with_value("fields", fields)


def titled_fields(linker: Linker, written: Map, words: Words) -> Map:
    """Fields with their titles, where groups may not stand."""
    made = Map(written.spot)
    for name, one in written.items():
        made.put(name, _titled_field(linker, one, name, words), *written.spots_of(name))
    return made


def _changed(linker: Linker, group: Map, use: Map) -> Map:
    """A group without what is left out of it, and with the keys of its fields that are changed."""
    fields: Map = group["fields"].twin()
    prefix = use.get("prefix", "")
    dropped = use.get("without")
    if isinstance(dropped, Seq):
        for place, name in enumerate(dropped):
            beside = next((one for one in BESIDE_FIELDS if prefix + name in group.get(one, ())), None)
            if beside is not None:
                group = group.with_value(beside, group[beside].without([prefix + name]))
            elif _has(linker, use, fields, name, prefix, dropped.spots[place]):
                fields = fields.without([name, prefix + name])
    for name, changes in use.get("but", {}).items():
        if _has(linker, use, fields, name, prefix, use["but"].spots_of(name)[0]):
            own = prefix + name if prefix + name in fields else name
            changed = fields[own].twin()
            for key, value in changes.items():
                changed.put(key, value, *changes.spots_of(key))
            fields.put(own, changed, *fields.spots_of(own))
    return group.with_value("fields", fields)


def _has(linker: Linker, use: Map, fields: Map, name: str, prefix: str, spot: Any) -> bool:
    if name in fields or prefix + name in fields:
        return True
    close = nearest(name, [one.removeprefix(prefix) for one in fields])
    listed = close or ", ".join(one.removeprefix(prefix) for one in fields)
    linker.note("TH209", mark_at(spot), group=use["use"], name=name, known=listed)
    return False


def flat(fields: Map) -> Iterator[tuple[str, Map, Map]]:
    """Every field that is no section: its name, its body, and the map it stands in."""
    for name, one in fields.items():
        if one.get("kind") == "section" and isinstance(one.get("fields"), Map):
            yield from ((inner, body, one["fields"]) for inner, body in one["fields"].items())
        else:
            yield name, one, fields


def _no_clash(linker: Linker, fields: Map, made: Expanded) -> None:
    """Field names are flat: the same name in two sections is a clash."""
    for name, _, owner in flat(fields):
        if name in made.places:
            linker.note("TH205", owner.key_mark(name), name=name, other=made.places[name].key_mark(name))
        else:
            made.places[name] = owner
