"""Are the examples in docs/plugins real plug-ins, and do the pages list everything that ships?"""

import importlib.util
import re
from pathlib import Path

import pytest

from tests.plugins.built_in import built_in
from townhall.adapters.plugins import SOCKETS
from townhall.kernel.functions import BUILT_IN

PAGES = Path(__file__).resolve().parents[2] / "docs" / "plugins"
EXAMPLE = re.compile(r"^`(plugins/[^`]+)`:\n\n```\w+\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(\w+)[`(]", flags=re.MULTILINE)


def page(socket: str) -> str:
    return (PAGES / f"{socket}.md").read_text("utf-8")


@pytest.mark.parametrize("socket", SOCKETS)
def test_the_example_of_a_page_loads_and_passes_its_own_test(socket, tmp_path):
    written = []
    for name, code in EXAMPLE.findall(page(socket)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, "utf-8")
        written.append(path)
    tests = [function for path in written if path.parent.name == "tests" for function in own_tests(path)]
    assert len(tests) == 1
    tests[0]()


def own_tests(path: Path) -> list:
    spec = importlib.util.spec_from_file_location(f"example_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [function for name, function in vars(module).items() if name.startswith("test_")]


@pytest.mark.parametrize("socket", SOCKETS)
def test_a_page_lists_everything_that_ships(socket):
    catalog = built_in()
    ships = {
        "fields": set(catalog.kinds),
        "masks": set(catalog.masks),
        "functions": set(catalog.functions) - set(BUILT_IN),
    }[socket]
    listed = ROW.findall(page(socket).split("## What ships")[1].split("\n## ")[0])
    assert sorted(listed) == sorted(ships)


@pytest.mark.parametrize("socket", SOCKETS)
def test_the_example_of_a_page_speaks_chinese_with_chinese_punctuation(socket):
    """It is what people copy."""
    said = " ".join(code for _, code in EXAMPLE.findall(page(socket)))
    assert re.findall(r"[\u4e00-\u9fff][,;:?!][^\"']|[,;:?!][\u4e00-\u9fff]", said) == []


def test_the_index_leads_to_every_socket():
    index = (PAGES / "README.md").read_text("utf-8")
    assert all(f"]({socket}.md)" in index for socket in SOCKETS)
