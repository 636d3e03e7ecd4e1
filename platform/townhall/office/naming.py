"""What are seats and fields called on screen: a unit with its post, and each field by its title?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from townhall.kernel.text import Text
from townhall.office.own_drafts import own_paper
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound
from townhall.spec.fields import Field, Sheet

EITHER = re.compile(r"村（(.+?)）(.+)")
"""A post of villages and communities alike: 村（社区）报账员, 村（居）委会主任."""


def seated(unit: Text, post: Text) -> Text:
    """A post at a unit, with no word said twice where the unit's name ends as the post's begins.

    >>> [
    ...     seated(Text(unit, ""), Text(post, "")).zh
    ...     for unit, post in (
    ...         ("财政所", "财政所长"),
    ...         ("刘院村", "村（社区）报账员"),
    ...         ("新设社区", "村（居）委会主任"),
    ...         ("刘院村", "理事长"),
    ...     )
    ... ]
    ['财政所长', '刘院村报账员', '新设社区居委会主任', '刘院村理事长']
    """
    return Text(unit.zh + _after(unit.zh, post.zh), f"{post.en}, {unit.en}")


def _after(unit: str, post: str) -> str:
    """What is still to be said of a post once its unit was named."""
    either = EITHER.fullmatch(post)
    if either and unit.endswith("村"):
        return either[2]
    if either:
        post = either[1] + either[2]
    return next((post[size:] for size in range(len(post), 0, -1) if unit.endswith(post[:size])), post)


def field_titles(hall: Hall, visitor: Visitor, owner: str, step: str = "") -> dict[str, Text]:
    """What the fields of a draft or of a case's step are called, cells by their table and column.

    `owner` is the id of a draft or case. Empty where the visitor may not see it, or it has no such step.
    """
    with hall.archive(read_only=True) as archive:
        sheet = _sheet(hall, archive, visitor, owner, step)
        return dict(_titled(sheet.fields)) if sheet else {}


def _sheet(hall: Hall, archive: Archive, visitor: Visitor, owner: str, step: str) -> Sheet | None:
    case = archive.case(owner, visitor.sight)
    if case is None:
        try:
            return own_paper(hall, archive, visitor, owner).form.sheet
        except NotFound:
            return None
    chain = hall.blueprints.of(archive, case.release).chain_of(case.form)
    return next((one.sheet for one in chain.walk() if one.path == step), None)


def _titled(fields: tuple[Field, ...]) -> Iterator[tuple[str, Text]]:
    for one in fields:
        yield one.name, one.title
        for column in one.columns:
            yield (
                f"{one.name}.{column.name}",
                Text(f"{one.title.zh}{column.title.zh}", f"{one.title.en}, {column.title.en}"),
            )
