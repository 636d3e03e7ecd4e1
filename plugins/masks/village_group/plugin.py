"""Plugs in the mask `village_group`: of an address the village or community and the group, not the house."""

from __future__ import annotations

import re

from townhall.kernel.text import Text
from townhall.ports.sockets import Sockets

_VILLAGE = re.compile(r".{1,40}?(?:社区|村(?![镇乡路街道巷里]))")
_GROUP = re.compile(r"(?:村委会|居委会|委会)?(第?[0-9一二三四五六七八九十]{1,3}(?:村民|居民)?小?组)")


def village_group(whole: str) -> str:
    """The address as far as its village, and its group if it stands right behind.

    >>> village_group("漳河镇凤凰村三组12号"), village_group("荆门市漳河大道8号")
    ('漳河镇凤凰村三组', '•••')
    """
    address = "".join(whole.split())
    if not address:
        return ""
    village = _VILLAGE.match(address)
    if not village:
        return "•••"
    group = _GROUP.match(address, village.end())
    return village[0] + (group[1] if group else "")


def plug(sockets: Sockets) -> None:
    """Offer the mask `village_group`."""
    sockets.masks.add("village_group", village_group, Text("只显示到村和组", "Village and group only"))
