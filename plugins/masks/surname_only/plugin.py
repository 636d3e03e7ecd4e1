"""Plugs in the mask `surname_only`: of a person's name the first character."""

from __future__ import annotations

from townhall.kernel.text import Text
from townhall.ports.sockets import Sockets


def surname_only(whole: str) -> str:
    """The first character and two stars, however long the name is.

    >>> surname_only("张三"), surname_only("欧阳娜娜"), surname_only("张")
    ('张**', '欧**', '**')
    """
    name = "".join(whole.split())
    if len(name) < 2:
        return "**" if name else ""
    return f"{name[0]}**"


def plug(sockets: Sockets) -> None:
    """Offer the mask `surname_only`."""
    sockets.masks.add(
        "surname_only", surname_only, Text("只显示首字", "First character only"), within=("surname",)
    )
