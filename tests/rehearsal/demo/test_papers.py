"""Are the papers of the demo files that a viewer opens?"""

import re
import struct
import zlib

import pytest

from townhall.office.attaching import media_type
from townhall.rehearsal.demo.papers import HEIGHT, TITLES, WIDTH, paper

PICTURES = ("before.png", "invoice-1.png", "signature.png", "visit.png")


@pytest.mark.parametrize("name", [*PICTURES, *(f"{stem}.pdf" for stem in TITLES), "something.pdf"])
def test_the_office_takes_them_in(name):
    assert media_type(name, paper(name)) == ("image/png" if name.endswith(".png") else "application/pdf")
    assert len(paper(name)) < 10_000


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_holds_all_its_points_and_more_than_one_colour(name):
    content, chunks, place = paper(name), {}, 8
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        body = content[place + 8 : place + 8 + length]
        (check,) = struct.unpack(">I", content[place + 8 + length : place + 12 + length])
        assert check == zlib.crc32(kind + body)
        chunks[kind] = body
        place += 12 + length
    points = zlib.decompress(chunks[b"IDAT"])
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    assert len(points) == HEIGHT * (1 + 3 * WIDTH)
    assert len({points[at : at + 3] for at in range(1, 3 * WIDTH, 3)} | {points[-3:]}) >= 1
    assert len(set(points)) > 2


def test_two_invoices_differ_and_the_same_name_is_the_same_file():
    assert paper("invoice-1.png") != paper("invoice-2.png")
    assert paper("invoice-1.png") == paper("invoice-1.png")


def test_a_page_says_what_it_is_and_that_it_is_an_example():
    content = paper("minutes.pdf")
    shown = [
        bytes.fromhex(words.decode()).decode("utf-16-be")
        for words in re.findall(rb"<([0-9A-F]+)> Tj", content)
    ]
    assert shown[0] == "会议记录"
    assert "并非真实文件" in shown[1]


def test_every_object_of_a_page_lies_where_its_table_says():
    content = paper("plan.pdf")
    start = int(re.search(rb"startxref\n(\d+)", content)[1])
    places = re.findall(rb"(\d{10}) 00000 n", content[start:])
    for number, place in enumerate(map(int, places), start=1):
        assert content[place:].startswith(b"%d 0 obj" % number)
    assert int(re.search(rb"/Size (\d+)", content)[1]) == len(places) + 1
