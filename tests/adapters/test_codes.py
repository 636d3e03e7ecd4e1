"""Does a phone read from the picture what was written into it?"""

import re
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest

from townhall.adapters.codes import QrCodes

PIXELS = 6
SQUARE = re.compile(r"M(\d+),(\d+)H(\d+)V(\d+)H\d+z")


def drawn(svg: str) -> np.ndarray:
    """The picture as a camera would have it: the path's squares in black on white."""
    root = ElementTree.fromstring(svg)
    _, _, width, height = (round(float(one)) for one in root.attrib["viewBox"].split())
    [path] = [one for one in root.iter() if one.tag.endswith("path")]
    picture = np.full((height * PIXELS, width * PIXELS), 255, dtype=np.uint8)
    squares = SQUARE.findall(path.attrib["d"])
    assert "".join(f"M{a},{b}H{c}V{d}H{a}z" for a, b, c, d in squares) == path.attrib["d"]
    for left, top, right, bottom in (tuple(map(int, one)) for one in squares):
        picture[top * PIXELS : bottom * PIXELS, left * PIXELS : right * PIXELS] = 0
    return picture


@pytest.mark.parametrize(
    "text",
    [
        "https://townhall.example/open/hq3Jx0cTz5V1mWcY8o2yZg",
        "http://127.0.0.1:8000/open/" + "x" * 22,
        "公示 2026-11-23",
    ],
)
def test_what_is_written_is_read(text):
    picture = drawn(QrCodes().svg(text))
    found, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    assert found == text


def test_four_quiet_modules_are_left_all_round():
    picture = drawn(QrCodes().svg("https://townhall.example/"))
    quiet = 4 * PIXELS
    assert (picture[:quiet] == 255).all()
    assert (picture[-quiet:] == 255).all()
    assert (picture[:, :quiet] == 255).all()
    assert (picture[:, -quiet:] == 255).all()
    assert not (picture[quiet : quiet + PIXELS] == 255).all()


def test_it_can_stand_in_a_page():
    svg = QrCodes().svg("x")
    assert svg.startswith("<svg")
    assert "<script" not in svg
