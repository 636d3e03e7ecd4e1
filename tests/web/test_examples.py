"""Do the examples in the room's docstrings hold?"""

import doctest
import importlib
import pkgutil

import pytest

import townhall.web

MODULES = [name for _, name, _ in pkgutil.iter_modules(townhall.web.__path__, "townhall.web.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    found = [doctest.DocTestFinder().find(importlib.import_module(name)) for name in MODULES]
    assert sum(len(test.examples) for tests in found for test in tests) > 8
