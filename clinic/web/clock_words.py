"""Moments as people at the clinic read them, in the time zone of the machine."""

from __future__ import annotations

from datetime import datetime

from clinic.domain.in_words import day_in_words


def clock(at: datetime) -> str:
    """Day and time: 20 Nov 2026, 14:32."""
    here = at.astimezone()
    return f"{day_in_words(here.date())}, {here:%H:%M}"


def kept_at(at: datetime) -> str:
    """When a draft was kept last."""
    return f"Kept {at.astimezone():%H:%M}"
