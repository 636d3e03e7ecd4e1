"""Which registers are kept, which facets do they offer, and by which columns are they looked up?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from townhall.compiler.building.bench import Bench, Body
from townhall.compiler.building.fields import facts, fields
from townhall.compiler.building.forms import offered
from townhall.compiler.building.texts import bare, text
from townhall.spec.chains import Chain
from townhall.spec.fields import Fact, Field, Sheet
from townhall.spec.forms import Form
from townhall.spec.pages import Page
from townhall.spec.registers import Facet, FacetName, Identity, Membership, Register


def register(bench: Bench, name: str, body: Body) -> Register:
    """A register, without what it is looked up by."""
    return Register(
        name=name,
        pack=body.get("pack", ""),
        title=text(body.get("title"), name),
        columns=fields(bench, body["columns"]),
        key=tuple(body.get("key", ())),
        facts=facts(bench, body.get("facts")),
        offers=offered(bench, body.get("offers")),
        label=body.get("label"),
        beside=tuple(body.get("beside", ())),
        system=body.get("system", False),
        identity=Identity(**body["identity"]) if "identity" in body else None,
        membership=Membership(**body["membership"]) if "membership" in body else None,
    )


def facet(name: str, body: Body) -> Facet:
    """A promise of names."""
    return Facet(
        name=name,
        title=text(body.get("title"), name),
        names=tuple(
            FacetName(
                name=one,
                kind=promised["kind"],
                to=bare(promised["to"]) if "to" in promised else None,
                dictionary=bare(promised["of"]) if "of" in promised else None,
                optional=promised.get("optional", False),
            )
            for one, promised in body["names"].items()
        ),
    )


def with_matches(
    registers: Mapping[str, Register],
    forms: Mapping[str, Form],
    chains: Mapping[str, Chain],
    pages: Mapping[str, Page],
) -> Mapping[str, Register]:
    """The registers, each with the column sets it is looked up by: keys, facts, and what pages go by (units,
    and whose rows they are).
    """
    matched: dict[str, dict[tuple[str, ...], None]] = {name: {} for name in registers}
    for name, one in registers.items():
        if one.key:
            matched[name][one.key] = None
    for fact in _all_facts(registers, forms, chains, pages):
        if fact.source_kind == "register" and fact.match and fact.source in matched:
            matched[fact.source][tuple(sorted(column for column, _ in fact.match))] = None
    for page in pages.values():
        found = registers.get(page.of_register or "")
        if found is None:
            continue
        for column in (*filter(None, (found.unit_column,)), *page.about):
            matched[found.name][(column,)] = None
        if found.unit_column and page.period is not None:  # a page is read span by span, newest first
            matched[found.name][("unit", page.period.on)] = None
    for name, one in registers.items():
        if one.membership:
            matched[name][(one.membership.person,)] = None
    return {name: replace(one, matched=tuple(matched[name])) for name, one in registers.items()}


def _all_facts(
    registers: Mapping[str, Register],
    forms: Mapping[str, Form],
    chains: Mapping[str, Chain],
    pages: Mapping[str, Page],
) -> Iterator[Fact]:
    for register_ in registers.values():
        yield from register_.facts
        yield from _column_facts(register_.columns)
    for form in forms.values():
        yield from _sheet_facts(form.sheet)
    for chain in chains.values():
        for step in chain.walk():
            yield from _sheet_facts(step.sheet)
    for page in pages.values():
        yield from page.facts


def _sheet_facts(sheet: Sheet) -> Iterator[Fact]:
    yield from sheet.facts
    yield from _column_facts(sheet.fields)


def _column_facts(columns: tuple[Field, ...]) -> Iterator[Fact]:
    for one in columns:
        yield from one.facts
