"""Does every formula read, see only names that are there, and give what is wanted where it stands?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from townhall.compiler.building.texts import formula_source, length_meant, length_source
from townhall.compiler.hints import SAID_YES
from townhall.compiler.linking.linker import Linker
from townhall.compiler.linking.scopes import Names
from townhall.compiler.linking.telling import told_secrets
from townhall.compiler.marked import Map
from townhall.kernel.expressions import Formula, NotAFormula, parse, template
from townhall.kernel.inference import check, infer
from townhall.kernel.marks import Mark
from townhall.kernel.pairing import fits
from townhall.kernel.problems import nearest
from townhall.kernel.signatures import (
    ANYTHING,
    BOOL,
    DATE,
    DATETIME,
    DURATION,
    Choice,
    Many,
    Rows,
    ValueType,
)
from townhall.spec.catalog import Unreadable
from townhall.spec.fields import Field

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VALUES = ("today", "now", "actor", "choice")
"""Roots that are values of their own; the others lead on with a dot."""

_LONG_ENOUGH = (DURATION, DATE, DATETIME)


@dataclass(frozen=True, slots=True)
class Formulas:
    """Checks formulas and notes what is wrong with them."""

    linker: Linker

    def at(self, owner: Map, key: str, wanted: ValueType, names: Names) -> Formula | None:
        """Check the formula of a key, if there is one."""
        written = owner.get(key)
        if written is None or isinstance(written, Map):
            return None
        return self.source(formula_source(written), owner.text_mark(key), wanted, names)

    def claim(self, owner: Map, key: str, names: Names) -> Formula | None:
        """Check a key that holds `true`, `false` or a formula."""
        written = owner.get(key)
        if isinstance(written, str) and written.lower() in SAID_YES and names.type_of(written) is None:
            instead = "true" if SAID_YES[written.lower()] else "false"
            self.linker.note("TH130", owner.value_mark(key), found=written, instead=instead)
            return None
        return None if isinstance(written, bool) else self.at(owner, key, BOOL, names)

    def source(self, source: str, mark: Mark, wanted: ValueType, names: Names) -> Formula | None:
        """Check a formula that must give a value of one type."""
        formula = self.read(source, mark)
        if formula is not None:
            self.linker.note_all(check(formula, wanted, names, mark, self.linker.catalog.functions))
        return formula

    def read(self, source: str, mark: Mark) -> Formula | None:
        """Read a formula, or note why it does not read."""
        try:
            return parse(source, mark)
        except NotAFormula as failed:
            self.linker.note_all(failed.problems)
            return None

    def length(self, owner: Map, key: str, names: Names, until_day: bool = False) -> None:
        """Check a stretch of time; with `until_day`, a day or moment will do as well."""
        written = owner.get(key)
        if not isinstance(written, str):
            return
        source = length_source(written)
        if source != written:
            return
        meant = length_meant(written)
        if meant is not None:
            self.linker.note("TH316", owner.value_mark(key), found=written, instead=meant)
            return
        formula = self.read(source, owner.text_mark(key))
        if formula is None:
            return
        given, problems = infer(formula, names, owner.text_mark(key), self.linker.catalog.functions)
        self.linker.note_all(problems)
        wanted = _LONG_ENOUGH if until_day else (DURATION,)
        if not problems and not any(fits(given, one) for one in wanted):
            self.linker.note("TH250", owner.value_mark(key), found=written, kind=given)

    def given(self, owner: Map, key: str, names: Names) -> ValueType:
        """The type of whatever formula a key holds."""
        formula = self.read(formula_source(owner[key]), owner.text_mark(key))
        if formula is None:
            return ANYTHING
        given, problems = infer(formula, names, owner.text_mark(key), self.linker.catalog.functions)
        self.linker.note_all(problems)
        return given

    def how_many(self, owner: Map, key: str, names: Names) -> None:
        """Check how many are needed: a whole number, or a share of all."""
        if isinstance(owner.get(key), str):
            given = self.given(owner, key, names)
            if given.kind not in ("integer", "percent", "anything"):
                self.linker.note("TH250", owner.value_mark(key), found=owner[key], kind=given)

    def sentence(self, owner: Map, key: str, names: Names) -> None:
        """Check the formulas in `{ }` of a message, in each language; no secret may be among them."""
        written = owner.get(key)
        if isinstance(written, Map):
            for locale in written:
                self.sentence(written, locale, names)
            return
        if not isinstance(written, str):
            return
        mark = owner.text_mark(key)
        try:
            formulas = template(written, mark).formulas
        except NotAFormula as failed:
            self.linker.note_all(failed.problems)
            return
        for formula in formulas:
            place = mark.moved(max(written.find("{" + formula.source), 0) + 1)
            _, problems = infer(formula, names, place, self.linker.catalog.functions)
            self.linker.note_all(problems)
            self.no_secret(formula, place, names)

    def no_secret(self, formula: Formula, mark: Mark, names: Names) -> None:
        """Note a secret field in what will be sent or printed."""
        for name in told_secrets(formula, names):
            self.linker.note("TH217", mark, name=name)

    def kept_secret(self, formula: Formula | None, mark: Mark, target: Field, names: Names) -> None:
        """Note a secret that would be kept in the open."""
        if formula is None or target.secret or target.hashed:
            return
        for name in told_secrets(formula, names):
            self.linker.note("TH261", mark, name=name, target=target.name)

    def setting(self, owner: Map, key: str, column: Field, names: Names) -> None:
        """Check what a column is set to: a formula after `=`, or a plain word that the column can hold.

        A plain word that is a name here most likely lacks its `=`, unless it is an option of the column.
        """
        written = owner.get(key)
        wanted = names.types.type_of_field(column)
        if isinstance(written, str) and written.startswith("="):
            mark = owner.text_mark(key).moved(1)
            formula = self.read(written[1:], mark)
            if formula is not None:
                given, _ = infer(formula, names, mark, self.linker.catalog.functions)
                names_a_record = column.kind == "ref" and given.kind == "text"  # by the record's key
                wanted = given if names_a_record else wanted
                self.linker.note_all(check(formula, wanted, names, mark, self.linker.catalog.functions))
            self.kept_secret(formula, mark, column, names)
        elif written is not None and wanted != ANYTHING:
            self.word(written, owner.value_mark(key), column, names)

    def word(self, written: Any, mark: Mark, column: Field, names: Names) -> None:
        """Check a plain word where a column's value belongs; the empty one empties it."""
        wanted = names.types.type_of_field(column)
        if written == "":
            return
        if isinstance(written, bool):
            if wanted != BOOL:
                self.linker.note("TH305", mark, word=formula_source(written), wanted=wanted)
            return
        if isinstance(wanted, Rows | Many) or column.kind not in self.linker.catalog.kinds:
            return
        kind = self.linker.catalog.kind(column)
        try:
            value = kind.read(str(written), column)
        except Unreadable:
            value = None
        if isinstance(wanted, Choice):
            known = [one.name for one in column.offered] or list(wanted.options or ())
            self.option(str(written), mark, known, names, is_one=value is not None)
        elif value is None or wanted == BOOL:
            self.linker.note("TH305", mark, word=written, wanted=column.kind)
        elif _is_name(str(written), names):
            self.linker.note("TH333", mark, word=written)
        elif column.kind == "unit":
            self.unit(str(written), mark, names)

    def option(self, written: str, mark: Mark, known: Sequence[str], names: Names, is_one: bool) -> None:
        """Check a word that should be one of `known` options; one may be called like a field beside it."""
        if "." in written and _is_name(written, names):
            self.linker.note("TH333", mark, word=written)
        elif not is_one and known:
            self.linker.unknown(written, mark, known)

    def unit(self, written: str, mark: Mark, names: Names) -> None:
        """Check that a written unit is one of the town's, where a town is compiled."""
        units = names.types.units
        if units and written not in units:
            self.linker.note("TH262", mark, code=written, known=nearest(written, units) or units[0])


def _is_name(written: str, names: Names) -> bool:
    """Whether a plain word reads as a name, or as a dotted path from one, that is known where it stands."""
    parts = written.split(".")
    if not all(_NAME.fullmatch(part) for part in parts):
        return False
    return parts[0] in names.own or (parts[0] in names.roots and (len(parts) > 1 or parts[0] in _VALUES))
