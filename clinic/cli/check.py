"""`clinic check`: is the knowledge in order, and which is it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic.cli import words
from clinic.cli.status import Status

if TYPE_CHECKING:
    from clinic.domain.knowledge import Knowledge
    from clinic.domain.pose import Pose


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "check the knowledge: its edition, what it holds, exercises without a figure, or every mistake in it"
    command = commands.add_parser("check", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument(
        "folder", metavar="FOLDER", nargs="?", type=Path, help="a folder of knowledge; else the packaged"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints what the knowledge holds, or every mistake of its content, poses and settings at once."""
    from clinic.knowledge import KnowledgeError, packaged_folder, read_knowledge
    from clinic.knowledge.poses import read_poses
    from clinic.settings import SettingsError, load_settings

    folder = arguments.folder or packaged_folder()
    mistakes: list[str] = []
    knowledge: Knowledge | None = None
    poses: Mapping[str, Pose] = {}
    instance = ""
    try:
        knowledge = read_knowledge(arguments.folder)
    except KnowledgeError as error:
        mistakes.append(str(error))
    try:
        poses = read_poses(folder / "poses", knowledge.exercises if knowledge else None)
    except KnowledgeError as error:
        mistakes.append(str(error))
    try:
        instance = str(load_settings().instance)
    except SettingsError as error:
        mistakes.append(str(error))
    mistakes += broken(poses)
    if mistakes or knowledge is None:
        print("\n".join(f"clinic: {one}" for one in mistakes), file=sys.stderr)
        return Status.WRONG_INPUT
    print(report(knowledge, poses, instance))
    return Status.ANSWERED


def broken(poses: Mapping[str, Pose]) -> list[str]:
    """What is wrong with the figures that these poses draw."""
    from clinic.figures.checks import faults

    return [f"the figure of {id}: {fault}" for id, pose in poses.items() for fault in faults(pose)]


def report(knowledge: Knowledge, poses: Mapping[str, Pose], instance: str) -> str:
    """The edition, the counts, the instance folder and the issued exercises that have no figure."""
    without = [one.id for one in knowledge.in_library_order if one.recommended and one.id not in poses]
    counts = {
        "exercises": len(knowledge.exercises),
        "demands": len(knowledge.demands),
        "ladders": len(knowledge.ladders),
        "aims": len(knowledge.aims),
        "red flags": len(knowledge.flags),
        "combinations": len(knowledge.combinations),
        "conditions": len(knowledge.conditions),
        "derivations": len(knowledge.derivations),
        "questions": len(knowledge.questions),
        "tests": len(knowledge.tests),
        "measures": len(knowledge.measures),
        "sources": len(knowledge.sources),
        "figures": len(poses),
    }
    edition = f"Edition   {knowledge.edition}, not signed off by a clinic lead"
    return words.page(
        "\n".join(["The knowledge is in order.", edition, f"Instance  {instance}"]),
        words.section("It holds", (f"  {count:>4} {what}" for what, count in counts.items())),
        words.section(
            f"Without a figure: {len(without)} of the exercises that may be given; they print their steps alone",
            [words.paragraph(", ".join(without))] if without else [],
        ),
    )
