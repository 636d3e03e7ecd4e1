"""Which definitions were in force, since when, and who approved them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from townhall.kernel.canonical import ordered_hash

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Release:
    """Compiled definitions of one town: immutable, named by the SHA-256 of their JSON.

    Inside a definition the order of keys means something and is part of the hash; in which order the
    definitions were read is not.

    `definitions`: the effective definition at each path (`form/temp_relief`, `town/zhanghe`), plain JSON
    with formulas as written. Definitions are kept once by their own hash, however many releases share
    them; `manifest` maps each path to that hash.
    """

    id: str
    town: str
    format: int
    manifest: Mapping[str, str]
    definitions: Mapping[str, Any]


def released(town: str, definitions: Mapping[str, Any], manifest: Mapping[str, str] | None = None) -> Release:
    """The release made of a town's effective definitions.

    `manifest`: the hash of each by path, in order of paths, where it is known already.
    """
    if manifest is None:
        manifest = {path: ordered_hash(definitions[path]) for path in sorted(definitions)}
    return Release(
        id=ordered_hash({"format": FORMAT, "town": town, "definitions": manifest}),
        town=town,
        format=FORMAT,
        manifest=manifest,
        definitions=definitions,
    )


@dataclass(frozen=True, slots=True)
class Publication:
    """A release put in force for a town from a day on, and who did it."""

    release: str
    town: str
    effective_from: date
    published_at: datetime
    approved_by: str
    note: str = ""
