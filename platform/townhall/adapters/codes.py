"""How is an address drawn so that a phone can read it?"""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


class QrCodes:
    """Draws QR codes as one SVG path, with the four quiet modules around that ISO/IEC 18004 asks for."""

    def svg(self, text: str) -> str:
        """An SVG picture of the code, ready to stand in a page."""
        drawn = qrcode.make(text, image_factory=SvgPathImage, error_correction=ERROR_CORRECT_M, border=4)
        return drawn.to_string(encoding="unicode")
