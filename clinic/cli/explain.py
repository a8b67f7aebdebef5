"""`clinic explain CASE [EXERCISE]`: why an exercise is withheld, or held back for now."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from clinic.cli import words
from clinic.cli.screening import CASE_HELP
from clinic.cli.status import CommandError, Status
from clinic.domain.in_words import raised, reference
from clinic.domain.tally import NEVER, is_never_given, tally

if TYPE_CHECKING:
    from clinic.domain.knowledge import Knowledge
    from clinic.domain.outcome import Objection, Screening


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "say why an exercise is withheld; without one, why every withheld exercise is"
    command = commands.add_parser("explain", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument("case", metavar="CASE", help=CASE_HELP)
    command.add_argument("exercise", metavar="EXERCISE", nargs="?", help="the id of an exercise, such as plank")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the explanation; 0 whatever the disposition."""
    from clinic.exchange.case_file import load_case
    from clinic.knowledge import read_knowledge
    from clinic.pathway.screen import screen_case

    knowledge = read_knowledge()
    if arguments.exercise is not None and arguments.exercise not in knowledge.exercises:
        from clinic.exchange.mistakes import did_you_mean

        hint = did_you_mean(arguments.exercise, knowledge.exercises)
        raise CommandError(f'no exercise is called "{arguments.exercise}"{hint}')
    _, screening = screen_case(load_case(arguments.case), knowledge)
    if arguments.exercise is None:
        print(every_withheld(knowledge, screening))
    else:
        print(one_exercise(knowledge, screening, arguments.exercise))
    return Status.ANSWERED


def every_withheld(knowledge: Knowledge, screening: Screening) -> str:
    """Every withheld exercise with its objections in words, every permitted one that is not due yet, and those that are
    never given to anyone."""
    counted = tally(screening)
    withheld = {id: found for id, found in screening.withheld.items() if not is_never_given(found)}
    never = ((id, one.reason) for id, found in screening.withheld.items() for one in found if one.rule == NEVER)
    return words.page(
        words.title(f"{counted.withheld} of {counted.of} exercises are withheld"),
        _standing(screening),
        *("\n".join([_heading(knowledge, id), *_objections(knowledge, found)]) for id, found in withheld.items()),
        words.section("Permitted, not due yet", words.table(screening.not_due.items())),
        words.section("Never given to anyone", words.table((id, raised(reason)) for id, reason in never)),
    )


def one_exercise(knowledge: Knowledge, screening: Screening, id: str) -> str:
    """The verdict on one exercise: every objection with its sources in full, gate, stage and ladders."""
    exercise = knowledge.exercises[id]
    objections = screening.withheld.get(id, ())
    permitted = "permitted, not due yet" if id in screening.not_due else "permitted"
    withheld = "never given to anyone" if is_never_given(objections) else "withheld"
    verdict = withheld if objections else permitted
    keys = dict.fromkeys(key for one in objections for key in one.sources)
    if exercise.gate:
        keys |= dict.fromkeys(exercise.gate.sources)
    return words.page(
        words.title(f"{_heading(knowledge, id)}: {verdict}"),
        _standing(screening),
        words.section("Objections", _objections(knowledge, objections)),
        words.section("Not due yet", _not_due(screening, id)),
        words.section("Gate", [words.paragraph(raised(exercise.gate.reason))] if exercise.gate else []),
        words.section("Stage", [_stage(knowledge, screening, exercise.phase)]),
        words.section("Ladders", _ladders(knowledge, screening, id)),
        words.section("Sources", (words.paragraph(reference(knowledge.sources[key]), hanging="  ") for key in keys)),
    )


def _standing(screening: Screening) -> str:
    if screening.disposition.allows_programme:
        return ""
    return f"Nothing is given now: {screening.disposition.label} stands in the way."


def _heading(knowledge: Knowledge, id: str) -> str:
    exercise = knowledge.exercises[id]
    return f"{exercise.name} ({id}), phase {exercise.phase}"


def _objections(knowledge: Knowledge, objections: tuple[Objection, ...]) -> Iterator[str]:
    for number, one in enumerate(objections, start=1):
        yield words.paragraph(f"{number}. {raised(one.reason)}.", hanging="   ")
        grounds = f"From {', '.join(one.because)}. Sources: {words.citations(knowledge, one.sources)}."
        yield words.paragraph(grounds, indent="     ")


def _not_due(screening: Screening, id: str) -> list[str]:
    return [words.paragraph(raised(screening.not_due[id]))] if id in screening.not_due else []


def _stage(knowledge: Knowledge, screening: Screening, phase: int) -> str:
    stage = knowledge.staging.stage(screening.placement.stage)
    return words.paragraph(f"{stage.label}: up to phase {stage.max_phase}; this exercise is of phase {phase}.")


def _ladders(knowledge: Knowledge, screening: Screening, id: str) -> Iterator[str]:
    """The rungs next to an exercise on each of its ladders, with their verdicts."""
    permitted = set(screening.permitted_if_cleared)
    for ladder in knowledge.ladders.values():
        if id not in ladder.rungs:
            continue
        at = ladder.rungs.index(id)
        beside = [
            f"{way}: {rung} ({'permitted' if rung in permitted else 'withheld'})"
            for way, place in (("easier", at - 1), ("harder", at + 1))
            if 0 <= place < len(ladder.rungs)
            for rung in [ladder.rungs[place]]
        ]
        where = f"{ladder.label}, rung {at + 1} of {len(ladder.rungs)}"
        yield words.paragraph("; ".join([where, *beside]) + ".", hanging="  ")
