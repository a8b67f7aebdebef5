"""What the commands say besides the clinical words, and how they lay it out: ids beside names, doses, tables."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import TextWrapper

from clinic.domain.in_words import citation, evidence, named, to_ask
from clinic.domain.knowledge import Knowledge
from clinic.domain.programme import Dose
from clinic.domain.scales import Disposition

WIDTH = 100

NEXT = {
    Disposition.EMERGENCY: "No exercise. Act on this now:",
    Disposition.URGENT_REFERRAL: "No exercise yet. Refer urgently:",
    Disposition.REFER_BEFORE_EXERCISE: "No exercise yet. Refer first:",
    Disposition.INCOMPLETE: "No programme yet. Ask what is still open:",
    Disposition.PROGRAMME_WITH_RESTRICTIONS: "A programme may be proposed within the limits below.",
    Disposition.PROGRAMME: "A programme may be proposed.",
}


def title(words: str) -> str:
    """A heading with a line under it."""
    return f"{words}\n{'=' * len(words)}"


def paragraph(words: str, indent: str = "  ", hanging: str = "") -> str:
    """Words wrapped to the width of the page; later lines stand further in by `hanging`."""
    wrapper = TextWrapper(
        WIDTH, initial_indent=indent, subsequent_indent=indent + hanging, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.fill(words)


def section(heading: str, lines: Iterable[str]) -> str:
    """A heading over its lines, or nothing when there are none."""
    body = list(lines)
    return "\n".join([heading, *body]) if body else ""


def page(*parts: str) -> str:
    """Parts of a page with a blank line between; empty parts are left out."""
    return "\n\n".join(part for part in parts if part)


def table(rows: Iterable[tuple[str, ...]], indent: str = "  ") -> list[str]:
    """Rows in columns; the last column runs on, wrapped under itself."""
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)] if rows else []
    lines = []
    for row in rows:
        front = "".join(f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=False))
        lines.append(paragraph(indent + front + row[-1], indent="", hanging=" " * len(indent + front)))
    return lines


def citations(knowledge: Knowledge, sources: Iterable[str]) -> str:
    """Source keys as short citations, each once."""
    return "; ".join(dict.fromkeys(citation(knowledge.sources[one]) for one in sources))


def with_id(knowledge: Knowledge, finding: str) -> str:
    """A finding in words with the id that case files know it by."""
    return f"{named(knowledge, finding)} ({finding})"


def grounds(knowledge: Knowledge, because: Iterable[str]) -> str:
    """What a finding rests on, in words."""
    return "; ".join(dict.fromkeys(evidence(knowledge, one) for one in because))


def question(knowledge: Knowledge, item: str) -> str:
    """What still has to be asked, in the words of the form with the id that case files know it by."""
    asked = to_ask(knowledge, item)
    return f"Every question of the group '{asked}' [{item}]" if item in knowledge.groups else f"{asked} [{item}]"


def dose(given: Dose) -> str:
    """A dose for the clinician: "2 x 8 each side, hold 10 s, rest 30 s, effort up to 4/10"."""
    counted = f"{given.sets} x {given.reps}" + (" each side" if given.per_side else "")
    parts = [
        counted,
        f"hold {given.hold_s} s" if given.hold_s is not None else "",
        f"{_span(given.duration_s)} long" if given.duration_s is not None else "",
        "tempo " + "-".join(f"{one:g}" for one in given.tempo) if given.tempo else "",
        f"rest {given.rest_s} s" if given.rest_s and given.sets > 1 else "",
        f"{given.times_per_day} times a day" if given.times_per_day > 1 else "",
        f"effort up to {given.rpe}/10",
    ]
    return ", ".join(part for part in parts if part)


def _span(seconds: int) -> str:
    return f"{seconds // 60} min" if seconds % 60 == 0 and seconds else f"{seconds} s"
