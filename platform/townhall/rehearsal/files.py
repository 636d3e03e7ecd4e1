"""What stands in for the papers a scenario or a demo names: tiny real files, made on the spot."""

from __future__ import annotations

import struct
import zlib

_PICTURES = (".png", ".jpg", ".jpeg")


def paper(name: str) -> bytes:
    """The content of a file of that name: a one-page PDF, or a small grey picture."""
    return _picture() if name.lower().endswith(_PICTURES) else _page(name)


def ending_for(kind: str, name: str) -> str:
    """A name whose ending fits both the kind of field and what `paper` makes."""
    is_picture = kind in ("image", "signature") or name.lower().endswith(_PICTURES)
    wanted = ".png" if is_picture else ".pdf"
    stem = name.rpartition(".")[0] or name
    return stem + wanted


def _page(name: str) -> bytes:
    """A PDF of one blank A4 page (ISO 32000-1, 7.5)."""
    del name
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    content = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 4\n0000000000 65535 f \n"
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def _picture(width: int = 64, height: int = 48) -> bytes:
    """A PNG of one grey field with a darker band (PNG, third edition)."""
    shades = [150 if height // 3 < line < 2 * height // 3 else 205 for line in range(height)]
    rows = b"".join(b"\x00" + bytes([shade]) * width for shade in shades)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
