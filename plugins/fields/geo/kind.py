"""How is a point on the map read, checked, kept and shown?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from townhall.kernel.decimals import rounded_to
from townhall.kernel.signatures import PLACE, ValueType
from townhall.kernel.text import Text
from townhall.kernel.values import Place
from townhall.spec import typed
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

SAY = Text("请填写纬度，经度，如 31.120100,112.203500", "Type latitude,longitude like 31.120100,112.203500")
PAIR = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,20})?) ?[,、; ] ?(-?[0-9]{1,3}(?:\.[0-9]{1,20})?)")


@dataclass(frozen=True, slots=True)
class Location(Single):
    """Latitude, longitude in degrees (WGS 84), to six places: about ten centimetres."""

    name: str = "geo"
    title: Text = Text("位置", "Location")

    def value_type(self, field: Field) -> ValueType:
        """A place."""
        return PLACE

    def read(self, raw: Any, field: Field) -> Place:
        """The point; latitude first."""
        if isinstance(raw, Place):
            return _rounded(raw)
        found = PAIR.fullmatch(typed.narrow(raw))
        if not found:
            raise Unreadable(SAY)
        try:
            return _rounded(Place(Decimal(found[1]), Decimal(found[2])))
        except ValueError as error:
            raise Unreadable(
                Text(
                    "纬度在前（-90到90），经度在后（-180到180），如 31.120100,112.203500",
                    "Latitude first (-90 to 90), then longitude (-180 to 180), like 31.120100,112.203500",
                )
            ) from error

    def to_json(self, value: Place) -> str:
        """`31.120100,112.203500`."""
        return str(_rounded(value))

    def from_json(self, stored: Any) -> Place:
        """The point back."""
        latitude, longitude = stored.split(",")
        return Place(Decimal(latitude), Decimal(longitude))


def _rounded(place: Place) -> Place:
    return Place(rounded_to(place.latitude, 6) + 0, rounded_to(place.longitude, 6) + 0)
