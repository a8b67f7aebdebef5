"""A screening as plain text for people: the disposition, what to do next, reasons, limits, how much remains."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.cli import words
from clinic.domain.in_words import READERS, advised, day_in_words, demand_label, raised, short_edition
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Cap, Reason, Screening
from clinic.domain.scales import Disposition, Level
from clinic.domain.tally import left_out, tally


def screening_text(knowledge: Knowledge, screening: Screening) -> str:
    """The whole screening on one page."""
    return words.page(
        words.title(raised(screening.disposition.label)),
        _next(knowledge, screening),
        words.section("Reasons", (line for one in screening.reasons for line in _reason(knowledge, one))),
        words.section("Findings", _findings(knowledge, screening)),
        words.section("Limits", _limits(knowledge, screening)),
        words.section("Ceilings", words.table(_ceilings(screening))),
        words.section("Left out by name", _left_out(knowledge, screening)),
        words.section("Stage", _stage(knowledge, screening)),
        words.section("Exercises", _exercises(screening)),
        words.section("Advice", _advice(knowledge, screening)),
        words.section("Notes", (words.paragraph(one, hanging="  ") for one in screening.notes)),
        foot(screening),
    )


def foot(screening: Screening) -> str:
    """Which day and which knowledge the result belongs to."""
    edition = short_edition(screening.edition)
    return f"Assessed {day_in_words(screening.assessed_on)}. Edition {edition}, not signed off by a clinic lead."


def _next(knowledge: Knowledge, screening: Screening) -> str:
    disposition = screening.disposition
    lines = [words.NEXT[disposition]]
    if disposition > Disposition.INCOMPLETE:
        lines += words.table(
            (raised(one.timescale), words.with_id(knowledge, one.finding)) for one in _standing(screening)
        )
    if screening.treat_as is not None:
        lines.append(words.paragraph(f"Treat as {screening.treat_as.label} unless clarified today.", indent=""))
    if screening.missing and disposition > Disposition.INCOMPLETE:
        lines.append("Still open:")
    lines += words.table(
        (f"{number}.", words.question(knowledge, item) + (" - not sure" if item in screening.unsure else ""))
        for number, item in enumerate(screening.missing, start=1)
    )
    if screening.referrals:
        lines.append("Beside it, refer:")
        found = (knowledge.referrals[one] for one in screening.referrals)
        lines += words.table((raised(one.timescale), one.label) for one in found)
    return "\n".join(lines)


def _standing(screening: Screening) -> list[Reason]:
    """The certain reasons of the disposition's own severity or any other referral that no clearance lifts."""
    return [one for one in screening.reasons if one.action.refers and not one.unsure and one.cleared_by is None]


def _reason(knowledge: Knowledge, reason: Reason) -> Iterator[str]:
    unsure = ", not sure" if reason.unsure else ""
    yield words.paragraph(
        f"{raised(reason.action.label)}{unsure}: {words.with_id(knowledge, reason.finding)}", hanging="  "
    )
    yield words.paragraph(f"{raised(reason.timescale)}.", indent="    ", hanging="  ")
    if reason.cleared_by:
        cleared = reason.cleared_by
        yield words.paragraph(f"Cleared on {day_in_words(cleared.on)} by {cleared.by}.", indent="    ", hanging="  ")
    because = [one for one in reason.because if one != reason.finding]
    if because:
        yield words.paragraph(f"Because of {words.grounds(knowledge, because)}.", indent="    ", hanging="  ")
    yield words.paragraph(f"Sources: {words.citations(knowledge, reason.sources)}.", indent="    ", hanging="  ")


def _findings(knowledge: Knowledge, screening: Screening) -> Iterator[str]:
    for one in screening.standing().values():
        unsure = ", not sure" if one.id in screening.unsure_findings else ""
        because = [fact for fact in one.because if fact != one.id]
        rests = f"; from {words.grounds(knowledge, because)}" if because else ""
        label = words.with_id(knowledge, one.id)
        yield words.paragraph(f"{label}{unsure}{rests}", hanging="  ")


def _limits(knowledge: Knowledge, screening: Screening) -> list[str]:
    return words.table(
        (_at_most(limit.at_most), f"{demand_label(knowledge, limit.demand)}: {', '.join(limit.because)}")
        for limit in screening.limits.values()
    )


def _at_most(level: Level) -> str:
    return "none" if level is Level.NONE else f"at most {level.word}"


def _ceilings(screening: Screening) -> Iterator[tuple[str, ...]]:
    caps = screening.caps
    units = (("Phase", caps.phase, ""), ("Effort", caps.rpe, " of 10"), ("One hold", caps.hold_s, " s"))
    for label, cap, unit in (*units, ("Exercises", caps.exercises, "")):
        if isinstance(cap, Cap):
            yield label, f"at most {cap.at_most}{unit}", ", ".join(dict.fromkeys(finding for finding, _ in cap.by))


def _left_out(knowledge: Knowledge, screening: Screening) -> Iterator[str]:
    for one in left_out(screening):
        yield words.paragraph(f"{raised(one.reason)}: {', '.join(one.exercises)}", hanging="  ")
        yield words.paragraph(f"Sources: {words.citations(knowledge, one.sources)}.", indent="    ", hanging="  ")


def _stage(knowledge: Knowledge, screening: Screening) -> Iterator[str]:
    placement = screening.placement
    stage = knowledge.staging.stage(placement.stage)
    reach = f"up to phase {stage.max_phase}, effort up to {stage.max_rpe} of 10"
    yield words.paragraph(f"{stage.label}: {reach}; {placement.irritability.replace('_', ' ')}.")
    yield from (words.paragraph(one, hanging="  ") for one in placement.because)
    yield from (words.paragraph(f"To measure: {one}", hanging="  ") for one in placement.to_measure)


def _advice(knowledge: Knowledge, screening: Screening) -> Iterator[str]:
    for reader, whose in READERS.items():
        if sentences := list(advised(knowledge, screening.advice, reader)):
            yield words.paragraph(f"{raised(whose)}:")
            yield from (
                words.paragraph(f"{text} ({findings})", indent="    ", hanging="  ") for text, findings in sentences
            )


def _exercises(screening: Screening) -> Iterator[str]:
    counted = tally(screening)
    permitted = f"{counted.permitted} permitted ({counted.not_due} of them not due yet), {counted.withheld} withheld."
    if screening.disposition.allows_programme:
        yield f"  {permitted}"
    else:
        yield f"  None now. Once nothing stands in the way: {permitted}"
    yield f"  {counted.never_given} more are never given to anyone."
