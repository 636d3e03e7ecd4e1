"""For what has each kind of body money in a year, from which source, and how much?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line: what it pays (`category`), from which source, between which amounts (yuan) a year."""

    name: str
    category: str
    source: str
    least: int
    most: int


VILLAGE: Mapping[str, Line] = {
    "cadre_pay": Line("村干部报酬", "cadre_pay", "operating", 192000, 228000),
    "worktime": Line("误工补贴", "worktime", "own", 40000, 60000),
    "office": Line("办公", "office", "operating", 20000, 28000),
    "travel": Line("差旅", "travel", "operating", 6000, 9000),
    "meeting": Line("会议", "meeting", "operating", 5000, 9000),
    "training": Line("培训", "training", "operating", 5000, 7000),
    "newspaper": Line("报刊", "newspaper", "operating", 3000, 3600),
    "utilities": Line("水电", "utilities", "own", 26000, 34000),
    "maintenance": Line("管护维修", "maintenance", "own", 160000, 220000),
    "public_service": Line("公益支出", "public_service", "own", 90000, 140000),
    "production": Line("经营支出", "production", "own", 60000, 100000),
    "relief": Line("慰问救助", "relief", "own", 20000, 32000),
    "project": Line("工程", "project", "special", 360000, 480000),
}
OFFICE: Mapping[str, Line] = {
    "office": Line("办公经费", "office", "operating", 140000, 180000),
    "travel": Line("差旅费", "travel", "operating", 60000, 80000),
    "training": Line("培训费", "training", "operating", 40000, 52000),
    "newspaper": Line("报刊费", "newspaper", "operating", 18000, 24000),
    "utilities": Line("水电费", "utilities", "operating", 70000, 90000),
    "maintenance": Line("维修费", "maintenance", "operating", 120000, 160000),
}
COOP: Mapping[str, Line] = {
    "production": Line("生产经营", "production", "own", 380000, 520000),
    "maintenance": Line("设施维护", "maintenance", "own", 160000, 220000),
    "wage": Line("工资劳务", "wage", "own", 90000, 140000),
    "office": Line("办公", "office", "own", 12000, 20000),
    "utilities": Line("水电", "utilities", "own", 24000, 36000),
}
HOME: Mapping[str, Line] = {
    "support": Line("供养经费", "food", "support", 420000, 520000),
    "nursing": Line("护理经费", "care", "nursing", 120000, 160000),
    "operating": Line("运转经费", "maintenance", "operating", 160000, 220000),
    "wages": Line("工资经费", "wage", "wages", 300000, 360000),
}
RELIEF = Line("临时救助", "relief", "civil", 480000, 620000)
"""What the town has for relief; its own account (`relief`) at the civil affairs office holds it."""

LINES: Mapping[str, Mapping[str, Line]] = {
    "village": VILLAGE,
    "community": VILLAGE,
    "fiscal_office": OFFICE,
    "civil_affairs": {**OFFICE, "relief": RELIEF},
    "coop": COOP,
    "welfare_home": HOME,
}
"""The lines of each kind of body by code; a home has one for every source."""
