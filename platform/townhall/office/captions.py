"""What is each field of a draft or a step called, for whoever may see it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from townhall.kernel.text import Text
from townhall.office.own_drafts import own_paper
from townhall.office.visiting import Visitor
from townhall.ports.archive import Archive
from townhall.ports.hall import Hall
from townhall.record.refusals import NotFound
from townhall.spec.fields import Field, Sheet


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
