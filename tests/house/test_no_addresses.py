"""Could this repository be carried to another machine and another package server without a change?"""

import re
from pathlib import Path

from tests.house.checkout import ROOT, shown, texts

LOCKS = ("requirements.lock", "requirements-dev.lock", "package-lock.json")

# Where packages come from is the machine's business (pip.conf, .npmrc of the person), not the repository's.
PACKAGE_SERVER = re.compile(
    r"--(?:extra-)?index-url|--find-links\b"
    r"|https?://[^\s\"']+/(?:simple/|-/[^\s\"']+\.tgz)"
    r"|https?://(?:registry\.npmjs\.|files\.pythonhosted\.)"
    r"|\"resolved\": *\"http"
)


def test_locks_name_no_server():
    assert [name for name in LOCKS if "http" in (ROOT / name).read_text("utf-8")] == []


def test_no_file_names_a_package_server():
    found = [
        f"{shown(path)}:{number}"
        for path, text in texts()
        if path != Path(__file__)
        for number, line in enumerate(text.splitlines(), start=1)
        if PACKAGE_SERVER.search(line)
    ]
    assert found == []


def test_no_file_names_this_machine():
    """Neither the folder this checkout lies in nor the home of whoever runs the tests."""
    places = [place for place in (ROOT, Path.home()) if len(place.parts) > 1]
    here = re.compile("|".join(rf"(?<![\w.}}]){re.escape(str(place))}(?![\w-])" for place in places))
    found = [
        f"{shown(path)}:{number}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if here.search(line)
    ]
    assert found == []
