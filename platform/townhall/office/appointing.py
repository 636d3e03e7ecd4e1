"""Puts people at posts, and takes them off, within what the posts allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from townhall.kernel.text import Text
from townhall.office.insisting import insisting
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.people import Holding, Person
from townhall.record.refusals import Refused
from townhall.spec.blueprint import Blueprint

FIRST_ROW = 2
"""The row of a list in which its first line of people stands, below the names of its columns."""


class CannotHold(Refused):
    """Somebody cannot be put at a post, or be taken off it."""

    status = 422

    def in_row(self, number: int) -> CannotHold:
        """The same, said of a row of a list."""
        return CannotHold(Text(f"第{number}行：{self.say.zh}", f"Row {number}: {self.say.en}"))


def appoint(hall: Hall, people: Iterable[Person], holdings: Iterable[Holding]) -> None:
    """Add people and put them at their posts, all or nothing.

    Raises:
        CannotHold: a post does not exist at that unit (or has no such portfolio), has its one holder or this
            very holder already, or may not be held together with another the person holds there (`not_with`).
    """
    new, wanted = tuple(people), tuple(holdings)

    def act() -> None:
        with hall.archive() as archive:
            _require_possible(hall, archive, wanted)
            archive.add_people(new)
            archive.add_holdings(wanted)

    insisting(act)


def _require_possible(
    hall: Hall, archive: Archive, wanted: Sequence[Holding], *, are_rows: bool = False
) -> None:
    for town in dict.fromkeys(one.town for one in wanted):
        if archive.publication(town, hall.today()) is None:
            raise CannotHold(
                Text(
                    f"镇{town}还没有发布定义，请先 townhall publish {town}。",
                    f"town/{town} has no release yet; run townhall publish {town} first.",
                )
            )
        _, blueprint = hall.blueprints.in_force(archive, town, hall.today())
        standing = [*archive.holdings(town)]
        for number, one in enumerate(wanted, FIRST_ROW):
            if one.town != town:
                continue
            try:
                check(blueprint, standing, one)
            except CannotHold as refused:
                raise (refused.in_row(number) if are_rows else refused) from None
            standing.append(one)


@dataclass(frozen=True, slots=True)
class Appointed:
    """How many people were added and how many posts filled."""

    people: int
    holdings: int


def appoint_rows(hall: Hall, rows: Iterable[Mapping[str, str]]) -> Appointed:
    """Appoint from the rows of a list (columns as `townhall appoint --help` says), all or nothing.

    Raises:
        CannotHold: with the row's number, what cannot be.
    """
    listed = tuple(rows)
    return insisting(lambda: _appoint_rows(hall, listed))


def _appoint_rows(hall: Hall, rows: Sequence[Mapping[str, str]]) -> Appointed:
    new: list[Person] = []
    holdings: list[Holding] = []
    with hall.archive() as archive:
        people = {**archive.people_by_login({_login(row) for row in rows})}
        for number, row in enumerate(rows, FIRST_ROW):
            person = people.get(_login(row))
            if person is None:
                person = Person(
                    hall.names.new(),
                    _told(row, "name", number),
                    _told(row, "login", number),
                    row.get("phone") or "",
                )
                new.append(person)
                people[person.login] = person
            holdings.append(_holding(person, row, number))
        _require_possible(hall, archive, holdings, are_rows=True)
        archive.add_people(new)
        archive.add_holdings(holdings)
    return Appointed(len(new), len(holdings))


def _login(row: Mapping[str, str]) -> str:
    return (row.get("login") or "").strip()


def _holding(person: Person, row: Mapping[str, str], number: int) -> Holding:
    since = _told(row, "since", number)
    try:
        first_day = date.fromisoformat(since)
    except ValueError:
        words = Text(f"{since}不是日期，请写成2026-01-31。", f"{since} is no day; write 2026-01-31.")
        raise CannotHold(words).in_row(number) from None
    return Holding(
        person=person.id,
        town=_told(row, "town", number),
        post=_told(row, "post", number),
        unit=_told(row, "unit", number),
        since=first_day,
        portfolio=(row.get("portfolio") or "").strip() or None,
        responsible_for=frozenset((row.get("responsible_for") or "").split()),
    )


def _told(row: Mapping[str, str], column: str, number: int) -> str:
    value = (row.get(column) or "").strip()
    if not value:
        raise CannotHold(Text(f"第{number}行缺{column}。", f"Row {number} lacks {column}."))
    return value


def check(blueprint: Blueprint, others: Iterable[Holding], one: Holding) -> None:
    """See whether a holding may stand beside the others.

    Raises:
        CannotHold: it may not.
    """
    post = blueprint.posts.get(one.post)
    unit = next((unit for unit in blueprint.town.units if unit.code == one.unit), None)
    if post is None or unit is None or unit.kind not in post.at:
        raise CannotHold(
            Text(f"{one.unit}没有岗位{one.post}。", f"There is no post {one.post} at unit {one.unit}.")
        )
    if one.portfolio is not None and one.portfolio not in dict(post.portfolios):
        zh = "、".join(f"{name}（{title.zh}）" for name, title in post.portfolios) or "无"
        en = ", ".join(f"{name} ({title.en})" for name, title in post.portfolios) or "none"
        raise CannotHold(
            Text(
                f"岗位{post.title.zh}没有分管{one.portfolio}。可写：{zh}。",
                f"{post.title.en} has no portfolio {one.portfolio}. There are: {en}.",
            )
        )
    here = [other for other in others if other.unit == one.unit and _overlap(other, one)]
    if any(
        (other.person, other.post, other.portfolio) == (one.person, one.post, one.portfolio) for other in here
    ):
        raise CannotHold(
            Text(
                f"此人已是{unit.title.zh}的{post.title.zh}。",
                f"This person is {post.title.en} of {unit.title.en} already.",
            )
        )
    if post.one_holder and any(other.post == one.post and other.portfolio == one.portfolio for other in here):
        raise CannotHold(
            Text(
                f"{unit.title.zh}的{post.title.zh}已有人；请先结束原任。",
                f"{post.title.en} of {unit.title.en} is held already; end that first.",
            )
        )
    for other in here:
        theirs = blueprint.posts.get(other.post)
        if other.person != one.person or theirs is None:
            continue
        if other.post in post.not_with or one.post in theirs.not_with:
            raise CannotHold(
                Text(
                    f"同一人不能在{unit.title.zh}兼任{post.title.zh}和{theirs.title.zh}。",
                    f"One person cannot be both {post.title.en} and {theirs.title.en} of {unit.title.en}.",
                )
            )


def _overlap(one: Holding, other: Holding) -> bool:
    return (one.until is None or other.since <= one.until) and (
        other.until is None or one.since <= other.until
    )


def dismiss(hall: Hall, holding: Holding, until: date) -> Holding:
    """Let a holding end on a day, its last.

    What waits for the seat goes to whoever holds the post then; of what was asked of this person by name
    others are asked at the next round of `office.working` (docs/decisions/0006).
    """

    def act() -> None:
        with hall.archive() as archive:
            archive.end_holding(holding, until)

    insisting(act)
    return replace(holding, until=until)


def dismiss_from(
    hall: Hall, login: str, post: str, unit: str, until: date, *, town: str | None = None
) -> Holding:
    """Let whoever signs in as `login` leave a post (with its portfolio, `deputy_leader.finance`) at a unit.

    `town`: which one is meant, where two have a unit of that code and the person that post in both.

    Raises:
        CannotHold: nobody signs in so, or they do not hold that post there on that day, or several such.
    """

    def act() -> Holding:
        with hall.archive() as archive:
            person = archive.person_by_login(login)
            held = archive.holdings_of(person.id) if person is not None else ()
            meant = [
                one
                for one in held
                if one.unit == unit
                and town in (None, one.town)
                and one.is_in_force(until)
                and post in one.seat.answers_to
            ]
            if len(meant) != 1:
                raise _not_one(meant, login, post, unit, until)
            archive.end_holding(meant[0], until)
        return replace(meant[0], until=until)

    return insisting(act)


def _not_one(held: Sequence[Holding], login: str, post: str, unit: str, until: date) -> CannotHold:
    if not held:
        return CannotHold(
            Text(
                f"{login}在{until}没有在{unit}任{post}。",
                f"{login} does not hold the post {post} at {unit} on {until}.",
            )
        )
    which = [f"{one.seat.full_post} --town {one.town}" for one in held]
    return CannotHold(
        Text(
            f"{login}在{unit}任{post}的不止一项：{'；'.join(which)}。请写明是哪一项。",
            f"{login} holds more than one such post at {unit}: {'; '.join(which)}. Say which.",
        )
    )
