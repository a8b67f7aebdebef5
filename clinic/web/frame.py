"""What stands around the intake form and its result: the quick-check, which keeps nothing, or a stored assessment."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from clinic.store.patients import Patient


@dataclass(frozen=True)
class Frame:
    """Where the form and its result are sent; a place is empty where that is not to be had. All from `save` on belongs
    to an assessment: `save` is where a draft is kept after each pause, and `saved` says when it was kept last;
    `charted`: whether anything is marked on its body chart."""

    title: str
    judge: str
    live: str
    change: str
    clear: str = ""
    propose: str = ""
    referral: str = ""
    save: str = ""
    finalise: str = ""
    amend: str = ""
    summary: str = ""
    programme: str = ""
    patient: Patient | None = None
    age: int | None = None
    version: int = 0
    saved: str = ""
    amends: bool = False
    reason: str = ""
    amended_by: str = ""
    final: bool = False
    charted: bool = False


def quick_check() -> Frame:
    """The quick-check: the case travels in the page."""
    return Frame(
        "Quick-check",
        judge=url_for("check.judge"),
        live=url_for("check.live"),
        change=url_for("check.change"),
        clear=url_for("check.clear"),
        propose=url_for("programme.proposed"),
        referral=url_for("programme.referral"),
    )
