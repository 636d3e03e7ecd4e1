"""Which keys belong to the language and are not run by this version?

What is written and does nothing would be a silent promise: it is told (TH223). The few that stand in shipped
definitions, because they state a duty people keep by themselves, are listed in `docs/configure/later.md`.
"""

from __future__ import annotations

from collections.abc import Mapping

from townhall.compiler.linking.linker import Linker
from townhall.compiler.marked import Map

LATER: Mapping[str, tuple[str, ...]] = {
    "start": ("public",),
    "step": ("send", "fills", "until"),
    "field": ("until",),
    "hook": (
        "connector", "sends", "asks", "answers", "columns", "secret", "once_by", "key", "every",
        "stale_after", "keep_for", "retry", "when_silent",
    ),
    "page": ("facts", "drill"),
    "column": ("is", "kind"),
}  # fmt: skip
"""By what the key stands in."""


def note_later(linker: Linker, owner: str, body: Map, name: str = "") -> bool:
    """Note every key of a body that comes later; whether there was one. `name` says whose key it is."""
    found = [key for key in LATER[owner] if body.get(key) not in (None, False)]
    for key in found:
        linker.note("TH223", body.key_mark(key), what=f"{name or owner}.{key}")
    return bool(found)
