"""Can a database judge a condition over a register's rows?"""

from __future__ import annotations

from dataclasses import replace

from townhall.compiler.linking.scopes import Names
from townhall.compiler.linking.sheets import Sheets
from townhall.compiler.marked import Map
from townhall.kernel.inference import infer
from townhall.kernel.judgeable import GIVEN, Unjudgeable, judgeable
from townhall.kernel.signatures import BOOL
from townhall.spec.queries import kept_columns


def check_condition(sheets: Sheets, owner: Map, key: str, names: Names) -> None:
    """Check a condition that is part of a query: its names, and that a database can judge it."""
    linker = sheets.linker
    given = replace(names, roots={name: names.roots[name] for name in GIVEN})
    formula = sheets.formulas.at(owner, key, BOOL, given)
    if formula is None:
        return
    mark = owner.text_mark(key)
    try:
        judgeable(formula.tree, kept_columns(names.fields.values(), linker.catalog))
    except Unjudgeable as failed:
        part = formula.source[failed.node.start : failed.node.end]
        if not infer(formula, names, mark, linker.catalog.functions)[1]:
            linker.note("TH263", mark.moved(failed.node.start), found=part)
