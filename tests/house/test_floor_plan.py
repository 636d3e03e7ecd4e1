"""Is the floor plan in the package's docstring true, and does every module say what it is for?"""

import ast
import re
import subprocess
import sys

from tests.house.checkout import PACKAGE, ROOT, modules, shown


def rooms_on_the_plan() -> set[str]:
    plan = ast.get_docstring(modules_by_path()[PACKAGE / "__init__.py"]) or ""
    return set(re.findall(r"^ {4}(\w+) {2,}\S", plan, flags=re.MULTILINE))


def modules_by_path() -> dict:
    return dict(modules())


def rooms_that_exist() -> set[str]:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    single = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    return folders | single


def test_every_room_on_the_plan_exists_and_every_room_is_on_the_plan():
    assert rooms_on_the_plan() == rooms_that_exist()


def test_every_folder_with_modules_is_a_package():
    """A forgotten __init__.py makes a namespace package, which no layer contract sees."""
    assert [shown(path) for path, _ in modules() if not (path.parent / "__init__.py").exists()] == []


def test_every_module_has_a_docstring():
    assert [shown(path) for path, tree in modules() if not (ast.get_docstring(tree) or "").strip()] == []


def test_platform_is_not_a_package():
    """With platform/__init__.py, `import platform` finds our folder instead of the standard library."""
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_the_standard_library_keeps_its_platform():
    """Asked from the checkout's top folder, where the name is contested."""
    asked = subprocess.run(
        [sys.executable, "-c", "import platform; print(platform.python_version())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
