"""What do all specimens share: a moment, a village, a town, a code?"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from townhall.kernel.text import Text
from townhall.spec.fields import Field

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=timezone(timedelta(hours=8)))
CODE_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29">'
    '<path d="M0 0h7v7H0zM22 0h7v7h-7zM0 22h7v7H0z'
    'M9 1h1v3H9zM12 5h5v2h-5zM9 9h3v3H9zM14 11h4v2h-4zM20 9h2v6h-2zM10 15h6v1h-6zM18 17h5v2h-5z"/></svg>'
)
VILLAGE = Text("双井村", "Shuangjing Village")
TOWN = Text("漳河镇", "Zhanghe Town")


def field(name: str, kind: str, zh: str, en: str, **more: Any) -> Field:
    return Field(name=name, kind=kind, title=Text(zh, en), **more)


DEMOCRATIC = Text("民主理财审核章", "Democratic finance seal")
MEMBER = ("理财小组成员", "Finance group member")
