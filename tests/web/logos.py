"""Pictures that somebody might send as a logo."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 500), mode: str = "RGB", **saved: Any) -> bytes:
    """A disc beside a box, as a file of this kind."""
    drawn = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(drawn)
    width, height = size
    pen.ellipse((0, 0, height - 1, height - 1), fill="#b3261e")
    pen.rectangle((width * 0.6, height * 0.3, width * 0.9, height * 0.7), fill="#2a7896")
    file = io.BytesIO()
    (drawn if mode == "RGBA" else drawn.convert(mode)).save(file, kind, **saved)
    return file.getvalue()
