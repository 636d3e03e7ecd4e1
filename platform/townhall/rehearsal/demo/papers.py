"""What do the papers that people attach in the demo look like: small pictures and pages, made on the spot?

Photos are drawn scenes, invoices and minutes are pages in Chinese that any viewer sets in a font of its own.
Nothing in them is real, and each says that it is an example.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import lru_cache
from random import Random

WIDTH, HEIGHT = 240, 160

Colour = tuple[int, int, int]

TITLES = {
    "minutes": "会议记录",
    "attendance": "签到表",
    "propose": "支部提议记录",
    "consult": "两委商议记录",
    "review": "党员大会审议记录",
    "resolve": "代表会议决议",
    "plan": "实施方案",
    "diagnosis": "疾病诊断证明书",
    "appraisal": "民主评议记录",
    "late_proof": "补交证明",
}


@lru_cache(maxsize=64)
def paper(name: str) -> bytes:
    """The content of a file of that name: a picture where it ends in .png, otherwise a page."""
    stem, _, ending = name.rpartition(".")
    if ending != "png":
        return page(TITLES.get(stem, "附件"))
    if stem.startswith("invoice"):
        return picture(_invoice(Random(name)))
    if stem.startswith("signature"):
        return picture(_signature(Random(name)))
    return picture(_scene(Random(name)))


def picture(colour_at: Callable[[int, int], Colour]) -> bytes:
    """A PNG of 240 by 160 points, each coloured by its column and row (PNG, third edition)."""
    rows = bytearray()
    for row in range(HEIGHT):
        rows.append(0)
        for column in range(WIDTH):
            rows.extend(colour_at(column, row))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _scene(random: Random) -> Callable[[int, int], Colour]:
    """Sky, hills, a field and a road that runs to the horizon."""
    horizon = random.randrange(60, 80)
    crest = [horizon - 6 - random.randrange(18) for _ in range(9)]
    green = random.randrange(110, 160)

    def colour_at(column: int, row: int) -> Colour:
        place, rest = divmod(column * 8, WIDTH)
        ridge = crest[place] + (crest[min(place + 1, 8)] - crest[place]) * rest // WIDTH
        if row < ridge:
            return (150 + row // 2, 190 + row // 3, 235)
        if row < horizon:
            return (90, green - 20, 96)
        half = 6 + (row - horizon) * 3 // 4
        if abs(column - WIDTH // 2) < half:
            return (236, 232, 220) if abs(column - WIDTH // 2) < 2 and row % 14 < 8 else (128, 128, 132)
        return (112, green + (row - horizon) // 4, 78)

    return colour_at


def _invoice(random: Random) -> Callable[[int, int], Colour]:
    """White paper, a red title bar, ruled lines, figures as short strokes, a round stamp."""
    strokes = {(line, word) for line in range(5) for word in range(10) if random.random() < 0.6}

    def colour_at(column: int, row: int) -> Colour:
        ring = (column - 186) ** 2 / 900 + (row - 116) ** 2 / 400
        if 0.86 < ring < 1.06:
            return (196, 40, 40)
        if 12 < row < 20 and 60 < column < 180:
            return (168, 72, 56)
        if column in (16, WIDTH - 17) or (row % 22 == 6 and 16 < column < WIDTH - 16):
            return (176, 120, 108)
        if row % 22 in range(14, 18) and (row // 22 - 1, (column - 24) // 19) in strokes and column % 19 > 5:
            return (96, 100, 116)
        return (253, 251, 246)

    return colour_at


def _signature(random: Random) -> Callable[[int, int], Colour]:
    """One stroke of ink that wanders from left to right in loops."""
    heights, height, slope = [], HEIGHT / 2, 0.0
    for _ in range(WIDTH):
        slope = min(max(slope + random.uniform(-0.9, 0.9) + (HEIGHT / 2 - height) / 120, -4.0), 4.0)
        height += slope
        heights.append(height)

    def colour_at(column: int, row: int) -> Colour:
        is_ink = 24 < column < WIDTH - 24 and abs(row - heights[column]) < 3.5
        return (24, 28, 60) if is_ink else (255, 255, 255)

    return colour_at


def page(title: str) -> bytes:
    """A PDF of one A4 page that shows a title and says that it is an example (ISO 32000-1, 7.5 and 9.7.5).

    The font is one that every viewer replaces by its own Chinese font, so nothing is embedded.
    """
    stream = _line(24, 720, title) + _line(12, 690, "演示材料，并非真实文件") + _RULES
    objects = (*_DOCUMENT, b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream), *_FONT)
    content = b"%PDF-1.5\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return content + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def _line(size: int, height: int, words: str) -> bytes:
    text = words.encode("utf-16-be").hex().upper().encode()
    return b"BT /F1 %d Tf 72 %d Td <%s> Tj ET\n" % (size, height, text)


_RULES = b"0.6 w 0.7 G\n" + b"".join(
    b"72 %d m 523 %d l S\n" % (height, height) for height in range(640, 360, -28)
)
_DOCUMENT = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"
    ),
)
_FONT = (
    (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H"
        b" /DescendantFonts [6 0 R] >>"
    ),
    (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>"
    ),
    (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    ),
)
