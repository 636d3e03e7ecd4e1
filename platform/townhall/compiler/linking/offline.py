"""May a form that works offline be filled in where no server answers?

What is there is what was taken along: its options, and what whoever opens it filled in beforehand. Nothing
can be looked up, and nothing that is secret is left lying on a phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.groups import flat
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.walking import walk
from townhall.compiler.marked import Map


def check_offline(linker: Linker, name: str, body: Map, chains: Mapping[str, Map]) -> None:
    """The fields of a form that says `works_offline`."""
    if body.get("works_offline") is not True:
        return
    given = _given(name, body, chains)
    for place, one in _fields(body):
        if one["kind"] == "ref" and place not in given and not {"is", "first_true"} & set(one):
            linker.note("TH290", one.key_mark("kind"), name=place, register=bare(str(one.get("to", ""))))
        if one.get("secret") or one.get("hashed"):
            key = "secret" if one.get("secret") else "hashed"
            linker.note("TH291", one.key_mark(key), name=place)


def _fields(body: Map) -> Iterator[tuple[str, Map]]:
    """Every field, and every column of a table, by its place."""
    for name, one, _ in flat(body.get("fields") or Map()):
        yield name, one
        if one.get("kind") == "table" and isinstance(one.get("fields"), Map):
            yield from ((f"{name}.{column}", cell) for column, cell in one["fields"].maps())


def _given(name: str, body: Map, chains: Mapping[str, Map]) -> frozenset[str]:
    """The fields that whatever begins the form always fills in: the calendar, or the steps that open it."""
    ways = [frozenset(body["start"].get("with") or ())] if "each" in body["start"] else []
    for chain in chains.values():
        for _, step in walk(chain["steps"]):
            if bare(str(step.get("open", ""))) == name:
                ways.append(frozenset(step.get("with") or ()))
    return frozenset.intersection(*ways) if ways else frozenset()
