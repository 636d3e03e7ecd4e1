"""Which versions fit a range?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.compiler.linking.packs import fits_range

PART = st.integers(0, 30)
VERSION = st.tuples(PART, PART, PART)


def said(version):
    return ".".join(map(str, version))


@pytest.mark.parametrize(
    ("version", "wanted", "fits"),
    [
        ("1.4.0", ">=1.4", True), ("1.3.9", ">=1.4", False), ("2.0.0", ">=1.4", True),
        ("1.4.0", "1.4.0", True), ("1.4.1", "1.4.0", False), ("1.4.1", "1.4", True), ("1.5.0", "1.4", False),
        ("1.9.9", "^1.4", True), ("2.0.0", "^1.4", False), ("1.4.9", "~1.4", True), ("1.5.0", "~1.4", False),
        ("1.4.2", ">=1.4 <1.5", True), ("1.5.0", ">=1.4, <1.5", False), ("1.0.0", "", True),
        ("1.4.0", ">= 1.4", True), ("1.4.0", "latest", None), ("1.4.0", ">=1.x", None),
    ],
)  # fmt: skip
def test_a_version_fits_a_range_or_not(version, wanted, fits):
    assert fits_range(version, wanted) is fits


@given(VERSION, VERSION)
def test_versions_are_ordered_by_numbers(one, other):
    assert fits_range(said(one), f">={said(other)}") is (one >= other)
    assert fits_range(said(one), f"<{said(other)}") is (one < other)
    assert fits_range(said(one), said(one)) is True
