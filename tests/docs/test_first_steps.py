"""Does the first page of the manual work for somebody who does exactly what it says?"""

import re
import shutil
from pathlib import Path
from textwrap import indent

import pytest
from click.testing import CliRunner, Result

from tests.docs.test_yaml import BLOCK, ROOT
from townhall.cli import main

PAGE = (ROOT / "docs" / "configure" / "first_steps.md").read_text("utf-8")
NAMED = re.compile(r"`(definitions/packs/seals/[\w./]+\.yaml)`")


def files() -> dict[str, str]:
    """The files that the page tells to write, each named in the paragraph before it."""
    found = {}
    for block in BLOCK.finditer(PAGE):
        if block[1] == "yaml" and block[2] == "definition":
            before = PAGE[: block.start()].rstrip().rpartition("\n\n")[2]
            (name,) = NAMED.findall(before)
            found[name] = block[3]
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the definitions, where a configurator works."""
    shutil.copytree(ROOT / "definitions", tmp_path / "definitions")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOWNHALL_DEFINITIONS_DIRECTORY", str(tmp_path / "definitions"))
    monkeypatch.setenv("TOWNHALL_LOCALE", "zh")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_a_number_is_changed(folder: Path):
    """Step 1: the value in force gets a successor."""
    blocks = [one for one in BLOCK.finditer(PAGE) if one[1] == "yaml"]
    now, then = blocks[0][3], blocks[1][3]
    param = folder / "definitions/packs/civil_affairs/params/relief.yaml"
    text = param.read_text("utf-8")
    before = indent(now, "  ")
    assert text.count(before) == 1
    param.write_text(text.replace(before, then), "utf-8")
    assert "没有问题" in run("check").output
    assert "未通过0个" in run("test", "definitions/packs/civil_affairs").output


def test_a_matter_is_added(folder: Path):
    """Step 2: six files, one line in the town's file."""
    written = files()
    assert len(written) == 6
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    assert "没有采用业务包seals" in run("test", "definitions/packs/seals").output
    town = folder / "definitions/towns/zhanghe/town.yaml"
    (line,) = re.findall(r"^packs: \[.+seals\]$", PAGE, flags=re.MULTILINE)
    town.write_text(re.sub(r"^packs: .+$", line, town.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    checked, tested = run("check"), run("test", "definitions/packs/seals")
    assert (checked.output.splitlines()[-1], checked.exit_code) == ("没有问题。", 0)
    assert (tested.output, tested.exit_code) == ("通过1个，未通过0个。\n", 0)


def test_it_is_put_in_force(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Step 3: the command of the page."""
    monkeypatch.setenv("TOWNHALL_DATABASE_URL", f"sqlite:///{folder}/town.sqlite")
    monkeypatch.setenv("TOWNHALL_SECRET_KEY_FILE", str(folder / "secret.key"))
    monkeypatch.setenv("TOWNHALL_FILES_DIRECTORY", str(folder / "files"))
    (words,) = re.findall(r"^townhall (publish .+)$", PAGE, flags=re.MULTILINE)
    assert run("migrate").exit_code == 0
    result = run(*words.split())
    assert result.exit_code == 0, result.output
    assert "漳河镇（zhanghe）的新版定义" in result.output
