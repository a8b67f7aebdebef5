"""What no edition may soften: the cauda equina questions and the stop signs of every sheet."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.scales import Action
from clinic.knowledge.checks.whole import Whole
from clinic.knowledge.mistakes import Mistake, Place

CAUDA_EQUINA = "cauda_equina"
EVERY_SHEET_WARNS_OF = ("genitals", "pee", "legs weak", "emergency department")


def check_emergencies(whole: Whole) -> Iterator[Mistake]:
    """The cauda equina questions are required, put singly, and emergencies; every sheet says when to get help."""
    knowledge = whole.knowledge
    group = knowledge.groups.get(CAUDA_EQUINA)
    if group is None or not group.required or group.all_no_allowed:
        yield Mistake(whole.place("groups", CAUDA_EQUINA), "has to be required and answered one by one")
    for flag in knowledge.flags.values():
        if flag.group == CAUDA_EQUINA and flag.question and flag.single_action < Action.EMERGENCY:
            yield Mistake(whole.place("flags", flag.id).inside("single_action"), "has to be 'emergency' in this group")
    common = " ".join(knowledge.common_stop_signs)
    if absent := [word for word in EVERY_SHEET_WARNS_OF if word not in common]:
        wrong = f"every sheet has to warn of cauda equina: no word of {', '.join(absent)}"
        yield Mistake(Place("stop_signs.toml", "", "common"), wrong)
