"""Puts a compiled release in force for a town, on somebody's word, from a day on."""

from __future__ import annotations

from datetime import date

from townhall.kernel.text import Text
from townhall.office.visiting import open_towns
from townhall.ports.archive import Archive, ColumnChanged
from townhall.ports.hall import Hall
from townhall.record.refusals import Refused
from townhall.record.releases import Publication, Release
from townhall.spec.blueprint import Blueprint


def publish(
    hall: Hall, release: Release, blueprint: Blueprint, *, since: date, approved_by: str, note: str = ""
) -> Publication:
    """Keep a release and put it in force. Cases already open stay on theirs.

    Raises:
        Refused: it begins in the past, has a village of another town, or a register's column would change
            its type.
    """
    if since < hall.today():
        raise Refused(
            Text(
                "生效日期不能早于今天：已经按旧定义办的件不改。",
                "A release cannot begin in the past: what was done under the old one stays.",
            )
        )
    return _put_in_force(hall, release, blueprint, since, approved_by, note)


def found_town(hall: Hall, release: Release, blueprint: Blueprint, *, since: date) -> Publication:
    """Put the first release of a town in force, from any day: before it nothing was done here.

    Raises:
        Refused: the town has a release already, or the release has a village of another town.
    """
    with hall.archive(read_only=True) as archive:
        if release.town in archive.towns():
            raise Refused(
                Text("该镇已有发布的定义。", "This town has a release already; publish a new one instead.")
            )
    return _put_in_force(hall, release, blueprint, since, "founding", "")


def _put_in_force(
    hall: Hall, release: Release, blueprint: Blueprint, since: date, approved_by: str, note: str
) -> Publication:
    publication = Publication(release.id, release.town, since, hall.now(), approved_by, note)
    try:
        with hall.archive() as archive:
            _refuse_others_villages(hall, archive, blueprint)
            archive.keep_release(release, blueprint.registers.values())
            archive.publish(publication)
    except ColumnChanged as changed:
        raise Refused(
            Text(
                f"台账{changed.register}的列{changed.column}原来是{changed.was}，不能改成{changed.now}；请换一个新列名。",
                f"register/{changed.register}: column {changed.column} was {changed.was} and cannot become "
                f"{changed.now}; give the new column another name.",
            )
        ) from changed
    return publication


def _refuse_others_villages(hall: Hall, archive: Archive, blueprint: Blueprint) -> None:
    """See that no village belongs to two towns: the code on its wall leads to the books of one.

    Raises:
        Refused: one would.
    """
    own = {one.code: one.title for one in blueprint.town.units if one.is_body}
    for other in open_towns(hall, archive):
        taken = next((one.code for one in other.town.units if one.code in own), None)
        if other.town.name != blueprint.town.name and taken is not None:
            raise Refused(
                Text(
                    f"{own[taken].zh}（{taken}）已属{other.town.title.zh}，不能再列入{blueprint.town.title.zh}。",
                    f"{own[taken].en} ({taken}) belongs to {other.town.title.en} already and cannot be in "
                    f"{blueprint.town.title.en} too.",
                )
            )
