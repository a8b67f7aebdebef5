"""A programme as a sheet: knowledge, facts and programme in, finished sentences out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from clinic.domain.facts import Facts
from clinic.domain.in_words import day_in_words, ended, raised, short_edition
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Exercise
from clinic.domain.outcome import Advice, AdviceTo
from clinic.domain.pain_bands import pain_bands_from
from clinic.domain.programme import DAYS, PlannedExercise, Programme
from clinic.domain.rule import Atom
from clinic.domain.scales import Mode
from clinic.domain.stepping import PainBand
from clinic.handout import wording
from clinic.handout.own_words import left_out, printable
from clinic.handout.sheet import ClinicDetails, Figure, PainLight, Pictures, Sheet, SheetExercise, StopSign

MORE_THAN_A_WEEK = timedelta(days=8)


def sheet_content(
    knowledge: Knowledge,
    facts: Facts,
    programme: Programme,
    clinic: ClinicDetails,
    *,
    advice: Iterable[Advice],
    printed_on: date,
    figures: Pictures,
) -> Sheet:
    """Everything the printed programme says, with what the findings advise. An exercise that `figures` does not hold is
    printed without pictures."""
    advice = tuple(advice)
    weeks = 2 if programme.review_by - printed_on >= MORE_THAN_A_WEEK else 1
    born = facts.person.birth_date
    return Sheet(
        title=wording.TITLE,
        person=printable(facts.person.name),
        birth_date=day_in_words(born) if born else "",
        number=printable(facts.person.number),
        printed_on=day_in_words(printed_on),
        created=printed_on.isoformat(),
        next_visit=day_in_words(programme.review_by),
        goal=printable(facts.goal).strip("“”\"'"),
        minutes=wording.minutes_line(programme.minutes_a_day),
        clinic=clinic,
        stop=stop_box(knowledge.common_stop_signs, told(advice, AdviceTo.STOP_BOX)),
        call=wording.call_line(clinic.telephone),
        pain=pain_guide(pain_bands_from(knowledge.staging.pain_bands, clinic.pain_starts)),
        exercises=tuple(
            _exercise(knowledge, facts, planned, number, figures)
            for number, planned in enumerate(programme.exercises, start=1)
        ),
        weeks=tuple(wording.week_heading(week, weeks) for week in range(1, weeks + 1)),
        bring_back=wording.bring_back(programme.review_by),
        good_to_know=tuple(ended(one) for one in told(advice, AdviceTo.PERSON)),
        blanks=left_out(facts),
        edition=short_edition(knowledge.edition),
    )


def told(advice: Iterable[Advice], to: AdviceTo) -> tuple[str, ...]:
    """The sentences for one reader, each once."""
    return tuple(dict.fromkeys(one.text for one in advice if one.to is to))


def stop_box(common: Iterable[str], brought: Iterable[str]) -> tuple[StopSign, ...]:
    """The stop signs of every sheet and, each under what to do about it, those that findings bring. What is to be done
    about the first common sign is the most urgent, so a further act stands right behind it."""
    box = [stop_sign(text) for text in common]
    further = []
    for text in brought:
        sign = stop_sign(text, one_sign=True)
        acts = [one.act for one in box]
        if sign.act in acts:
            at = acts.index(sign.act)
            box[at] = StopSign(sign.act, (*box[at].signs, *sign.signs))
        else:
            further.append(sign)
            box.insert(len(further), sign)
    return tuple(box)


def stop_sign(text: str, *, one_sign: bool = False) -> StopSign:
    """A stop sign, written "sign, sign, or sign: what to do", taken apart; `one_sign` where the commas stand inside a
    sentence."""
    signs, _, act = text.partition(": ")
    parts = [signs] if one_sign else [part.removeprefix("or ") for part in signs.split(", ")]
    return StopSign(raised(act.rstrip(".")), tuple(raised(part) for part in parts))


def pain_guide(bands: tuple[PainBand, ...]) -> tuple[PainLight, ...]:
    """The rows of the pain guide, mildest first, from the bands (worst first) with their lower ends of 0-10."""
    lights = []
    next_low: int | None = None
    next_rise: int | None = None
    for band in bands:
        low = _lower_end(band, "pain_during")
        spreads = any(atom.id == "leg_symptoms_spread" for atom in _atoms(band))
        rise = _lower_end(band, "next_morning_rise")
        morning = wording.rise_range(rise, next_rise)
        lights.append(PainLight(band.id, wording.pain_range(low, next_low, spreads=spreads), morning, band.says))
        next_low, next_rise = low, rise
    return tuple(reversed(lights))


def _atoms(band: PainBand) -> tuple[Atom, ...]:
    return (*band.enter.all, *band.enter.any)


def _lower_end(band: PainBand, id: str) -> int:
    return next((int(atom.at_least) for atom in _atoms(band) if atom.id == id and atom.at_least is not None), 0)


def _exercise(
    knowledge: Knowledge, facts: Facts, planned: PlannedExercise, number: int, figures: Pictures
) -> SheetExercise:
    exercise = knowledge.exercises[planned.exercise]
    return SheetExercise(
        number=number,
        id=exercise.id,
        name=exercise.name,
        purpose=_purpose(knowledge, planned),
        figures=_figures(exercise, figures, held=wording.mode_of(planned.dose) is Mode.HOLD),
        steps=exercise.steps,
        pills=wording.pills(planned.dose, planned.days, phase=exercise.phase, category=exercise.category),
        effort=" ".join(filter(None, (wording.effort(planned.dose), wording.rest(planned.dose)))),
        remember=planned.says_patient,
        watch_for=ended(raised(exercise.form_faults[0])) if exercise.form_faults else "",
        stop_if=wording.stop_if([knowledge.stop_signs[sign] for sign in exercise.stop_signs]),
        easier=_easier(knowledge, planned),
        equipment=wording.equipment_line(_equipment(knowledge, facts, exercise)),
        days=planned.days or DAYS,
    )


def _purpose(knowledge: Knowledge, planned: PlannedExercise) -> str:
    """What the movement is for; a drill chosen outside a ladder takes the first ladder it stands on."""
    ladder = knowledge.ladders.get(planned.ladder) or next(
        (one for one in knowledge.ladders.values() if planned.exercise in one.rungs), None
    )
    return knowledge.kinds[ladder.kind].purpose if ladder else ""


def _figures(exercise: Exercise, figures: Pictures, *, held: bool) -> tuple[Figure, ...]:
    if exercise.id not in figures:
        return ()
    start, finish, shows = figures[exercise.id]
    if finish in {"", start}:
        caption = wording.HOLD if held else wording.STILL
        return (Figure(caption, wording.picture_alt(exercise.name, caption, shows), start),)
    return tuple(
        Figure(caption, wording.picture_alt(exercise.name, caption, shows), svg)
        for caption, svg in ((wording.START, start), (wording.FINISH, finish))
    )


def _easier(knowledge: Knowledge, planned: PlannedExercise) -> str:
    if not planned.eases_back_to:
        return wording.easier_without_rung(planned.dose)
    easier = knowledge.exercises[planned.eases_back_to]
    return f"{ended(easier.name)} {' '.join(easier.steps)}"


def _equipment(knowledge: Knowledge, facts: Facts, exercise: Exercise) -> tuple[str, ...]:
    """One thing of each list: the first this person has. A bed stands in for the floor only where nothing else does."""
    owned = {one.id for one in knowledge.equipment.values() if one.home} | (facts.equipment or set())
    chosen = []
    for choices in exercise.needs_equipment:
        had = [one for one in choices if one in owned] or list(choices)
        chosen.append(min(had, key=lambda one: one == "bed"))
    return tuple(knowledge.equipment[one].label for one in chosen)
