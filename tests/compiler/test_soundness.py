"""Can any change to sound definitions bring the compiler down, or slip through into a broken release?"""

import json
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.packs import TOWN, catalog, sound_texts
from townhall.compiler.building import build
from townhall.compiler.marked import plain
from townhall.compiler.parsing import parsed
from townhall.compiler.reading import Source
from townhall.compiler.release import compile_town

BODIES = {
    file: plain(parsed(text, file)[0]) for file, text in sound_texts().items() if file.endswith(".yaml")
}
NAMES = st.sampled_from(
    [
        "amount",
        "lamp",
        "payee",
        "money",
        "head",
        "office",
        "fund",
        "village",
        "next",
        "use",
        "kind",
        "steps",
        "x",
        "step",
    ]
)
ODD = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        -1,
        7,
        "",
        "x",
        "中文",
        "=",
        "=amount",
        "amount",
        "2026-13-45",
        [],
        ["x"],
        {},
        {"zh": "甲"},
    ]
)
FORMULAS = st.sampled_from(
    [
        "amount > 0",
        "step.pay.bank.slip",
        "form.amount",
        "sum(parts.cost)",
        "choice",
        "case.unit",
        "=today",
        "payee.name",
    ]
)
PATHS = st.sampled_from(
    [
        "register/fund",
        "group/money",
        "chain/lamp",
        "chain/payment",
        "hook/bank",
        "page/lamp_notice",
        "dict/category",
        "form/lamp",
        "town/hill",
        "facet/payment",
        "sanzi:form/lamp",
    ]
)
ANYTHING = (ODD | NAMES | FORMULAS | PATHS).map(deepcopy)  # what is put in may be changed again


def places(value, path=()):
    """The path of everything inside a value."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


def reached(value, path):
    for part in path:
        value = value[part]
    return value


@st.composite
def mutated(draw):
    """The sound folder with one to three things replaced, dropped, renamed, added or moved elsewhere."""
    bodies = json.loads(json.dumps(BODIES))
    for _ in range(draw(st.integers(1, 3))):
        file = draw(st.sampled_from(sorted(bodies)))
        found = [one for one in places(bodies[file]) if one]
        if not found:
            continue
        path = draw(st.sampled_from(found))
        owner, key = reached(bodies[file], path[:-1]), path[-1]
        match draw(st.sampled_from(["replace", "drop", "rename", "add", "graft"])):
            case "replace":
                owner[key] = draw(ANYTHING)
            case "drop":
                del owner[key]
            case "rename" if isinstance(owner, dict):
                owner[draw(NAMES)] = owner.pop(key)
            case "add" if isinstance(owner, dict):
                owner[draw(NAMES)] = draw(ANYTHING)
            case _:
                other = draw(st.sampled_from(sorted(bodies)))
                grafted = draw(st.sampled_from(list(places(bodies[other]))))
                owner[key] = json.loads(json.dumps(reached(bodies[other], grafted)))
    return {
        file.replace(".yaml", ".json"): json.dumps(body, ensure_ascii=False) for file, body in bodies.items()
    }


@given(mutated())
@settings(max_examples=150)
def test_the_compiler_says_what_is_wrong_or_makes_a_release(texts):
    """It never raises; what it releases can be built and has a town."""
    tables = {file: text for file, text in sound_texts().items() if file.endswith(".csv")}
    made = compile_town(Source.of({**texts, **tables}), TOWN, catalog())
    for one in made.problems:
        assert one.sentence("zh")
        assert one.sentence("en")
    assert (made.release is None) == bool(made.problems)
    if made.release is not None:
        assert build(made.release, catalog()).town.name == TOWN
