"""What do all builders need at hand: the definitions, the plug-ins, and how a formula is read?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.compiler.building.texts import bare, formula_source, length_source, spoken, text
from townhall.kernel.expressions import Formula, Template, parse, template
from townhall.kernel.marks import NOWHERE
from townhall.spec.catalog import Catalog
from townhall.spec.fields import Option, Say, Setting

Body = Mapping[str, Any]


def read_formula(source: str) -> Formula:
    """A formula that is known to read."""
    return parse(source, NOWHERE)


def read_template(source: str) -> Template:
    """A sentence whose formulas are known to read."""
    return template(source, NOWHERE)


@dataclass(slots=True)
class Bench:
    """The definitions of a town by path, and the ways to read what stands in them.

    The linker builds too, before it knows that formulas read: it brings its own ways.
    """

    definitions: Mapping[str, Any]
    catalog: Catalog
    formula_of: Callable[[str], Formula] = read_formula
    template_of: Callable[[str], Template] = read_template
    _options: dict[str, tuple[Option, ...]] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Iterator[tuple[str, Body]]:
        """The definitions of a kind, by name."""
        for path, body in self.definitions.items():
            if path.startswith(kind + "/"):
                yield path[len(kind) + 1 :], body

    def formula(self, written: Any) -> Formula | None:
        """A formula, or None where none is written."""
        return None if written is None else self.formula_of(formula_source(written))

    def length(self, written: Any) -> Formula | None:
        """A stretch of time as a formula."""
        return None if written is None else self.formula_of(length_source(written))

    def claim(self, written: Any, otherwise: bool) -> bool | Formula:
        """`true`, `false`, or the formula that says which."""
        if written is None:
            return otherwise
        return written if isinstance(written, bool) else self.formula_of(written)

    def setting(self, written: Any) -> Setting:
        """A plain word, or the formula after `=`."""
        if isinstance(written, str) and written.startswith("="):
            return self.formula_of(written[1:])
        return written if isinstance(written, bool | int | str) or written is None else str(written)

    def settings(self, written: Body | None) -> tuple[tuple[str, Setting], ...]:
        """Columns and what they are set to."""
        return tuple((name, self.setting(value)) for name, value in (written or {}).items())

    def say(self, written: Any) -> Say:
        """A message with formulas in `{ }`."""
        words = spoken(written)
        return Say(self.template_of(words.zh), self.template_of(words.en))

    def options(self, written: Any) -> tuple[Option, ...]:
        """The options of a choice, written here or in a dictionary."""
        if isinstance(written, str):
            name = bare(written)
            if name not in self._options:
                self._options[name] = self.options(
                    self.definitions.get(f"dict/{name}", {}).get("options", {})
                )
            return self._options[name]
        return tuple(_option(name, one) for name, one in (written or {}).items())


def _option(name: str, written: Any) -> Option:
    if isinstance(written, str) or "title" not in written:
        words = written if isinstance(written, str) or "zh" in written else None
        until = None if isinstance(written, str) else written.get("until")
        return Option(name, text(words, name), until=until)
    return Option(name, text(written["title"], name), spoken(written.get("note")), written.get("until"))
