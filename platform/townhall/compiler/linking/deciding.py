"""Can every choice of a step be made by the field that decides there?"""

from __future__ import annotations

from collections.abc import Mapping

from townhall.compiler.linking.linker import Linker
from townhall.compiler.marked import Map
from townhall.spec.fields import Field

KEYS = ("decides", "reason")
"""Keys of a field that mean something at a step only."""


def check_deciding(linker: Linker, step: Map, fields: Mapping[str, Map], built: Mapping[str, Field]) -> None:
    """A field that decides must be filled in, is the only one, and has an option for every way but the first,
    which any other option stands for.
    """
    deciding = [name for name, one in fields.items() if one.get("decides")]
    if not deciding:
        return
    first, *more = deciding
    for name in more:
        linker.note("TH269", fields[name].key_mark("decides"), name=name, other=first)
    body, options = fields[first], built[first].options
    if body.get("required") is not True:
        linker.note("TH268", body.key_mark("decides"), name=first)
    choices = step.get("choices")
    if not isinstance(choices, Map) or not options:
        return
    for choice in list(choices)[1:]:
        if built[first].option(choice) is None:
            said = ", ".join(one.name for one in options)
            linker.note("TH270", body.key_mark("decides"), name=first, choice=choice, options=said)


def no_deciding(linker: Linker, body: Map, where: str) -> None:
    """A field that stands at no step decides nothing and gives no reason."""
    for key in KEYS:
        if key in body:
            linker.note("TH240", body.key_mark(key), key=key, kind=where)
