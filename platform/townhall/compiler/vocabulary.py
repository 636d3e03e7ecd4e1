"""Which JSON Schema does each kind of definition follow, with what the plug-ins add?

The schemas stand in `schemas/*.yaml`. The catalog's field kinds and the settings of plug-in kinds are put
in here, so that an editor offers them and an unknown one is a Problem.
"""

from __future__ import annotations

import copy
import json
import keyword
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from townhall.compiler.kinds import KINDS, ROOTS
from townhall.compiler.parsing import parsed
from townhall.kernel.canonical import canonical
from townhall.spec.catalog import Catalog

Schema: TypeAlias = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
RESERVED = frozenset(keyword.kwlist) | {word.lower() for word in keyword.kwlist} | ROOTS

TITLES = "x-titles"
"""The keyword of a schema under which people's titles for its words stand."""

SECTION = "分节"

_FOLDER = Path(__file__).parent / "schemas"
_REF = "#/$defs/"


def schema_for(kind: str, catalog: Catalog) -> Schema:
    """The self-contained schema of a file that defines a kind (`form`, `register` …), for editors.

    Raises:
        LookupError: there is no such kind.
    """
    opening = KINDS[kind]
    definitions = json.loads(definitions_text(words_of(catalog)))
    body: Schema = {"$ref": f"{_REF}{kind}"}
    if opening.shares:
        body = {
            "title": definitions[kind].get("title", kind),
            "type": "object",
            "required": [opening.key],
            "additionalProperties": False,
            "properties": {
                opening.key: {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"$ref": f"{_REF}name"},
                    "additionalProperties": {"$ref": f"{_REF}{kind}"},
                }
            },
        }
    needed = _reachable(body, definitions)
    return {"$schema": DIALECT, **body, "$defs": {name: definitions[name] for name in sorted(needed)}}


def words_of(catalog: Catalog) -> str:
    """What a catalog adds to the language, as canonical JSON: field kinds, their titles (Chinese), and the
    settings they know.
    """
    settings: dict[str, Any] = {}
    for kind in catalog.kinds.values():
        settings.update(getattr(kind, "settings", {}))
    titles = {name: kind.title.zh for name, kind in catalog.kinds.items()}
    return canonical({"kinds": titles, "settings": settings})


@lru_cache(maxsize=8)
def definitions_text(words: str) -> str:
    """All schemas by name as JSON text, with what the catalog adds."""
    added = json.loads(words)
    definitions = copy.deepcopy(_shipped())
    titles = {**added["kinds"], "section": SECTION}
    definitions["kind_name"]["enum"] = sorted(titles)
    definitions["kind_name"][TITLES] = titles
    definitions["name"]["not"]["enum"] = sorted(RESERVED)
    field = definitions["field"]["properties"]
    field.update({key: shape for key, shape in added["settings"].items() if key not in field})
    definitions["field_changes"]["properties"] = {key: shape for key, shape in field.items() if key != "kind"}
    return json.dumps(definitions, ensure_ascii=False)


@lru_cache(maxsize=1)
def _shipped() -> Schema:
    """Every schema under `schemas/`, by the name of its kind or shared part."""
    found: Schema = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        written, problems = parsed(path.read_text(encoding="utf-8"), path.name)
        assert written is not None, path
        assert not problems, problems
        found.update(written.pop("$defs", {}))
        if "type" in written:
            found[path.stem] = written
        else:
            found.update(written)
    return found


def _reachable(body: Schema, definitions: Schema) -> set[str]:
    """The names a schema refers to, and those they refer to."""
    seen: set[str] = set()
    waiting = list(_references(body))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(_references(definitions[name]))
    return seen


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key == "$ref":
                yield value.removeprefix(_REF)
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)


@lru_cache(maxsize=8)
def definition_schemas(words: str) -> dict[str, Schema]:
    """The schema of one definition of each kind, every reference followed: circles are Python's own.

    A validator that need not look up references is several times faster.
    """
    definitions = json.loads(definitions_text(words))
    made: dict[str, Schema] = {name: {} for name in definitions}
    for name, node in definitions.items():
        made[name].update(_followed(node, made))
    return {kind: made[kind] for kind in KINDS}


def _followed(node: Any, made: Mapping[str, Schema]) -> Any:
    if isinstance(node, list):
        return [_followed(item, made) for item in node]
    if not isinstance(node, dict):
        return node
    rest = {key: _followed(value, made) for key, value in node.items() if key != "$ref"}
    if "$ref" not in node:
        return rest
    target = made[node["$ref"].removeprefix(_REF)]
    rest.pop("description", None)
    return {**rest, "allOf": [target, *rest.get("allOf", [])]} if rest else target
