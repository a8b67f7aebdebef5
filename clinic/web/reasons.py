"""The reason that an amendment or a take-over needs, so that whoever reads the record later learns why."""

from __future__ import annotations

AT_LEAST = 10


def reason_fault(reason: str, example: str) -> str:
    """What is wrong with a reason, with an example of a good one; empty when nothing is."""
    return "" if len(reason) >= AT_LEAST else f"Say why in {AT_LEAST} letters or more, such as “{example}”."
