"""Are all words of the pages there in both languages, and is every one of them said somewhere?"""

import re
from functools import cache
from pathlib import Path

import pytest

import townhall.web
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
