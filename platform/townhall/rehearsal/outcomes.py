"""Is what came of a play what its scenario expects?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from townhall.engine.complaints import complaints
from townhall.engine.standing import Circumstances, standing
from townhall.kernel.text import Text
from townhall.office import disclosing
from townhall.office.gathering import circumstances, gathered
from townhall.office.views import TableView
from townhall.rehearsal.stage import Stage


def at(stage: Stage, wanted: Any) -> Text | None:
    """The case waits at these steps, and at no others."""
    paths = sorted(wanted) if isinstance(wanted, list | tuple) else [wanted]
    case = stage.standing_case()
    chain = stage.blueprint.chain_of(case.form)
    containers = {step.path for step in chain.walk() if step.steps or step.branches}
    found = sorted(run.step for run in case.open_runs if run.step not in containers)
    named = {run.step for run in case.open_runs}
    if found == paths or (len(paths) == 1 and paths[0] in named):
        return None
    return differs(_listed(paths), _listed(found) or case.state)


def state(stage: Stage, wanted: Any) -> Text | None:
    """The case is open, returned, approved, refused or withdrawn."""
    found = stage.standing_case().state
    return None if found == wanted else differs(wanted, found)


def refused(stage: Stage, wanted: Any) -> Text | None:
    """The play was refused, for these demands and fields among others."""
    if stage.is_refused and set(wanted) <= set(stage.refused):
        return None
    return differs(_listed(wanted), _listed(stage.refused) or "-")


def warned(stage: Stage, wanted: Any) -> Text | None:
    """These demands, which only warn, are not met by what was handed in, and no others."""
    case = stage.standing_case()

    def unmet(now: Circumstances) -> set[str]:
        at = standing(now, case)
        told = complaints(at.sheet, now.catalog, ())
        at.world.settle()
        return {one.demand for one in told if one.warns and one.demand}

    with stage.hall.archive(read_only=True) as archive:
        found = gathered(archive, circumstances(stage.hall, archive, stage.blueprint), unmet)
    return None if set(wanted) == found else differs(_listed(wanted) or "-", _listed(sorted(found)) or "-")


def skipped(stage: Stage, wanted: Any) -> Text | None:
    """These steps were skipped."""
    found = {run.step for run in stage.standing_case().runs if run.state == "skipped"}
    return None if set(wanted) <= found else differs(_listed(wanted), _listed(sorted(found)) or "-")


def asked(stage: Stage, wanted: Any) -> Text | None:
    """Holders of these posts are asked, and of no others."""
    found = {ask.post for run in stage.standing_case().open_runs for ask in run.asks}
    return None if set(wanted) == found else differs(_listed(wanted), _listed(sorted(found)) or "-")


def entered(stage: Stage, wanted: Mapping[str, int]) -> Text | None:
    """So many entries of the case stand in each register."""
    for path, count in wanted.items():
        found = len(stage.entries(path))
        if found != count:
            return differs(f"{path} {count}", f"{path} {found}")
    return None


def drawn(stage: Stage, wanted: int) -> Text | None:
    """So many rows were drawn at the steps that the case waits at."""
    found = sum(len(run.drawn) for run in stage.standing_case().open_runs)
    return None if found == wanted else differs(str(wanted), str(found))


def values(stage: Stage, wanted: Mapping[str, Mapping[str, Any]]) -> Text | None:
    """The newest entry of the case in each register has these values."""
    for path, columns in wanted.items():
        entries = stage.entries(path)
        if not entries:
            return differs(path, "-")
        for name, value in columns.items():
            column = stage.register(path).column(name)
            if column is None:
                return differs(name, "-")
            expected, found = stage.read(column, value), entries[-1].values.get(name)
            if found != expected:
                return differs(f"{name} {expected}", f"{name} {found}")
    return None


def page(stage: Stage, wanted: Mapping[str, str]) -> Text | None:
    """Anyone who opens the case's page reads these words in its columns."""
    view = disclosing.notice(stage.hall, stage.publicity())
    shown = {item.name: getattr(item, "shown", "") for item in view.items}
    for table in (item for item in view.items if isinstance(item, TableView)):
        for place, (name, _, _) in enumerate(table.columns):
            shown |= {f"{row}.{name}": cells[place].shown for row, cells in enumerate(table.rows, start=1)}
            shown[name] = table.totals[place]
    for name, value in wanted.items():
        if shown.get(name) != str(value):
            return differs(f"{name} {value}", f"{name} {shown.get(name, '-')}")
    return None


OUTCOMES: Mapping[str, Callable[[Stage, Any], Text | None]] = {
    "at": at,
    "state": state,
    "refused": refused,
    "warned": warned,
    "skipped": skipped,
    "asked": asked,
    "entered": entered,
    "drawn": drawn,
    "values": values,
    "page": page,
}
"""What each word under `expect` compares: None where it is so, else what is otherwise."""


def differs(wanted: str, found: str) -> Text:
    """What was expected, and what is so."""
    return Text(f"应为{wanted}，实为{found}", f"expected {wanted}, found {found}")


def _listed(words: Iterable[str]) -> str:
    return "、".join(words)
