"""What does the table come to in which a step has drawn rows looked at?

It stands among the step's fields under the name `sample`: which row of its table a drawn row is, what that
row says, and behind it what is filled in there. What is secret and what is a file stays where it is.
"""

from __future__ import annotations

from townhall.compiler.building.texts import bare
from townhall.compiler.linking.groups import flat
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.sheets import no_column
from townhall.compiler.linking.walking import walk
from townhall.compiler.marked import Map, items_of
from townhall.spec.chains import ROW_NO, SAMPLE

MOST = 20_000
"""As many rows as the largest table may have."""

FILES = ("file", "image", "signature")
ASKING = (
    "required", "default", "fixed", "is", "first_true", "min", "max", "unique", "where", "shown",
    "restarts", "total",
)  # fmt: skip
"""What is asked of whoever fills a column in, and of nobody who looks at it."""


def sample_table(sample: Map, origin: Map) -> Map:
    """The table of a sample as it is written, still without the columns of the rows it draws from."""
    table = Map(sample.spot)
    for key, value in (
        ("kind", "table"),
        ("drawn", True),
        ("title", sample.get("title") or {"zh": "抽查", "en": "Sample"}),
        ("max_rows", MOST),
        ("fields", sample["fields"]),
    ):
        table.put(key, value, *(sample if key in sample else origin).spots_of(key))
    return table


def with_samples(linker: Linker, definitions: dict[str, Map]) -> None:
    """Put the columns of the rows into the table of every sample; the chain is one form's."""
    for path, chain in list(definitions.items()):
        if not path.startswith("chain/") or not any("sample" in step for _, step in walk(chain["steps"])):
            continue
        starting = [
            one
            for name, one in definitions.items()
            if name.startswith("form/") and bare(str(one["starts"])) == bare(path)
        ]
        definitions[path] = chain.with_value("steps", _steps(linker, chain["steps"], starting))


def _steps(linker: Linker, steps: Map, starting: list[Map]) -> Map:
    made = steps.twin()
    for name, step in steps.maps():
        for key in ("together", "steps"):
            if isinstance(step.get(key), Map):
                step = step.with_value(key, _steps(linker, step[key], starting))
        made[name] = _drawn(linker, step, starting) if "sample" in step else step
    return made


def _drawn(linker: Linker, step: Map, starting: list[Map]) -> Map:
    sample: Map = step["sample"]
    if len(starting) != 1:
        linker.note("TH282", step.key_mark("sample"), count=len(starting))
        return step
    tables = {name: one for name, one, _ in flat(starting[0]["fields"]) if one.get("kind") == "table"}
    table = tables.get(str(sample["of"]))
    if table is None:
        linker.unknown(str(sample["of"]), sample.value_mark("of"), tables)
        return step
    own: Map = step["fields"][SAMPLE]
    columns = own["fields"].twin()
    columns.clear()
    number = Map(sample.spot)
    for key, value in (("kind", "integer"), ("drawn", True), ("title", {"zh": "行", "en": "Row"})):
        number.put(key, value, sample.spot, sample.spot)
    columns.put(ROW_NO, number, sample.spot, sample.spot)
    for name, mark in items_of(sample, "shows"):
        if name not in table["fields"]:
            no_column(linker, f"{sample['of']}", str(name), list(table["fields"]), mark)
    for name, one in table["fields"].maps():
        if name not in sample.get("shows", table["fields"]):
            continue
        if one["kind"] not in FILES and not one.get("secret") and name not in own["fields"]:
            columns.put(name, one.without(ASKING).with_value("drawn", True), *table["fields"].spots_of(name))
    for name, one in own["fields"].maps():
        columns.put(name, one, *own["fields"].spots_of(name))
    fields = step["fields"].with_value(SAMPLE, own.with_value("fields", columns))
    return step.with_value("fields", fields)
