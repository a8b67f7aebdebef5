"""A logo made anew: only the picture, small, and the same bytes each time."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from clinic.handout.errors import HandoutError
from clinic.handout.printing import render_pdf
from clinic.handout.reading import read_pages
from clinic.handout.sheet import Sheet
from clinic.web.logo import (
    DAMAGED,
    HIGH,
    LARGEST_BYTES,
    NOT_A_PICTURE,
    TOO_LARGE,
    TOO_MANY_PIXELS,
    TOO_SMALL,
    WIDE,
    logo_png,
)  # fmt: skip  # a list reads best in lines
from tests.handout.builders import CLINIC
from tests.handout.test_sheet_pdf import four
from tests.web.logos import picture


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def refusal(sent: bytes) -> str:
    with pytest.raises(HandoutError) as refused:
        logo_png(sent)
    return str(refused.value)


def headed(logo: bytes) -> Sheet:
    return replace(four(), clinic=replace(CLINIC, logo=logo))


def png_of(width: int, height: int, rows: bytes) -> bytes:
    """A PNG file that says this size of itself, whatever it holds."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("PNG", "P"), ("JPEG", "CMYK")]
)
def test_every_kind_of_picture_becomes_a_small_png(kind: str, mode: str) -> None:
    made = opened(logo_png(picture(kind, (2000, 500), mode)))
    assert (made.format, made.mode, made.size) == ("PNG", "RGB", (WIDE, WIDE // 4))


def test_a_tall_picture_is_kept_within_the_height() -> None:
    assert opened(logo_png(picture(size=(400, 1600)))).size == (HIGH // 4, HIGH)


def test_a_small_picture_keeps_its_size() -> None:
    assert opened(logo_png(picture(size=(120, 40)))).size == (120, 40)


def test_what_is_clear_becomes_white_so_that_it_prints_in_grey_too() -> None:
    made = opened(logo_png(picture(mode="RGBA")))
    assert made.getpixel((made.width - 1, made.height - 1)) == (255, 255, 255)


def test_nothing_but_the_picture_is_kept() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Somebody Private")
    with_text = picture(pnginfo=told)
    assert b"Somebody Private" in with_text
    exif = Image.Exif()
    exif[0x010E] = "Somebody Private"
    with_exif = picture("JPEG", exif=exif)
    assert b"Somebody Private" in with_exif
    for sent in (with_text, with_exif):
        made = opened(logo_png(sent))
        made.load()
        assert (made.info, dict(made.getexif())) == ({}, {})


def test_a_picture_that_lies_on_its_side_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(logo_png(picture("JPEG", (200, 100), exif=exif))).size == (100, 200)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert logo_png(picture()) == logo_png(picture())


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "WEBP"])
def test_another_kind_of_picture_is_refused_by_its_content(kind: str) -> None:
    assert refusal(picture(kind)) == NOT_A_PICTURE


@pytest.mark.parametrize(
    "sent", [b"", b"hello", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"], ids=["none", "text", "pdf", "head"]
)
def test_what_is_no_picture_is_refused(sent: bytes) -> None:
    assert refusal(sent) in (NOT_A_PICTURE, DAMAGED)


def test_a_picture_cut_short_is_refused() -> None:
    assert refusal(picture("JPEG")[:3000]) == DAMAGED
    assert refusal(picture("PNG")[:1500]) == DAMAGED


def test_a_small_file_that_would_unfold_to_a_huge_picture_is_refused_before_it_does() -> None:
    assert refusal(png_of(50_000, 50_000, b"\0" * 100)) == TOO_MANY_PIXELS
    assert refusal(png_of(5_000, 5_000, b"\0" * 100)) == TOO_MANY_PIXELS


def test_a_file_or_picture_out_of_bounds_is_refused() -> None:
    assert refusal(b"\0" * (LARGEST_BYTES + 1)) == TOO_LARGE
    assert refusal(picture(size=(15, 200))) == TOO_SMALL


def test_the_sheet_carries_the_logo_once_and_stays_two_pages() -> None:
    pdf = render_pdf(headed(logo_png(picture())))
    assert len(read_pages(pdf)) == 2
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = {one.objgen: int(one.Width) for page in document.pages for one in page.get_images().values()}
        assert list(found.values()) == [opened(logo_png(picture())).width]


def test_an_equal_logo_gives_an_equal_sheet_and_another_logo_another() -> None:
    first, second = logo_png(picture()), logo_png(picture(size=(500, 500)))
    assert render_pdf(headed(first)) == render_pdf(headed(first))
    assert render_pdf(headed(first)) != render_pdf(headed(second))
