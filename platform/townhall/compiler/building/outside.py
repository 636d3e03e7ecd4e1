"""What is shown outside, how is it masked, and what is asked of systems outside?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from townhall.compiler.building.bench import Bench, Body
from townhall.compiler.building.chains import reference
from townhall.compiler.building.fields import facts, sheet
from townhall.compiler.building.texts import bare, formula_source, spoken, text
from townhall.kernel.expressions import Formula
from townhall.kernel.nodes import Chain
from townhall.spec.fields import Field
from townhall.spec.forms import Form
from townhall.spec.hooks import Hook
from townhall.spec.pages import Mask, Objections, Page, PageColumn, Period
from townhall.spec.registers import Register


def page(
    bench: Bench, name: str, body: Body, forms: Mapping[str, Form], registers: Mapping[str, Register]
) -> Page:
    """A page with the field behind each of its columns."""
    kind, _, of = body["of"].rpartition("/")
    of_form = of if kind.endswith("form") else None
    facet = of if kind.endswith("facet") else None
    objections = body.get("objections")
    period = body.get("period")
    by_record = None if of_form else _by_record(bench, body, registers.get(of))
    return Page(
        name=name,
        pack=body.get("pack", ""),
        title=text(body["title"], name),
        code=body.get("code", ""),
        of_form=of_form,
        of_register=None if of_form or facet else of,
        rows=body.get("rows"),
        rows_of=body.get("rows_of", "village"),
        at=tuple(body.get("at", ())),
        includes=tuple(body.get("includes", ())),
        opens_to=body.get("for", "anyone"),
        about=tuple(body.get("about", ())),
        where=bench.formula(body.get("where")),
        listed=None
        if of_form or facet
        else _listed(bench, body if by_record is None else {**body, "totals_only": None}),
        facts=facts(bench, body.get("facts")),
        columns=() if facet else _columns(bench, body, body, forms, registers),
        by_form={}
        if facet is None
        else {
            one.name: _columns(bench, body, _kept_by(one, facet, body), forms, registers)
            for one in forms.values()
            if facet in one.offers
        },
        filters=tuple(body.get("filters", ())),
        totals_by=body.get("totals_by"),
        bars_by=body.get("bars_by"),
        sort=tuple(body.get("sort", ())),
        period=None if period is None else Period(_several(period["by"]), period["on"]),
        question=spoken(body.get("question")),
        open_for=bench.length(body.get("open_for")),
        objections=None
        if objections is None
        else Objections(str(reference(objections["to"])), bench.length(objections.get("answer_within"))),
        names_for=bench.length(body.get("names_for")),
        totals_only=bench.formula(body.get("totals_only")),
        totals_by_record=by_record,
        qr=body.get("qr", True),
    )


def _columns(
    bench: Bench, body: Body, of: Body, forms: Mapping[str, Form], registers: Mapping[str, Register]
) -> tuple[PageColumn, ...]:
    """The columns of a page, in the names of what they are `of`."""
    return tuple(
        _column(bench, path, one or {}, column_field(path, of, forms, registers))
        for path, one in zip(of["columns"], body["columns"].values(), strict=True)
    )


def _kept_by(form: Form, facet: str, body: Body) -> Body:
    """A facet's page as a page of one of the forms that offer it, under that form's own names."""
    ours = form.offers[facet]
    columns = {
        ".".join((ours.get(head, head), *rest)): one
        for (head, *rest), one in ((path.split("."), one) for path, one in body["columns"].items())
    }
    return {**body, "of": f"form/{form.name}", "columns": columns}


def _by_record(bench: Bench, body: Body, register: Register | None) -> tuple[str, str] | None:
    """The reference and the claim of its record that `totals_only` names, where it is just that."""
    formula = bench.formula(body.get("totals_only"))
    tree = None if formula is None else formula.tree
    if register is None or not isinstance(tree, Chain) or len(tree.parts) != 2:
        return None
    column = register.column(tree.parts[0])
    return (tree.parts[0], tree.parts[1]) if column is not None and column.kind == "ref" else None


def _listed(bench: Bench, body: Body) -> Formula | None:
    """Which rows of a register are listed one by one: those of the page that are not shown as totals only.

    What is unknown is not listed.
    """
    where, totals_only = (body.get(key) for key in ("where", "totals_only"))
    if totals_only is None:
        return bench.formula(where)
    one_by_one = f"not ({formula_source(totals_only)})"
    return bench.formula(one_by_one if where is None else f"({formula_source(where)}) and {one_by_one}")


def column_field(
    path: str, body: Body, forms: Mapping[str, Form], registers: Mapping[str, Register]
) -> Field | None:
    """The field a dotted path leads to, through refs; None when it leads nowhere."""
    kind, _, of = body["of"].rpartition("/")
    names = path.split(".")
    of_rows = "rows" in body and names[0] != "form"
    names = names[1:] if "rows" in body and not of_rows else names
    found: Field | None = None
    for place, name in enumerate(names):
        if place == 0 and kind.endswith("form"):
            form = forms.get(of)
            if form is None:
                return None
            table = form.field(body["rows"]) if of_rows else None
            found = table.column(name) if table else form.field(name)
        else:
            register = registers.get(of if place == 0 else (found.to if found else None) or "")
            found = register.column(name) if register else None
        if found is None:
            return None
    return found


def _column(bench: Bench, path: str, body: Body, found: Field | None) -> PageColumn:
    if found is None:
        found = Field(path.rpartition(".")[2], body.get("kind", "text"), text(body.get("title"), path))
    if "title" in body:
        found = replace(found, title=text(body["title"], found.name))
    if "is" in body:
        found = replace(found, calculated=bench.formula(body["is"]))
    own = bare(body["mask"]) if "mask" in body else None
    return PageColumn(tuple(path.split(".")), found, own or found.mask, body.get("total"))


def _several(written: Any) -> tuple[Any, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


def mask(name: str, body: Body) -> Mask:
    """Who sees how much."""
    return Mask(name, dict(body))


def hook(bench: Bench, name: str, body: Body) -> Hook:
    """A data node outside, as far as it is answered by hand."""
    answered_by = body.get("answered_by")
    return Hook(
        name=name,
        pack=body.get("pack", ""),
        title=text(body["title"], name),
        modes=tuple(body["modes"]),
        answered_by=None if answered_by is None else str(reference(answered_by)),
        returns=sheet(bench, body, "returns"),
        outcomes=tuple(
            (outcome, text(_outcome_title(one), outcome)) for outcome, one in body.get("outcomes", {}).items()
        ),
    )


def _outcome_title(written: Any) -> Any:
    if isinstance(written, Mapping):
        return written.get("title") or (written if "zh" in written else None)
    return None
