"""What are the fields, look-ups and demands of a form, table, register or step?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from townhall.compiler.building.bench import Bench, Body
from townhall.compiler.building.texts import bare, spoken, text
from townhall.kernel.text import NO_TEXT
from townhall.spec.fields import Demand, Fact, Field, Section, Sheet

WRITTEN_HERE = frozenset({
    "kind", "title", "help", "source", "required", "shown", "is", "first_true", "default", "fixed", "auto",
    "min", "max", "max_length", "unique", "many", "at_least", "of", "to", "where", "holds", "from", "mask",
    "secret", "searchable", "hashed", "drawn", "restarts", "fields", "facts", "must", "min_rows", "max_rows",
    "import", "was_called", "until", "total", "decides", "reason", "only",
})  # fmt: skip
"""Keys the language knows; what else a field has are settings of its plug-in kind."""


def sheet(bench: Bench, body: Body, key: str = "fields") -> Sheet:
    """All that is filled in at once."""
    return Sheet(
        sections=tuple(_sections(bench, body.get(key) or {})),
        facts=facts(bench, body.get("facts")),
        must=demands(bench, body.get("must")),
    )


def _sections(bench: Bench, written: Body) -> Iterator[Section]:
    """Sections as written; fields that stand alone form sections without a title, named by their first."""
    loose: list[Field] = []
    for name, body in written.items():
        if body["kind"] != "section":
            loose.append(field(bench, name, body))
            continue
        if loose:
            yield Section(loose[0].name, NO_TEXT, tuple(loose))
            loose = []
        yield Section(
            name,
            text(body.get("title"), name),
            fields(bench, body["fields"]),
            bench.claim(body.get("shown"), otherwise=True),
            spoken(body.get("help")),
        )
    if loose:
        yield Section(loose[0].name, NO_TEXT, tuple(loose))


def fields(bench: Bench, written: Body | None) -> tuple[Field, ...]:
    """Fields in their order."""
    return tuple(field(bench, name, body) for name, body in (written or {}).items())


def field(bench: Bench, name: str, body: Body) -> Field:
    """One field."""
    of = body.get("of")
    return Field(
        name=name,
        kind=body["kind"],
        title=text(body.get("title"), name),
        help=spoken(body.get("help")),
        source=body.get("source", ""),
        required=bench.claim(body.get("required"), otherwise=False),
        shown=bench.claim(body.get("shown"), otherwise=True),
        calculated=bench.formula(calculated_source(body)),
        default=bench.setting(body.get("default")),
        fixed=body.get("fixed", False),
        auto=body.get("auto"),
        minimum=bench.formula(body.get("min")),
        maximum=bench.formula(body.get("max")),
        max_length=body.get("max_length"),
        unique=body.get("unique", False),
        many=body.get("many", False),
        at_least=body.get("at_least"),
        options=bench.options(of),
        only=tuple(body.get("only", ())),
        dictionary=bare(of) if isinstance(of, str) else None,
        to=bare(body["to"]) if "to" in body else None,
        where=bench.formula(body.get("where")),
        holds=body.get("holds"),
        filled_by=body.get("from"),
        mask=bare(body["mask"]) if "mask" in body else None,
        secret=body.get("secret", False),
        searchable=body.get("searchable", False),
        hashed=body.get("hashed", False),
        drawn=body.get("drawn", False),
        restarts=body.get("restarts", False),
        is_totalled=body.get("total") == "sum",
        decides=body.get("decides", False),
        is_reason=body.get("reason", False),
        columns=fields(bench, body.get("fields")),
        facts=facts(bench, body.get("facts")),
        must=demands(bench, body.get("must")),
        min_rows=body.get("min_rows", 0),
        max_rows=body.get("max_rows", 200),
        rows_from=body.get("rows_from"),
        importable=body.get("import", False),
        settings={key: value for key, value in body.items() if key not in WRITTEN_HERE},
    )


def calculated_source(body: Body) -> Any:
    """The formula a field is calculated by: its `is`, or its decision table as one nested conditional.

    >>> calculated_source({"first_true": {"a": {"when": "x > 1", "is": 2}, "b": {"is": 3}}})
    '(2) if (x > 1) else (3)'
    """
    table = body.get("first_true")
    if table is None:
        return body.get("is")
    *rows, last = table.values()
    source = f"({_said(last['is'])})"
    for row in reversed(rows):
        source = f"({_said(row['is'])}) if ({_said(row.get('when', True))}) else {source}"
    return source


def _said(written: Any) -> str:
    return {True: "true", False: "false"}[written] if isinstance(written, bool) else str(written).strip()


def facts(bench: Bench, written: Body | None) -> tuple[Fact, ...]:
    """Look-ups in their order."""
    return tuple(_fact(bench, name, body) for name, body in (written or {}).items())


def _fact(bench: Bench, name: str, body: Body) -> Fact:
    source = next(kind for kind in ("register", "hook", "form", "facet") if kind in body)
    match = tuple((column, bench.formula(ours)) for column, ours in body.get("match", {}).items())
    return Fact(
        name=name,
        source_kind=source,
        source=bare(body[source]),
        match=tuple((column, ours) for column, ours in match if ours is not None),
        where=bench.formula(body.get("where")),
        past=bench.length(body.get("past")),
    )


def demands(bench: Bench, written: Body | None) -> tuple[Demand, ...]:
    """What must hold, in its order."""
    return tuple(
        Demand(
            name=name,
            that=bench.formula_of(_said(body["that"])),
            say=bench.say(body["say"]),
            when=bench.formula(body.get("when")),
            source=body.get("source", ""),
            warn_only=body.get("warn_only", False),
        )
        for name, body in (written or {}).items()
    )
