"""Pages to PDF. The only module that imports WeasyPrint; it runs inside a worker process and nowhere else."""

from __future__ import annotations

import logging
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import Any

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from clinic.handout.drawings import foreign_references
from clinic.handout.errors import HandoutError
from clinic.handout.fonts import FACES, font_file
from clinic.handout.page import NO_LINES, SCHEME, Page
from clinic.handout.reading import read_back, writing_lines

TYPES = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml; charset=utf-8", "png": "image/png"}
OUR_FONTS = "Sheet-Sans"  # the family that the pages name, as it stands in the PDF


class Writer:
    """Writes one page after another with one font configuration of its own. Not for several threads."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()

    def write(self, page: Page) -> bytes:
        """The page as tagged PDF (PDF/UA-1), equal for equal input.

        Raises HandoutError when anything was refused, missing, warned about, not printed or printed off the paper.
        """
        fetcher = PackagedOnly(page)
        if foreign := foreign_references(page.assets):
            raise HandoutError(_refusal(foreign))
        pdf = self._checked(page, fetcher)
        lines = writing_lines(pdf) if NO_LINES in page.html else 0
        if lines:
            filled = replace(page, html=page.html.replace(f'class="{NO_LINES}"', f'class="lines-{lines}"'))
            pdf = self._checked(filled, fetcher)
        read_back(pdf, page.must_read)
        return pdf

    def _checked(self, page: Page, fetcher: PackagedOnly) -> bytes:
        with _complaints() as complaints:
            pdf = self._printed(page, fetcher, complaints)
        if fetcher.refused:
            raise HandoutError(_refusal(fetcher.refused))
        if complaints:
            raise HandoutError(f"The page is faulty and was not printed: {'; '.join(complaints)}. Report this fault.")
        return pdf

    def _printed(self, page: Page, fetcher: PackagedOnly, complaints: list[str]) -> bytes:
        identifier = sha256("\0".join((page.html, *page.assets.values())).encode()).hexdigest()[:32].encode()
        try:
            document = HTML(string=page.html, base_url=SCHEME, url_fetcher=fetcher).render(
                font_config=self._fonts, pdf_variant="pdf/ua-1", cache={}
            )
            pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
        except FatalURLFetchingError as error:
            raise HandoutError(_refusal(fetcher.refused)) from error
        complaints.extend(
            f"another typeface was used ({name})" for name in _typefaces(document) if not name.startswith(OUR_FONTS)
        )
        return pdf


class PackagedOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint publishes no types
    """Gives out a page's own assets and the packaged fonts; refuses every other address and remembers it."""

    def __init__(self, page: Page) -> None:
        super().__init__(allowed_protocols={SCHEME.rstrip(":")}, allow_redirects=False)
        self._page = page
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  # WeasyPrint's signature
        """The asset behind an address; a BaseException of WeasyPrint's when there is none."""
        name = url.removeprefix(SCHEME) if url.startswith(SCHEME) else ""
        weight = name.removeprefix("font/").removesuffix(".ttf")
        if name in self._page.assets:
            kind, asset = TYPES[name.rpartition(".")[2]], self._page.assets[name]
            content = b64decode(asset, validate=True) if kind == TYPES["png"] else asset.encode()
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        if weight.isdecimal() and int(weight) in FACES:
            return URLFetcherResponse(url, font_file(int(weight)).read_bytes(), {"Content-Type": "font/ttf"})
        self.refused.append(url)
        raise FatalURLFetchingError(url)


def _refusal(refused: list[str]) -> str:
    named = ", ".join(dict.fromkeys(address[:80] for address in refused))
    return f"The page asks for something that is not part of it ({named}). Nothing was fetched. Report this fault."


class _Complaints(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Everything WeasyPrint warns about meanwhile: it logs what should be an error."""
    handler = _Complaints(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield handler.heard
    finally:
        logger.removeHandler(handler)


def _typefaces(document: Any) -> list[str]:
    return sorted({font.name.decode().rpartition("+")[2] for font in document.fonts.values()})
