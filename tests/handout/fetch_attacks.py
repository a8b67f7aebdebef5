"""Ways in which a printed page could be made to fetch something, each with a name, counted by the tests.

As markup they stand in the page as if nothing had been escaped; as words they are typed where somebody may type words
that a sheet, a note or a summary prints; as logos they are sent as the clinic's picture.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, PngImagePlugin

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"'
FACE = "<style>@font-face {{ font-family: f; src: {} }} .f {{ font-family: f }}</style>"
ENTITY = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "{}">]>'
SECRET = "the clinic's secret words"  # noqa: S105  # what an attack would bring to light


@dataclass(frozen=True)
class Attack:
    """One way, as it stands in the head or body of a page, or in a drawing of the page's (`drawing`)."""

    name: str
    body: str = ""
    head: str = ""
    drawing: str = ""

    @property
    def words(self) -> str:
        """All of it, as somebody would type it."""
        return " ".join(part for part in (self.head, self.body, self.drawing) if part)


@dataclass(frozen=True)
class Aims:
    """Where attacks point to: the address of a server on this machine, and a file that no page may open."""

    server: str
    secret: Path

    @property
    def host(self) -> str:
        """The server's name and port."""
        return self.server.partition("//")[2]


def attacks(at: Aims) -> tuple[Attack, ...]:
    """Every way, pointed there."""
    web, file, host = at.server, at.secret.as_uri(), at.host
    return (
        Attack("picture over http", f'<img alt="a" src="{web}/a.png">'),
        Attack("picture over https", f'<img alt="a" src="https://{host}/a.png">'),
        Attack("picture over ftp", f'<img alt="a" src="ftp://{host}/a.png">'),
        Attack("picture over gopher", f'<img alt="a" src="gopher://{host}/_a">'),
        Attack("picture from a file", f'<img alt="a" src="{file}">'),
        Attack("picture from a bare path", f'<img alt="a" src="{at.secret}">'),
        Attack("address without a scheme", f'<img alt="a" src="//{host}/a.png">'),
        Attack("scheme in capitals", f'<img alt="a" src="HTTP://{host}/a.png">'),
        Attack("scheme broken by a line", f'<img alt="a" src="ht\ntp://{host}/a.png">'),
        Attack("path upwards", '<img alt="a" src="sheet:../../../instance/secret_key">'),
        Attack("path upwards in per cents", '<img alt="a" src="sheet:%2e%2e%2f%2e%2e%2fetc%2fpasswd">'),
        Attack("path upwards in wide letters", '<img alt="a" src="sheet:\uff0e\uff0e\uff0f\uff0e\uff0e\uff0fetc">'),
        Attack("path upwards from the fonts", '<img alt="a" src="sheet:font/../../clinic.db">'),
        Attack("path of the instance", '<img alt="a" src="instance/clinic.db">'),
        Attack("symbolic link", f'<img alt="a" src="{at.secret.with_name("link").as_uri()}">'),
        Attack("picture in the page itself", f'<img alt="a" src="data:image/png;base64,{_dots()}">'),
        Attack("picture that unfolds to 400 million points", f'<img alt="a" src="data:image/png;base64,{_bomb()}">'),
        Attack("several sources", f'<img alt="a" src="sheet:none.png" srcset="{web}/a.png 1x, {file} 2x">'),
        Attack("picture element", f'<picture><source srcset="{web}/a.png"><img alt="a" src="{web}/b.png"></picture>'),
        Attack("object", f'<object data="{file}" type="text/html">a</object>'),
        Attack("embedded", f'<embed src="{web}/a.svg" type="image/svg+xml">'),
        Attack("frame", f'<iframe src="{file}"></iframe><iframe srcdoc="&lt;img src={web}/a.png&gt;"></iframe>'),
        Attack("film and sound", f'<video poster="{web}/a.png"><source src="{web}/a"></video><audio src="{file}">'),
        Attack("picture as a button", f'<input type="image" alt="a" src="{web}/a.png">'),
        Attack("background of an old kind", f'<table background="{web}/a.png"><tr><td background="{file}">a</table>'),
        Attack("style sheet", head=f'<link rel="stylesheet" href="{web}/a.css">'),
        Attack("style sheet from a file", head=f'<link rel="stylesheet" href="{file}">'),
        Attack("attached file", head=f'<link rel="attachment" href="{file}" title="a">'),
        Attack("attachment behind a link", f'<a rel="attachment" href="{file}">a</a>'),
        Attack("icon and what is loaded ahead",
            head=f'<link rel="icon" href="{web}/i"><link rel="preload" href="{file}">'),
        Attack("another base", '<img alt="a" src="a.png">', head=f'<base href="{web}/">'),
        Attack("page that sends on", head=f'<meta http-equiv="refresh" content="0; url={web}/a">'),
        Attack("script", head=f'<script src="{web}/a.js"></script><script>fetch("{web}/a")</script>'),
        Attack("import", head=f"<style>@import url('{web}/a.css');</style>"),
        Attack("import of a file", head=f'<style>@import "{file}";</style>'),
        Attack("typeface", "<p class=f>a</p>", FACE.format(f"url('{web}/a.ttf')")),
        Attack("typeface from a file", "<p class=f>a</p>", FACE.format(f"url('{file}')")),
        Attack("typeface of this machine", "<p class=f>a</p>", FACE.format("local('x'), url('sheet:font/1.ttf')")),
        Attack("background", f"<p style=\"background: url('{web}/a.png')\">a</p>"),
        Attack("background from a file", f"<p style=\"background-image: url('{file}')\">a</p>"),
        Attack("background in disguise", f"<p style=\"background: u\\72l('{web}/a.png')\">a</p>"),
        Attack("sign of a list", f"<ul style=\"list-style-image: url('{web}/a.png')\"><li>a</ul>"),
        Attack("frame of pictures", f"<p style=\"border: 1px solid; border-image: url('{web}/a.png') 1\">a</p>"),
        Attack("words from a picture",
            "<p class=c>a</p>", f"<style>.c::before {{ content: url('{web}/a.png') }}</style>"),
        Attack("words from an attribute",
            f'<p class=c data-a="{web}/a.png">a</p>', "<style>.c::before { content: attr(data-a url) }</style>"),
        Attack("pointer and mask",
            f"<p style=\"cursor: url('{web}/a'), auto; mask: url('{web}/a'); filter: url('{web}/a#f')\">a</p>"),
        Attack("picture in the margin", head=f"<style>@page {{ @top-left {{ content: url('{web}/a.png') }} }}</style>"),
        Attack("background of the paper", head=f"<style>@page {{ background: url('{file}') }}</style>"),
        Attack("variable", f"<p style=\"--a: url('{web}/a.png'); background: var(--a)\">a</p>"),
        Attack("picture in a drawing", f'{SVG}><title>t</title><image href="{web}/a.png"/></svg>'),
        Attack("picture in a drawing, as of old", f'{SVG}><title>t</title><image xlink:href="{file}"/></svg>'),
        Attack("part of another drawing", f'{SVG}><title>t</title><use href="{web}/a.svg#a"/></svg>'),
        Attack("colours of another drawing",
            f'{SVG}><title>t</title><rect fill="url({web}/a.svg#a)" width="9" height="9"/></svg>'),
        Attack("style in a drawing", f"{SVG}><title>t</title><style>@import url('{web}/a.css');</style></svg>"),
        Attack("page in a drawing",
            f'{SVG}><title>t</title><foreignObject><img alt="a" src="{web}/a.png"/></foreignObject></svg>'),
        Attack("our drawing shows a picture", drawing=f'{SVG}><image width="9" height="9" href="{web}/a.png"/></svg>'),
        Attack("our drawing shows a file", drawing=f'{SVG}><image width="9" height="9" xlink:href="{file}"/></svg>'),
        Attack("our drawing uses another", drawing=f'{SVG}><use href="{file}#a"/></svg>'),
        Attack("our drawing has a style",
            drawing=f"{SVG}><style>rect {{ fill: url('{web}/a.svg#a') }}</style><rect/></svg>"),
        Attack("our drawing is filled from elsewhere",
            drawing=f'{SVG}><rect filter="url({web}/a.svg#a)" width="9"/></svg>'),
        Attack("entity of a file in our drawing", drawing=ENTITY.format(file) + f"{SVG}><text>&e;</text></svg>"),
        Attack("entity of an address in our drawing",
            drawing=ENTITY.format(f"{web}/a") + f"{SVG}><text>&e;</text></svg>"),
        Attack("entities that multiply", drawing=_laughs()),
        Attack("style sheet of our drawing", drawing=f'<?xml-stylesheet href="{web}/a.css"?>{SVG}><rect/></svg>'),
    )  # fmt: skip  # a table reads best in lines


def logos(at: Aims) -> Mapping[str, bytes]:
    """What somebody could send as the clinic's logo."""
    told = PngImagePlugin.PngInfo()
    told.add_text("XML:com.adobe.xmp", f'<x href="{at.server}/a"/> {SECRET}')
    told.add_itxt("Comment", f"<img src={at.server}/a.png> {SECRET}")
    exif = Image.Exif()
    exif[0x010E] = f"{at.server} {SECRET}"
    plain = _picture("PNG")
    return {
        "drawing with a picture": f'{SVG}><image href="{at.server}/a.png"/></svg>'.encode(),
        "drawing with an entity": f"{ENTITY.format(at.secret.as_uri())}{SVG}><text>&e;</text></svg>".encode(),
        "PNG with words of its own": _picture("PNG", pnginfo=told),
        "JPEG with words of its own": _picture("JPEG", exif=exif, comment=f"{at.server} {SECRET}".encode()),
        "PNG and page in one": plain + f"<html><img src={at.server}/a.png>{SECRET}</html>".encode(),
        "PNG that unfolds": base64.b64decode(_bomb()),
        "PostScript": f"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n({at.secret}) run".encode(),
    }


def _picture(kind: str, **saved: object) -> bytes:
    kept = io.BytesIO()
    Image.effect_noise((160, 80), 40).convert("RGB").save(kept, kind, **saved)
    return kept.getvalue()


@cache
def _dots() -> str:
    return base64.b64encode(_picture("PNG")).decode()


@cache
def _bomb() -> str:
    kept = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(kept, "PNG", optimize=True)
    return base64.b64encode(kept.getvalue()).decode()


def _laughs() -> str:
    rows = "".join(f'<!ENTITY e{row} "{f"&e{row - 1};" * 10}">' for row in range(1, 10))
    return f'<!DOCTYPE svg [<!ENTITY e0 "ha">{rows}]>{SVG}><text>&e9;</text></svg>'
