"""Plugs in the mask `surname`: of a person's name the first character, and the last of three or more."""

from __future__ import annotations

from townhall.kernel.text import Text
from townhall.ports.sockets import Sockets


def surname(whole: str) -> str:
    """张*, 张*三, 欧**娜; at most two stars, so that a long name does not show its length.

    >>> surname("张三"), surname("张小三"), surname("欧阳娜娜"), surname("阿依古丽·买买提")
    ('张*', '张*三', '欧**娜', '阿**提')
    """
    name = "".join(whole.split())
    if len(name) < 2:
        return "*" if name else ""
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' * min(len(name) - 2, 2)}{name[-1]}"


def plug(sockets: Sockets) -> None:
    """Offer the mask `surname`."""
    sockets.masks.add(
        "surname",
        surname,
        Text("只显示姓和末字", "Surname and last character only"),
        within=("surname_if_person",),
    )
