"""A clinic's logo made anew from whatever was sent: only its picture is kept, small and without anything beside it."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from clinic.handout.errors import HandoutError

FORMATS = ("PNG", "JPEG")
LARGEST_BYTES = 2 * 1024 * 1024
LARGEST_PIXELS = 16_000_000
LEAST_SIDE = 16
WIDE, HIGH = 640, 320
"""The most that is kept, in pixels: twice what a sheet prints at 300 dots an inch is no sharper."""
WHITE = (255, 255, 255)

NOT_A_PICTURE = "This is neither a PNG nor a JPEG picture, whatever its name says. Save the logo as one of these."
DAMAGED = "This picture is damaged or cut short. Save it once more and send it again."
TOO_LARGE = "This file is larger than 2 MB. Save the logo smaller."
TOO_MANY_PIXELS = "This picture has more than 16 million points. Save the logo smaller."
TOO_SMALL = "This picture is smaller than 16 points. Save the logo larger."


def logo_png(sent: bytes) -> bytes:
    """The logo as PNG of at most 640 by 320 points on white, with nothing of the file but its picture; equal bytes for
    equal pictures. Raises HandoutError with what to do for anything that is no fit picture; what a file would unfold
    to is looked at before it is unfolded."""
    if len(sent) > LARGEST_BYTES:
        raise HandoutError(TOO_LARGE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(io.BytesIO(sent), formats=FORMATS) as picture:
                _check_size(*picture.size)
                return _written(_small(picture))
        except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            bomb = not isinstance(error, UnidentifiedImageError)
            raise HandoutError(TOO_MANY_PIXELS if bomb else NOT_A_PICTURE) from error
        except (OSError, ValueError, SyntaxError, EOFError, Warning) as error:
            raise HandoutError(DAMAGED) from error


def _check_size(width: int, height: int) -> None:
    if width * height > LARGEST_PIXELS:
        raise HandoutError(TOO_MANY_PIXELS)
    if min(width, height) < LEAST_SIDE:
        raise HandoutError(TOO_SMALL)


def _small(picture: Image.Image) -> Image.Image:
    """The picture upright, on white where it is clear, within the size that is kept."""
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((WIDE, HIGH), Image.Resampling.LANCZOS)
    flat = Image.new("RGB", upright.size, WHITE)
    flat.paste(upright, mask=upright.getchannel("A"))
    return flat


def _written(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()
