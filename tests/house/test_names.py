"""Do names keep clear of the standard library and of words that say nothing?"""

import ast
import sys

from tests.house.checkout import PACKAGE, modules, shown

SAYS_NOTHING = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


def own_names() -> list[tuple[str, str]]:
    """(what a module or a folder is called, where) for all of them below the package."""
    return [
        (part.removesuffix(".py"), shown(path))
        for path, _ in modules()
        for part in path.relative_to(PACKAGE).parts
    ]


def test_no_module_is_named_like_one_of_the_standard_library():
    assert [where for name, where in own_names() if name in sys.stdlib_module_names] == []


def test_no_module_has_a_name_that_says_nothing():
    assert [where for name, where in own_names() if name in SAYS_NOTHING] == []


def test_our_own_modules_are_imported_at_the_top_only():
    """An import inside a function hides a circle between modules."""
    hidden = [
        f"{shown(path)}:{statement.lineno}"
        for path, tree in modules()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in ast.walk(function)
        if is_own_import(statement)
    ]
    assert hidden == []


def is_own_import(statement: ast.AST) -> bool:
    if isinstance(statement, ast.ImportFrom):
        return statement.level > 0 or (statement.module or "").split(".")[0] == "townhall"
    if isinstance(statement, ast.Import):
        return any(alias.name.split(".")[0] == "townhall" for alias in statement.names)
    return False
