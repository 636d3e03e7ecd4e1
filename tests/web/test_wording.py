"""Are all words of the pages there in both languages, and is every one of them said somewhere?"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

import townhall.web
from townhall.web.speaking import t
from townhall.web.wording import WORDS

WEB = Path(townhall.web.__file__).parent
SAID = re.compile(r"""["']([a-z]+\.[a-z_0-9]+)["']""")
BEGUN = re.compile(r"""["']([a-z]+\.(?:[a-z_0-9]+_)?)["'] ~|f["']([a-z]+\.[a-z_0-9]+_)\{""")
HELD = re.compile(r"\{(\w+)\}")


@cache
def sources() -> list[str]:
    files = [*WEB.rglob("*.html"), *(one for one in WEB.glob("*.py"))]
    return [path.read_text("utf-8") for path in files]


@cache
def said() -> set[str]:
    return {key for text in sources() for key in SAID.findall(text)}


def begun() -> set[str]:
    """Beginnings of keys that are put together: `t("state." ~ one.state)`."""
    return {first or second for text in sources() for first, second in BEGUN.findall(text)}


def test_every_word_is_there_in_both_languages():
    assert [key for key, words in WORDS.items() if not (words.zh.strip() and words.en.strip())] == []


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_are_told_the_same_things(key: str):
    assert set(HELD.findall(WORDS[key].zh)) == set(HELD.findall(WORDS[key].en))


def test_every_word_that_is_said_is_known():
    rooms = {key.partition(".")[0] for key in WORDS}
    spoken = set(re.findall(r"""\bt\(\s*["']([a-z_.0-9]+)["']\s*[,)]""", "\n".join(sources())))
    flashed = set(re.findall(r"""flash\(["']([a-z_.]+)["']\)""", "\n".join(sources())))
    assert {key for key in spoken | flashed if key.partition(".")[0] in rooms or "." in key} <= set(WORDS)
    assert len(spoken) > 100


def test_every_word_that_is_known_is_said():
    starts = tuple(begun())
    assert [key for key in WORDS if key not in said() and not key.startswith(starts)] == []


def test_states_and_steps_all_have_words():
    for state in ("open", "returned", "approved", "refused", "withdrawn"):
        assert f"state.{state}" in WORDS
    for state in ("done", "returned", "refused", "skipped", "cancelled", "waiting", "ahead"):
        assert f"step.{state}" in WORDS


# -- punctuation and plurals -----------------------------------------------------------------------------

HALF = re.compile(
    r"(?<=[\u3400-\u9fff\u3000-\u303f\uff00-\uffef”}])[,:;()!?]|[,:;()!?](?=[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“])"
    r"|（[^）]*\)|\([^)]*）"
)
"""Half-width punctuation beside a Chinese character, or right after what is put in; mixed brackets."""

SPOKEN = ("web", "office", "record", "engine", "spec", "adapters", "storage", "ports")
"""Rooms that hold words for people; the compiler's stand in kernel/wording."""


def test_half_width_punctuation_is_found_where_it_stands():
    for wrong in ("好,", "(元)", "{n}:好", "第{n}项:{words}", "（JPG、PNG)", "(JPG、PNG）"):
        assert HALF.search(wrong), wrong
    for right in ("好，", "（元）", "{n}：好", "12:30", "如 1,234.50", "最多 20 MB"):
        assert not HALF.search(right), right


@pytest.mark.parametrize("key", WORDS)
def test_chinese_words_have_chinese_punctuation(key: str):
    assert re.findall(r"[,:;()!?]", WORDS[key].zh) == []


def chinese() -> Iterator[tuple[str, str]]:
    """(where, words) of the Chinese half of every `Text` written in the rooms that speak."""
    rooms = WEB.parent
    for path in (path for room in SPOKEN for path in sorted((rooms / room).rglob("*.py"))):
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "Text"):
                continue
            if one.args and isinstance(one.args[0], ast.Constant | ast.JoinedStr):
                yield f"{path.relative_to(rooms)}:{one.lineno}", _written(one.args[0])


def _written(one: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(one, ast.Constant):
        return str(one.value)
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in one.values)


def test_every_room_that_speaks_chinese_does_so_with_chinese_punctuation():
    found = list(chinese())
    assert len(found) > 300
    assert [f"{where} {words}" for where, words in found if HALF.search(words)] == []


def test_english_numbers_have_their_plural(app: Flask):
    with app.test_request_context(headers={"Cookie": "language=en"}):
        app.preprocess_request()
        for key in ("notice.days_left", "tree.earlier", "board.units", "draft.rows_at_least"):
            one, two = (t(key, n=number) for number in (1, 2))
            assert two.replace("2", "1") != one
            assert "1 " in one
        assert (t("notice.days_left", n=1), t("notice.days_left", n=3)) == ("1 day left", "3 days left")
