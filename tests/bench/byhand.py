"""How would somebody write a page by hand? As it came out, with what changes put back by Jinja.

A page of ours is taken apart once: wherever a value stands in an input, a hand-written template would say
`{{ v.subject }}`; where one is chosen, `{% if v.urgency == "normal" %} selected{% endif %}`. All else is
plain HTML, and that is what makes the floor fast. Both pages must come out alike, letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from itertools import count

from jinja2 import Environment, Template

_TOKEN = re.compile(r'(name="csrf_token" value="|"X-CSRFToken": ")[^"]*')
_INPUT = re.compile(r"<input\b[^>]*>")
_AREA = re.compile(r'(<textarea\b[^>]*\bname="([^"]*)"[^>]*>\n?)(.*?)(</textarea>)', re.DOTALL)
_SELECT = re.compile(r'<select\b[^>]*\bname="([^"]*)"[^>]*>.*?</select>', re.DOTALL)
_OPTION = re.compile(r'<option value="([^"]*)"( selected)?>')
_ATTRIBUTE = re.compile(r'\b(name|type|value)="([^"]*)"')
_ROWS = re.compile(r"(<tbody>)(.*?)(</tbody>)", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"(<td\b[^>]*>)(.*?)(</td>)", re.DOTALL)
_SUMS = re.compile(r'(<dl class="sums">)(.*?)(</dl>)', re.DOTALL)
_SUM = re.compile(r"<div>.*?</div>", re.DOTALL)
_TERM = re.compile(r"(<d[td]>)(.*?)((?: <small\b[^>]*>[^<]*</small>)?</d[td]>)", re.DOTALL)
_HTML = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)


def without_tokens(page: str) -> str:
    """A page without what is new in every answer."""
    return _TOKEN.sub(r"\1", page)


def form_template(page: str, changing: Mapping[str, str] | None = None) -> Template:
    """A form's page as a template over `v`, what each input holds, and `token`.

    `changing`: other texts in it that are not always the same, by the name they are to have.
    """
    page = _TOKEN.sub(r"\1{{ token }}", page)
    for name, text in (changing or {}).items():
        page = page.replace(text, f"{{{{ {name} }}}}")
    page = _SELECT.sub(lambda found: _options(found[0], found[1]), page)
    page = _AREA.sub(lambda found: f"{found[1]}{{{{ v['{found[2]}'] }}}}{found[4]}", page)
    return _HTML.from_string(_INPUT.sub(lambda found: _input(found[0]), page))


def held(page: str) -> dict[str, object]:
    """What each input of a form's page holds: a text, or the list of what is ticked."""
    found: dict[str, object] = {}
    for tag in _INPUT.findall(page):
        told = dict(_ATTRIBUTE.findall(tag))
        name, value = told.get("name", ""), unescape(told.get("value", ""))
        if told.get("type") in ("radio", "checkbox"):
            ticked = found.setdefault(name, [])
            if " checked" in tag and isinstance(ticked, list):
                ticked.append(value)
        elif name:
            found[name] = value
    for _, name, text, _ in _AREA.findall(page):
        found[name] = unescape(text)
    for select in _SELECT.finditer(page):
        chosen = [unescape(value) for value, is_chosen in _OPTION.findall(select[0]) if is_chosen]
        found[select[1]] = chosen[0] if chosen else ""
    return found


def ledger_template(page: str) -> Template:
    """A standing page as a template over `rows` and `totals`, each written as the first of its kind is."""
    row = _numbered(_CELL, _ROW.findall(_ROWS.findall(page)[0][1])[0], "row")
    page = _ROWS.sub(rf"\1{{% for row in rows %}}{row}{{% endfor %}}\3", page)
    for _, sums, _ in _SUMS.findall(page)[:1]:
        total = _numbered(_TERM, _SUM.findall(sums)[0], "total")
        page = _SUMS.sub(rf"\1{{% for total in totals %}}{total}{{% endfor %}}\3", page)
    return _HTML.from_string(page)


def _numbered(cell: re.Pattern[str], text: str, name: str) -> str:
    """A text whose cells hold `row[0]`, `row[1]` … instead of what they hold."""
    numbers = count()
    return cell.sub(lambda found: f"{found[1]}{{{{ {name}[{next(numbers)}] }}}}{found[3]}", text)


def _input(tag: str) -> str:
    told = dict(_ATTRIBUTE.findall(tag))
    name, value = told.get("name"), told.get("value", "")
    if not name or name == "csrf_token" or name.startswith("sent:"):
        return tag
    if told.get("type") in ("radio", "checkbox"):
        bare = tag.replace(" checked", "")
        return bare[:-1] + f"{{% if '{value}' in v['{name}'] %}} checked{{% endif %}}>"
    return tag.replace(f'value="{value}"', f"value=\"{{{{ v['{name}'] }}}}\"")


def _options(select: str, name: str) -> str:
    return _OPTION.sub(
        lambda found: (
            f'<option value="{found[1]}"{{% if v[\'{name}\'] == "{found[1]}" %}} selected{{% endif %}}>'
        ),
        select,
    )
