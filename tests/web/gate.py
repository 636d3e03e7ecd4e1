"""Who stands at the gate with bad input: browsers of several people on one square, without limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.web.square import Browser, Square, Town
from townhall.record.people import Sight
from townhall.record.submissions import Attachment, Draft

ROLES = ("initiator", "asked", "overseer", "answers_objections")


@dataclass(frozen=True, slots=True)
class Gate:
    """A square with the browsers of those who send bad input; many wrong posts are the point."""

    square: Square
    browsers: Mapping[str, Browser]

    @property
    def town(self) -> Town:
        return self.square.towns["zhanghe"]

    @property
    def clerk(self) -> Browser:
        return self.browsers["initiator"]

    @property
    def draft(self) -> str:
        """The address of the clerk's draft."""
        return f"/draft/{self.town.draft}"

    def kept(self) -> Draft | None:
        """The clerk's draft as it is kept."""
        with self.square.hall.archive(read_only=True) as archive:
            return archive.draft(self.town.draft, self.town.people["initiator"])

    def version(self) -> str:
        """The version that a page of the draft would send now; 1 where it is no more."""
        found = self.kept()
        return str(found.version if found else 1)

    def photos(self) -> list[Attachment]:
        """The photos of the clerk's draft, oldest first."""
        found = self.kept()
        ids = found.raw["photos"] if found else []
        with self.square.hall.archive(read_only=True) as archive:
            sight = Sight("zhanghe", self.town.people["initiator"])
            kept = [archive.attachment(id, sight) for id in (ids if isinstance(ids, list) else [ids])]
        return [one for one in kept if one is not None]


def opened(square: Square) -> Gate:
    """A gate on a square."""
    app, town = square.app(RATELIMIT_ENABLED=False), square.towns["zhanghe"]
    return Gate(square, {role: Browser(app, square.token(town.people[role])) for role in ROLES})
