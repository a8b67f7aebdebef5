"""Where the person is: the stage and the band of irritability, why, and what to measure before it could be higher.

The first stage whose `enter` holds is found; then everything that holds a person down lowers it: what was not measured,
and effects of kind stage. An unsure finding counts as yes towards a lower stage and as no towards a higher one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.atom_words import asked, known, subject
from clinic.domain.effects import effects_in_force
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Placement
from clinic.domain.reading import RECORDED, FactsReading
from clinic.domain.rule import EMPTY, SIDES, Atom, Rule, Source, atom_truth, rule_truth
from clinic.domain.scales import SideRule, Truth
from clinic.domain.staging import Irritability, Stage, Unmeasured

MEASURED = (*RECORDED, Source.DISABILITY)
"""Sources whose missing value means that nobody measured; a finding without a value does not stand."""


@dataclass(frozen=True)
class Ceiling:
    """One thing that holds the stage down, and why, in words."""

    stage: Stage
    reason: str


def place(knowledge: Knowledge, reading: FactsReading) -> Placement:
    """The stage of one person, with its reasons in words."""
    entered = _entered(knowledge, reading)
    ceilings = (*_unmeasured_ceilings(knowledge, reading), *_effect_ceilings(knowledge, reading))
    stage = min((entered, *(ceiling.stage for ceiling in ceilings)), key=_height)
    return Placement(
        stage=stage.id,
        irritability=_irritability(knowledge, reading).id,
        because=tuple(_because(knowledge, reading, stage, entered, ceilings)),
        to_measure=tuple(_to_measure(knowledge, reading)),
        disability=reading.disability() or "",
    )


def _height(stage: Stage) -> int:
    return stage.max_phase


def _otherwise(knowledge: Knowledge) -> Stage:
    """The stage of everyone who enters no other."""
    return next(stage for stage in knowledge.staging.stages if stage.enter == EMPTY)


def _entered(knowledge: Knowledge, reading: FactsReading) -> Stage:
    otherwise = _otherwise(knowledge)
    return next(stage for stage in knowledge.staging.stages if _enters(stage, otherwise, reading))


def _enters(stage: Stage, otherwise: Stage, reading: FactsReading) -> bool:
    needed = Truth.UNSURE if _height(stage) < _height(otherwise) else Truth.YES
    return rule_truth(stage.enter, reading, SideRule.BOTH) >= needed


def _irritability(knowledge: Knowledge, reading: FactsReading) -> Irritability:
    return next(band for band in knowledge.staging.irritability if _stands(band, reading))


def _stands(band: Irritability, reading: FactsReading) -> bool:
    # A band that proposes fewer exercises is the cautious one, so an unsure finding brings it.
    needed = Truth.YES if band.proposed_exercises is None else Truth.UNSURE
    return rule_truth(band.enter, reading, SideRule.BOTH) >= needed


def _is_missing(unmeasured: Unmeasured, reading: FactsReading) -> bool:
    """Whether a value is missing; of a test taken per side, on either side."""
    return rule_truth(Rule(all=(unmeasured.missing,)), reading, SideRule.ANY) is Truth.YES


def _unmeasured_ceilings(knowledge: Knowledge, reading: FactsReading) -> Iterator[Ceiling]:
    for unmeasured in knowledge.staging.unmeasured:
        if _is_missing(unmeasured, reading):
            stage = knowledge.staging.stage(unmeasured.stage_at_most)
            yield Ceiling(stage, f"{subject(knowledge, unmeasured.missing)}: not known")


def _effect_ceilings(knowledge: Knowledge, reading: FactsReading) -> Iterator[Ceiling]:
    for effect in effects_in_force(knowledge, reading):
        if effect.stage_at_most:
            yield Ceiling(knowledge.staging.stage(effect.stage_at_most), effect.says_clinician)


def _because(
    knowledge: Knowledge, reading: FactsReading, stage: Stage, entered: Stage, ceilings: tuple[Ceiling, ...]
) -> Iterator[str]:
    """What held the stage down; or the lines of its `enter` that hold; or those of higher stages that do not."""
    if stage is not entered:
        yield from (ceiling.reason for ceiling in ceilings if ceiling.stage is stage)
    elif stage.enter != EMPTY:
        yield from (_found(knowledge, reading, atom) for atom in _atoms(stage) if _truth(atom, reading) > Truth.NO)
    else:
        for higher in knowledge.staging.stages:
            if _height(higher) > _height(stage):
                yield _not_yet(knowledge, reading, higher)


def _not_yet(knowledge: Knowledge, reading: FactsReading, higher: Stage) -> str:
    lacking = (atom for atom in _atoms(higher) if _truth(atom, reading) < Truth.YES)
    needs = "; ".join(f"{asked(knowledge, atom)} (now: {known(reading, atom)})" for atom in lacking)
    return f"Not yet '{higher.label}', which needs: {needs}"


def _found(knowledge: Knowledge, reading: FactsReading, atom: Atom) -> str:
    if _truth(atom, reading) is Truth.UNSURE:
        return f"{asked(knowledge, atom)} (not sure, counted as yes)"
    if atom.source in (Source.FINDING, Source.DISABILITY):
        return asked(knowledge, atom)
    return f"{asked(knowledge, atom)}: {known(reading, atom)}"


def _atoms(stage: Stage) -> tuple[Atom, ...]:
    return stage.enter.all + stage.enter.any


def _truth(atom: Atom, reading: FactsReading) -> Truth:
    return rule_truth(Rule(all=(atom,)), reading, SideRule.BOTH)


def _to_measure(knowledge: Knowledge, reading: FactsReading) -> Iterator[str]:
    """What to measure: only what holds the person below the stage that good results would bring."""
    best = _best_in_reach(knowledge, reading)
    for unmeasured in knowledge.staging.unmeasured:
        ceiling = knowledge.staging.stage(unmeasured.stage_at_most)
        if _is_missing(unmeasured, reading) and _height(ceiling) < _height(best):
            yield unmeasured.says


def _best_in_reach(knowledge: Knowledge, reading: FactsReading) -> Stage:
    """The stage if every missing result came out well."""
    otherwise = _otherwise(knowledge)
    reachable = next(
        stage
        for stage in knowledge.staging.stages
        if _enters(stage, otherwise, reading) or (_height(stage) > _height(otherwise) and _could_enter(stage, reading))
    )
    return min((reachable, *(ceiling.stage for ceiling in _effect_ceilings(knowledge, reading))), key=_height)


def _could_enter(stage: Stage, reading: FactsReading) -> bool:
    enter = stage.enter
    return all(_could_hold(atom, reading) for atom in enter.all) and (
        not enter.any or any(_could_hold(atom, reading) for atom in enter.any)
    )


def _could_hold(atom: Atom, reading: FactsReading) -> bool:
    """Whether an atom holds wherever it has a value; without one it could, when somebody measured."""
    sides = SIDES if reading.is_sided(atom) else ("",)
    known_on = [side for side in sides if reading.value(atom, side) is not None]
    if len(known_on) < len(sides) and atom.source not in MEASURED:
        return False
    return all(atom_truth(atom, reading, side) is Truth.YES for side in known_on)
