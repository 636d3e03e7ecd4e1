"""Does the loader find what is plugged in, keep roots apart, and say in words what is wrong?"""

import sys
from pathlib import Path

import pytest

from townhall.adapters.plugins import load_catalog
from townhall.kernel.functions import BUILT_IN
from townhall.kernel.text import Text
from townhall.ports.sockets import BadPlugin
from townhall.settings import shipped
from townhall.spec.fields import Field

KIND = """
from dataclasses import dataclass
from typing import Any
from townhall.kernel.signatures import TEXT, ValueType
from townhall.kernel.text import Text
from townhall.spec import typed
from townhall.spec.fields import Field
from townhall.spec.kinds import Single

@dataclass(frozen=True, slots=True)
class Plate(Single):
    name: str = "{name}"
    title: Text = Text("车牌", "Plate")

    def value_type(self, field: Field) -> ValueType:
        return TEXT

    def read(self, raw: Any, field: Field) -> str:
        return typed.compact(raw)
"""
PLUG_KIND = """
from pathlib import Path
from .kind import Plate

def plug(sockets):
    sockets.fields.add(Plate(), widget=Path(__file__).with_name("widget.html"))
"""
PLUG_MASK = """
from townhall.kernel.text import Text

def plug(sockets):
    sockets.masks.add("{name}", lambda whole: whole[:1], Text("首字", "First"))
"""
PLUG_FUNCTION = """
from townhall.kernel.signatures import INTEGER, Function

def plug(sockets):
    sockets.functions.add(Function("{name}", "{name}(x)", (frozenset(),), INTEGER, lambda value: 1))
"""


def plugged(root: Path, socket: str, name: str, **files: str) -> Path:
    folder = root / socket / name
    folder.mkdir(parents=True)
    for stem, text in files.items():
        ending = "html" if stem == "widget" else "py"
        (folder / f"{stem}.{ending}").write_text(text, "utf-8")
    return folder


def plate(root: Path, folder: str = "plate", name: str = "plate", widget: str = "<input>") -> Path:
    return plugged(root, "fields", folder, plugin=PLUG_KIND, kind=KIND.replace("{name}", name), widget=widget)


def refused(*roots: Path) -> Text:
    with pytest.raises(BadPlugin) as raised:
        load_catalog(roots, installed=False)
    assert raised.value.say.zh
    assert str(raised.value) == raised.value.say.en
    return raised.value.say


def test_built_ins_come_through_the_same_door():
    catalog = load_catalog([shipped("plugins")], installed=False)
    assert {"money", "table", "id_card"} <= set(catalog.kinds)
    assert {"plain", "surname"} <= set(catalog.masks)
    assert set(BUILT_IN) < set(catalog.functions)
    assert set(catalog.widgets) == set(catalog.kinds)
    assert "include" not in "".join(catalog.widgets.values())
    assert catalog.widget_templates()["widgets/money.html"] == catalog.widgets["money"]


def test_loading_twice_gives_the_same_kinds():
    one, other = (load_catalog([shipped("plugins")], installed=False) for _ in range(2))
    assert one.kinds == other.kinds


def test_a_root_counts_once_however_it_is_written(tmp_path):
    plate(tmp_path / "plugins")
    roots = [tmp_path / "plugins", tmp_path / "plugins" / ".." / "plugins"]
    assert list(load_catalog(roots, installed=False).kinds) == ["plate"]


def test_a_second_root_adds_to_the_first(tmp_path):
    plate(tmp_path)
    catalog = load_catalog([shipped("plugins"), tmp_path], installed=False)
    field = Field("plate", "plate", Text("车牌", "Plate"))
    assert catalog.kind(field).read("鄂h 12345", field) == "鄂H12345"
    assert catalog.kind(field).read(" ", field) is None


def test_no_plugin_can_be_imported_by_its_bare_name(tmp_path):
    plate(tmp_path)
    load_catalog([tmp_path], installed=False)
    assert not {"kind", "plugin", "plate", "fields"} & set(sys.modules)


def test_two_plugins_of_one_name_are_named_with_both_places(tmp_path):
    first, second = plate(tmp_path / "a"), plate(tmp_path / "b")
    said = refused(tmp_path / "a", tmp_path / "b")
    for words in (said.zh, said.en):
        assert str(first) in words
        assert str(second) in words
    assert "rename or remove one" in said.en


def test_two_folders_offering_one_kind_are_named_with_both_places(tmp_path):
    first, second = plate(tmp_path, "plate"), plate(tmp_path, "vehicle")
    said = refused(tmp_path)
    assert said.zh == f"字段类型 'plate' 有两个：{first} 和 {second}；请改名或删去一个"


def test_two_masks_of_one_name(tmp_path):
    plugged(tmp_path, "masks", "first", plugin=PLUG_MASK.replace("{name}", "plain"))
    assert "there are two of the mask 'plain'" in refused(shipped("plugins"), tmp_path).en


def test_a_function_cannot_take_a_built_in_name(tmp_path):
    plugged(tmp_path, "functions", "total", plugin=PLUG_FUNCTION.replace("{name}", "sum"))
    assert "townhall.kernel.functions" in refused(tmp_path).en


def test_an_unknown_socket(tmp_path):
    plugged(tmp_path, "widgets", "plate", plugin=PLUG_KIND)
    assert refused(tmp_path).en.endswith("there is no socket 'widgets'; there are fields, masks, functions")


def test_a_folder_without_a_plugin(tmp_path):
    plugged(tmp_path, "fields", "plate", kind="")
    assert "plugin.py" in refused(tmp_path).en


def test_a_plugin_without_plug(tmp_path):
    plugged(tmp_path, "masks", "plate", plugin="x = 1")
    assert "there is no function plug(sockets)" in refused(tmp_path).en


def test_a_kind_without_its_widget(tmp_path):
    (plate(tmp_path) / "widget.html").unlink()
    assert "there is no widget" in refused(tmp_path).en


@pytest.mark.parametrize("name", ["Plate", "number plate", "1st", ""])
def test_a_name_that_definitions_could_not_write(tmp_path, name):
    plate(tmp_path, name=name)
    assert "small letters, digits and underscores" in refused(tmp_path).en


def test_a_root_that_is_not_there(tmp_path):
    assert "there is no plug-in folder" in refused(tmp_path / "nowhere").en


def test_a_widget_part_that_is_not_there(tmp_path):
    plate(tmp_path, widget='{% include "widgets/_nowhere.html" %}')
    assert "there is no widgets/_nowhere.html" in refused(tmp_path).en


def test_a_widget_from_elsewhere_may_use_the_houses_parts(tmp_path):
    plate(tmp_path, widget='<input {% include "widgets/_attributes.html" %}>')
    catalog = load_catalog([shipped("plugins"), tmp_path], installed=False)
    assert 'name="{{ name }}"' in catalog.widgets["plate"]


def test_a_broken_plugin_is_named(tmp_path):
    folder = plugged(tmp_path, "masks", "broken", plugin="import nowhere_at_all")
    with pytest.raises(ModuleNotFoundError) as raised:
        load_catalog([tmp_path], installed=False)
    assert raised.value.__notes__ == [f"while loading the plug-in {folder}"]


def test_readmes_caches_and_private_folders_are_passed_over(tmp_path):
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "fields" / "_drafts").mkdir(parents=True)
    (tmp_path / "fields" / "README.md").write_text("x")
    assert load_catalog([tmp_path], installed=False).kinds == {}


def test_installed_packages_plug_in_by_entry_point(tmp_path, monkeypatch):
    package = tmp_path / "plates_of_hubei"
    package.mkdir()
    (package / "__init__.py").write_text(PLUG_MASK.replace("{name}", "first"))
    about = tmp_path / "plates_of_hubei-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plates-of-hubei\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[townhall]\nplates = plates_of_hubei:plug\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert load_catalog([]).masks["first"]("张三") == "张"
    assert "first" not in load_catalog([], installed=False).masks


def test_an_installed_package_is_named_when_it_takes_a_name(tmp_path, monkeypatch):
    (tmp_path / "plain_again.py").write_text(PLUG_MASK.replace("{name}", "plain"))
    about = tmp_path / "plain_again-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plain-again\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[townhall]\nplain = plain_again:plug\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(BadPlugin, match=r"plain-again \(plain_again:plug\)"):
        load_catalog([shipped("plugins")])
