"""The finished sheets as PDF: one function per kind of sheet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from clinic.handout.cache import keep, kept
from clinic.handout.contact_sheet import ContactSheet
from clinic.handout.errors import HandoutError
from clinic.handout.hazards import HazardSheet
from clinic.handout.page import Page, make_page
from clinic.handout.reading import read_back, read_pages
from clinic.handout.referral import ReferralNote
from clinic.handout.sheet import Sheet
from clinic.handout.summary import Summary
from clinic.handout.workers import workers
from clinic.settings import PAPERS

CONTACT_SHEET_SECONDS = 120.0  # more than a hundred drawings, asked for by whoever draws them


def render_pdf(sheet: Sheet, *, paper: str = PAPERS[0], large: bool = False, cache: Path | None = None) -> bytes:
    """The printed programme as tagged PDF; `large` in 16 point. `cache`: a folder where finished PDFs are kept.

    A sheet that takes more pages than wanted is set closer. Equal input, libraries and fonts give equal bytes. Raises
    HandoutError with what to do.
    """

    def fitted(page: Page) -> bytes:
        pdf = workers().print(page)
        if large or sheet.full or len(read_pages(pdf)) <= sheet.pages_wanted:
            return pdf
        return workers().print(sheet_page(replace(sheet, closer=True), paper=paper))

    return _printed(sheet_page(sheet, paper=paper, large=large), cache, fitted)


def sheet_page(sheet: Sheet, *, paper: str = PAPERS[0], large: bool = False) -> Page:
    """The page of a programme, ready to print."""
    pictures = {
        f"{one.number}-{figure.caption.lower()}": figure.svg for one in sheet.exercises for figure in one.figures
    }
    return make_page(
        "handout/sheet.html",
        pictures=pictures,
        must_read=sheet.must_read,
        paper=paper,
        large=large,
        clinic=sheet.clinic,
        sheet=sheet,
    )


def render_referral_note(note: ReferralNote, *, paper: str = PAPERS[0], cache: Path | None = None) -> bytes:
    """The referral note as tagged PDF, one page where it fits. Raises HandoutError with what to do, and for a note that
    would name no finding."""
    if not note.reasons:
        raise HandoutError("Nothing that was found asks for a referral, so there is nothing to write a note about.")
    page = make_page(
        "handout/referral.html", pictures={}, must_read=note.must_read, paper=paper, clinic=note.clinic, note=note
    )
    return _printed(page, cache, workers().print)


def render_summary(summary: Summary, *, paper: str = PAPERS[0], cache: Path | None = None) -> bytes:
    """The assessment summary as tagged PDF: in two columns on one page, and where it does not fit there in one column
    on two or more. Raises HandoutError with what to do."""

    def fitted(page: Page) -> bytes:
        pdf = workers().print(page)
        if len(read_pages(pdf)) > 1:  # two columns that go on overleaf are read in the wrong order
            return workers().print(_summary_page(summary, paper, summary.must_read, long=True))
        read_back(pdf, summary.must_read)
        return pdf

    return _printed(_summary_page(summary, paper, (), long=False), cache, fitted)


def render_contact_sheet(contact_sheet: ContactSheet, *, paper: str = PAPERS[0]) -> bytes:
    """Every figure on one set of pages, for whoever draws them. Raises HandoutError with what to do."""
    pictures = {f"{one.id}-{name}": svg for one in contact_sheet.entries for name, svg in one.drawings}
    page = make_page(
        "handout/contact_sheet.html",
        pictures=pictures,
        must_read=contact_sheet.must_read,
        paper=paper,
        figures=contact_sheet,
    )
    return workers().print(page, CONTACT_SHEET_SECONDS)


def render_hazards(sheet: HazardSheet, *, paper: str = PAPERS[0]) -> bytes:
    """The hazard log as tagged PDF. Raises HandoutError with what to do."""
    page = make_page("handout/hazards.html", pictures={}, must_read=sheet.must_read, paper=paper, hazards=sheet)
    return workers().print(page, CONTACT_SHEET_SECONDS)


def check_printing() -> None:
    """Prints one word in a worker process. Raises HandoutError with what to do when this machine cannot print."""
    workers().print(make_page("handout/check.html", pictures={}, must_read=("Plumbline",)))


def _summary_page(summary: Summary, paper: str, must_read: tuple[str, ...], *, long: bool) -> Page:
    pictures = {"chart": summary.chart} if summary.chart else {}
    return make_page(
        "handout/summary.html",
        pictures=pictures,
        must_read=must_read,
        paper=paper,
        clinic=summary.clinic,
        summary=summary,
        long=long,
    )


def _printed(page: Page, cache: Path | None, print_page: Callable[[Page], bytes]) -> bytes:
    found = kept(cache, page) if cache else None
    if found is not None:
        return found
    pdf = print_page(page)
    if cache:
        with suppress(OSError):  # a sheet that cannot be kept is printed all the same
            keep(cache, page, pdf)
    return pdf
