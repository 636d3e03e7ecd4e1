"""How does a secret travel through records without ever being written down in the open?

A secret value inside a record is wrapped in `Secret`. Canonical JSON refuses the wrapper, so a secret
that nobody sealed cannot be written: forgetting fails loudly. Storage seals on the way in and opens on
the way out; hashes cover the sealed form, so a trail can be verified without the key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import NoneType
from typing import Any

SEALED = "$sealed"
"""The one key of the object that stands in JSON where a secret was sealed; no field can be called so."""

_LEAVES = (str, int, NoneType)  # most of any tree, told apart first: it is walked whenever a case is read
_TREES = (dict, Mapping)  # nearly always the former, which is quicker to tell


@dataclass(frozen=True, slots=True)
class Secret:
    """A JSON value that may not be shown, logged or stored in the open; its repr hides it."""

    value: Any = field(repr=False)

    def __str__(self) -> str:
        return "Secret"


def sealed(tree: Any, seal: Callable[[Any], str]) -> Any:
    """The tree with every `Secret` replaced by `{"$sealed": text}`."""
    if isinstance(tree, Secret):
        return {SEALED: seal(tree.value)}
    if isinstance(tree, _TREES):
        return {
            name: value if isinstance(value, _LEAVES) else sealed(value, seal) for name, value in tree.items()
        }
    if isinstance(tree, list | tuple):
        return [sealed(value, seal) for value in tree]
    return tree


def opened(tree: Any, unseal: Callable[[str], Any]) -> Any:
    """The tree with every `{"$sealed": text}` opened into a `Secret`."""
    if isinstance(tree, _TREES):
        if len(tree) == 1 and SEALED in tree:
            return Secret(unseal(tree[SEALED]))
        return {
            name: value if isinstance(value, _LEAVES) else opened(value, unseal)
            for name, value in tree.items()
        }
    if isinstance(tree, list | tuple):
        return [opened(value, unseal) for value in tree]
    return tree
