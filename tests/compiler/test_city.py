"""Do the towns of a city come out as each would alone, and share what is alike among them?"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

import pytest

from tests.bench.city import places, source
from tests.compiler.packs import catalog, codes, lines, sound_texts
from townhall.compiler.city import City
from townhall.compiler.linking import link
from townhall.compiler.reading import Source
from townhall.compiler.release import check_source, compile_town
from townhall.spec.blueprint import Blueprint

SHARED = (
    "forms",
    "chains",
    "registers",
    "pages",
    "params",
    "posts",
    "masks",
    "hooks",
    "dictionaries",
    "facets",
)
HILL = "towns/hill/town.yaml"


def texts_of(towns: dict[str, str], **more: str) -> dict[str, str]:
    """The sound folder with towns like its own, each with the changes given, and no rehearsal."""
    found = {file: text for file, text in sound_texts().items() if "/scenarios/" not in file}
    del found["towns/hill/overlay.yaml"]
    town = found.pop(HILL)
    for name, changes in towns.items():
        found[f"towns/{name}/town.yaml"] = town.replace("town: hill", f"town: {name}")
        if changes:
            found[f"towns/{name}/overlay.yaml"] = f"overlay: {name}\nfor: town/{name}\nchanges:\n{changes}"
    return {**found, **more}


def city_of(towns: dict[str, str], **more: str) -> City:
    return City(Source.of(texts_of(towns, **more)), catalog())


LATER = "  param/large/dated/2026-07-01: {add: {value: 8000, source: 约定}}\n"
SLOWER = "  chain/lamp/steps/head/within: {set: 2 workdays, was: 1 workday}\n"
MORE = "  chain/lamp/steps/again: {add: {post: clerk}, after: director}\n"
WRONG = "  chain/lamp/steps/again: {add: {post: clark}, after: director}\n"


@pytest.fixture(scope="module")
def jingmen():
    """Every town of the unit list, compiled, and the city that they were compiled in."""
    city = City(source(len(places())), catalog())
    return city, {town: city.compiled(town) for town in city.towns}


def test_every_town_of_the_list_compiles(jingmen):
    _, towns = jingmen
    assert len(towns) == 84
    assert {name: lines(one.problems) for name, one in towns.items() if one.problems} == {}


def test_a_town_comes_out_as_it_would_alone(jingmen):
    city, towns = jingmen
    for name in [*towns][::20]:
        alone = compile_town(city.source, name, catalog())
        assert towns[name].release == alone.release
        assert list(towns[name].release.definitions) == list(alone.release.definitions)
        for one in fields(Blueprint):
            assert getattr(towns[name].blueprint, one.name) == getattr(alone.blueprint, one.name), one.name
        assert towns[name].examples == alone.examples


def test_what_has_one_content_is_one_object(jingmen):
    """Definitions written out, by hash; what is built of them, wherever it is equal."""
    _, towns = jingmen
    by_hash: dict[str, set[int]] = {}
    for one in towns.values():
        for path, content in one.release.manifest.items():
            by_hash.setdefault(content, set()).add(id(one.release.definitions[path]))
    assert {len(found) for found in by_hash.values()} == {1}
    for kind in SHARED:
        for name in getattr(next(iter(towns.values())).blueprint, kind):
            found = [getattr(one.blueprint, kind).get(name) for one in towns.values()]
            distinct = {id(one): one for one in found if one is not None}
            assert len(distinct) == len({repr(one) for one in distinct.values()}), f"{kind}/{name}"


def test_a_city_holds_little_more_than_one_town(jingmen):
    """84 towns name some 15,000 definitions; what differs among them are a few hundred."""
    city, towns = jingmen
    named = sum(len(one.release.manifest) for one in towns.values())
    distinct = {content for one in towns.values() for content in one.release.manifest.values()}
    most = max(len(one.release.manifest) for one in towns.values())
    assert named > 100 * len(towns)
    assert len(distinct) - len(towns) < 2 * most
    forms = Counter(id(form) for one in towns.values() for form in one.blueprint.forms.values())
    assert sum(forms.values()) > 10 * len(forms)
    assert city.linked < named / 5


def test_a_town_like_another_is_not_linked_again():
    city = city_of({"hill": LATER + SLOWER, "dale": "", "moor": LATER, "fen": SLOWER, "glen": LATER + SLOWER})
    for name in ("hill", "dale"):
        assert city.compiled(name).problems == ()
    linked = city.linked
    for name in ("moor", "fen", "glen"):
        assert city.compiled(name).problems == ()
    assert city.linked == linked


def test_what_nobody_had_is_linked_with_what_reads_it():
    city = city_of({"hill": "", "dale": MORE})
    city.compiled("hill")
    before = city.linked
    made = city.compiled("dale")
    assert [step.name for step in made.blueprint.chains["lamp"].steps][1] == "again"
    assert 0 < city.linked - before < before


def test_a_mistake_is_told_in_the_file_of_each_who_makes_it():
    texts = texts_of({"hill": "", "dale": WRONG, "moor": WRONG})
    found = check_source(Source.of(texts), catalog())
    assert [(one.mark.file, one.code) for one in found] == [
        ("towns/dale/overlay.yaml", "TH201"),
        ("towns/moor/overlay.yaml", "TH201"),
    ]
    city = City(Source.of(texts), catalog())
    assert city.compiled("hill").problems == ()
    assert codes(city.compiled("dale").problems) == ["TH201"]
    assert city.compiled("hill").release is not None


def test_a_town_is_not_taken_for_sound_because_its_chain_is():
    """The same chain; but in one town nobody sits at the post that it asks."""
    town = sound_texts()[HILL].replace("departments: [office]\n", "departments: []\n")
    texts = texts_of({"hill": "", "dale": ""})
    texts["towns/dale/town.yaml"] = town.replace("town: hill", "town: dale")
    city = City(Source.of(texts), catalog())
    alone = compile_town(city.source, "dale", catalog())
    assert city.compiled("hill").problems == ()
    assert city.compiled("dale").problems == alone.problems
    assert codes(alone.problems)[0] == "TH243"


def test_a_town_that_changes_what_everything_reads_is_linked_by_itself():
    """Words: every title may come from there."""
    texts = texts_of({"hill": "", "dale": ""})
    texts["packs/lamps/pack.yaml"] = texts["packs/lamps/pack.yaml"].replace("[param", "[words/*/*/*, param")
    name = next(one for one in Source.of(texts).definitions() if one.kind == "words")
    label = next(iter(name.body["labels"]))
    texts["towns/dale/overlay.yaml"] = (
        f"overlay: dale\nfor: town/dale\nchanges:\n  {name.path}/labels/{label}: {{set: 别的}}\n"
    )
    city = City(Source.of(texts), catalog())
    assert city.compiled("hill").problems == ()
    assert city.compiled("dale").release == compile_town(city.source, "dale", catalog()).release


def test_whoever_waits_hears_of_every_town():
    heard = []
    city = city_of({"hill": "", "dale": LATER})
    assert city.problems(lambda done, total: heard.append((done, total))) == ()
    assert heard == [(1, 2), (2, 2)]


def test_what_is_known_to_be_sound_is_not_gone_through_again():
    texts = texts_of({"hill": ""})
    city = City(Source.of(texts), catalog())
    library, _ = city.shelf.library_of("hill", city.source.tables, catalog())
    whole = link(library, catalog(), "hill")
    again = link(library, catalog(), "hill", whole.definitions)
    assert again.definitions == whole.definitions
    assert again.problems == ()
