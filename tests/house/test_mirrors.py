"""Has every module that does something a test of the same name, or is it said where it is tested instead?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.checkout import PACKAGE, ROOT, modules
from tests.house.mirrors import TESTED_BY

ELSEWHERE = {name: test for test, names in TESTED_BY.items() for name in names}


def name_of(path: Path) -> str:
    """`office/deciding` of its file."""
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def mirror(name: str) -> Path:
    """Where a module's own test lies."""
    room, _, last = name.rpartition("/")
    return ROOT / "tests" / room / f"test_{last}.py"


def does_something(tree: ast.Module) -> bool:
    """Whether a module has behaviour: a function with a body. Nouns made of fields and sockets have none."""
    return any(
        not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in function.body
    )


def to_be_tested() -> list[str]:
    return [
        name_of(path)
        for path, tree in modules()
        if path.stem not in ("__init__", "__main__")
        and "versions" not in path.parts  # revisions, which migrating in every test of storage runs
        and path.parent.name != "migrations"
        and does_something(tree)
    ]


def listed(name: str) -> bool:
    return name in ELSEWHERE or any(one.endswith("/") and name.startswith(one) for one in ELSEWHERE)


def test_every_module_is_tested_where_one_looks_for_it():
    untested = [name for name in to_be_tested() if not mirror(name).exists() and not listed(name)]
    assert untested == [], (
        "write tests/<room>/test_<module>.py, or say in tests/house/mirrors.py which test covers it"
    )


def test_the_list_of_exceptions_names_what_is_there():
    names = {name_of(path) for path, _ in modules()}
    gone = [
        one for one in ELSEWHERE if not any(name == one or name.startswith(one) for name in names)
    ]  # fmt: skip
    assert gone == []
    assert [test for test in TESTED_BY if not (ROOT / test).exists()] == []


def test_a_module_that_got_its_own_test_is_no_exception_any_more():
    assert [one for one in ELSEWHERE if not one.endswith("/") and mirror(one).exists()] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('class Noun:\n    """A noun."""\n    name: str\n', False),
        ('class Socket:\n    def add(self) -> None:\n        """Add."""\n        ...\n', False),
        ("def total(values):\n    return sum(values)\n", True),
    ],
)
def test_what_counts_as_behaviour(source: str, expected: bool):
    assert does_something(ast.parse(source)) is expected
