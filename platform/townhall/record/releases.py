"""Which definitions were in force, since when, and who approved them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from townhall.kernel.canonical import content_hash

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Release:
    """Compiled definitions of one town: immutable, named by the SHA-256 of their canonical JSON.

    `definitions`: the effective definition at each path (`form/temp_relief`, `town/zhanghe`), plain JSON
    with formulas as written. Definitions are kept once by their own hash, however many releases share
    them; `manifest` maps each path to that hash.
    """

    id: str
    town: str
    format: int
    manifest: Mapping[str, str]
    definitions: Mapping[str, Any]


def released(town: str, definitions: Mapping[str, Any]) -> Release:
    """The release made of a town's effective definitions."""
    manifest = {path: content_hash(body) for path, body in definitions.items()}
    return Release(
        id=content_hash({"format": FORMAT, "town": town, "definitions": manifest}),
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
