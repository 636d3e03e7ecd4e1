"""How is one control drawn: which widget, with what?

Each kind's widget (plugins/fields/<kind>/widget.html) is compiled once into a macro: calling a macro costs
a tenth of rendering a template, which counts on a form of forty fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Flask, url_for
from markupsafe import Markup

from townhall.office.views import Input
from townhall.web.posts import ONE, SENT
from townhall.web.speaking import locale

GIVEN = (
    "field, name, id, value, locale, options, required, calculated, disabled, complaints, label,"
    " picker_url, attachments"
)
"""What a widget is given, in this order."""

ALL_OFFERED = {"ref": 20, "person": 100, "unit": 100}
"""With so many options offered there may be more, so the person searches instead of choosing from a list."""

UPLOADED = frozenset({"file", "image", "signature"})

Chosen = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a sheet being filled in sends its parts; empty where it offers no such thing.

    `found`: what a search without JavaScript found, by the name of its input. `refused`: files that were not
    taken, (name of their input, why). `prefix` begins the ids of
    this sheet's controls, `sheet` is the id of the whole: two sheets may stand on one page.
    """

    files: str = ""
    row: str = ""
    rows: str = ""
    draft: str = ""
    found: Mapping[str, Chosen] = field(default_factory=dict)
    refused: tuple[tuple[str, str], ...] = ()
    prefix: str = "f-"
    sheet: str = "sheet"

    def not_taken(self, one: Input) -> tuple[str, ...]:
        """What is to be said beside an input about files that were not taken there."""
        return tuple(words for place, words in self.refused if place == one.name)

    def pick(self, one: Input) -> str:
        """Where a control looks for what may be picked."""
        if not self.draft or one.field.kind not in ALL_OFFERED:
            return ""
        return url_for("counter.pick", draft=self.draft, field=one.name)


def draft_pages(
    draft: str, found: Mapping[str, Chosen] | None = None, refused: tuple[tuple[str, str], ...] = ()
) -> Pages:
    """The addresses of a draft's sheet."""
    return Pages(
        files=url_for("counter.attach", draft=draft),
        row=url_for("counter.row", draft=draft),
        rows=url_for("counter.rows", draft=draft),
        draft=draft,
        found=found or {},
        refused=refused,
    )


def answer_pages(case: str, step: str, is_first: bool, refused: tuple[tuple[str, str], ...] = ()) -> Pages:
    """The addresses of what a step asks for; the first on a page has the plain ids."""
    address = url_for("desk.answering", case=case)
    own = "" if is_first else step.replace(".", "-") + "-"
    return Pages(files=address, row=address, refused=refused, prefix=f"f-{own}", sheet=f"{own}sheet")


def control_id(name: str, prefix: str = "f-") -> str:
    """The id of a control in the page, from its name in the post.

    >>> control_id("labour.0.days")
    'f-labour-0-days'
    """
    return prefix + name.replace(".", "-")


def is_searched(one: Input) -> bool:
    """Whether there may be more to pick from than the options offered."""
    most = ALL_OFFERED.get(one.field.kind)
    return most is not None and len(one.options) >= most and not one.field.many


def mark(one: Input) -> str:
    """What the page sends to say that an input was on it, where the browser sends nothing of one with nothing
    ticked: `one:proof` for a single file, `sent:photos` for what holds many; else nothing.
    """
    if one.calculated:
        return ""
    if one.field.kind in UPLOADED and not one.field.many:
        return ONE + one.name
    return SENT + one.name if one.field.many or one.field.kind == "choices" else ""


def is_live(one: Input) -> bool:
    """Whether a change is sent at once: other inputs hang on it, or it has a least or a most to keep to."""
    return one.is_live or one.field.minimum is not None or one.field.maximum is not None


def value_of(one: Input) -> Any:
    """What stands in a control: what was typed, or what its calculated value reads as."""
    return (one.shown or one.raw) if one.calculated else one.raw


def with_value(one: Input, value: Any) -> Input:
    """The same control with something else in it."""
    return replace(one, raw=value, shown="")


def is_bare(one: Input) -> bool:
    """Whether nothing but its widget belongs to a control: no kept files, no mark, nothing to search."""
    return not (one.attachments or one.field.kind in ALL_OFFERED or mark(one))


def is_commented(one: Input) -> bool:
    """Whether there is anything to say about an input."""
    return bool(one.complaints or one.warnings)


def is_group(drawn: str) -> bool:
    """Whether a drawn control is a group of inputs with a name of its own."""
    return drawn.lstrip().startswith("<div role=")


def furnish(app: Flask, widgets: Mapping[str, str]) -> None:
    """Compile the widgets, and let templates draw with them."""
    macros = {kind: _macro(app, text) for kind, text in widgets.items()}

    def draw(one: Input, id: str, pages: Pages) -> Markup:
        options, label = _offered(one, pages)
        return Markup(  # noqa: S704 - the macro has escaped what it was given
            macros[one.field.kind](
                one.field,
                one.name,
                id,
                value_of(one),
                locale(),
                options,
                one.required,
                one.calculated,
                False,
                one.complaints,
                label,
                pages.pick(one),
                one.attachments,
            )
        )

    app.jinja_env.globals.update(draw=draw, answer_pages=answer_pages)
    app.jinja_env.filters.update(
        control_id=control_id,
        is_bare=is_bare,
        is_commented=is_commented,
        is_group=is_group,
        is_live=is_live,
        is_searched=is_searched,
        mark=mark,
    )


def _offered(one: Input, pages: Pages) -> tuple[Chosen, str]:
    """The options a widget is given, and what the chosen one is called where it is given none."""
    if one.name in pages.found:
        return pages.found[one.name], ""
    if one.attachments:
        return tuple((kept.id, kept.name, True) for kept in one.attachments), ""
    if is_searched(one) and pages.draft:
        return (), next((title for _, title, chosen in one.options if chosen), "")
    return one.options, ""


def _macro(app: Flask, text: str) -> Callable[..., str]:
    source = f"{{% macro draw({GIVEN}) -%}}\n{text}\n{{%- endmacro %}}"
    macro: Callable[..., str] = app.jinja_env.from_string(source).module.draw  # type: ignore[attr-defined]
    return macro
