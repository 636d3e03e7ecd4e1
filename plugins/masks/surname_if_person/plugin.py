"""Plugs in the mask `surname_if_person`: persons are masked, firms and bodies are shown.

Whether a name is a person's can only be guessed. The guess errs towards masking: a shop of four
characters is masked too.
"""

from __future__ import annotations

import re

from townhall.kernel.text import Text
from townhall.ports.sockets import Sockets

from ..surname.plugin import surname

_HAN = r"[\u3007\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff]"
_PERSON = re.compile(rf"{_HAN}{{2,4}}|{_HAN}+(?:[·•・‧.]{_HAN}+)+")
_BETWEEN = re.compile(r"([、,,;;/\n]+)")
_ASIDE = re.compile(r"[((][^()()]*[))]?$")


def surname_if_person(whole: str) -> str:
    """Every person among the names masked, everything else left.

    >>> surname_if_person("张小三、李四"), surname_if_person("双喜建材有限公司")
    ('张*三、李*', '双喜建材有限公司')
    """
    return "".join(_masked(part) for part in _BETWEEN.split(whole))


def _masked(part: str) -> str:
    """One name; words in brackets behind a person's name are dropped."""
    name = _ASIDE.sub("", "".join(part.split()))
    return surname(name) if _PERSON.fullmatch(name) else part


def plug(sockets: Sockets) -> None:
    """Offer the mask `surname_if_person`."""
    sockets.masks.add(
        "surname_if_person",
        surname_if_person,
        Text("个人只显示姓和末字，单位全显示", "Persons masked, firms and bodies in full"),
    )
