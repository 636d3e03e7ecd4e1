"""What are seats and fields called on screen: a unit with its post, and each field by its title?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Named:
    """What a field is called, and what each of its options is called."""

    title: Text
    options: Mapping[str, Text] = field(default_factory=dict)


def named_fields(hall: Hall, visitor: Visitor, owner: str, step: str = "") -> dict[str, Named]:
    """What the fields of a draft or of a case's step are called, cells by their table and column.

    `owner` is the id of a draft, also of one that was handed in, or of a case. Empty where the visitor may
    not see it, or it has no such step.
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
    blueprint = hall.blueprints.of(archive, case.release)
    if not step:
        return blueprint.forms[case.form].sheet
    chain = blueprint.chain_of(case.form)
    return next((one.sheet for one in chain.walk() if one.path == step), None)


def _titled(fields: tuple[Field, ...]) -> Iterator[tuple[str, Named]]:
    for one in fields:
        yield one.name, Named(one.title, _options(one))
        for column in one.columns:
            title = Text(f"{one.title.zh}{column.title.zh}", f"{one.title.en}, {column.title.en}")
            yield f"{one.name}.{column.name}", Named(title, _options(column))


def _options(one: Field) -> dict[str, Text]:
    if one.kind == "bool":
        return {"true": Text("是", "Yes"), "false": Text("否", "No")}
    return {option.name: option.title for option in one.options}
