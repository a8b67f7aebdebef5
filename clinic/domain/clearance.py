"""What a recorded medical all-clear lifts: actions only; findings and their limits stay."""

from __future__ import annotations

from collections.abc import Mapping

from clinic.domain.facts import Clearance, Facts
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Established


def lifted(knowledge: Knowledge, facts: Facts, standing: Mapping[str, Established]) -> Mapping[str, Clearance]:
    """The findings whose action is lifted, with the clearance that lifts it: the finding itself, the one that means the
    same, what is established by it alone, and combinations whose `all` contains it. What is not clearable never is."""
    found: dict[str, Clearance] = {}
    for clearance in facts.clearances:
        for finding in (clearance.finding, *knowledge.same_as(clearance.finding)):
            if knowledge.is_clearable(finding):
                found.setdefault(finding, clearance)
    while grown := _one_more(knowledge, standing, found):
        found.update(grown)
    return found


def _one_more(
    knowledge: Knowledge, standing: Mapping[str, Established], found: Mapping[str, Clearance]
) -> Mapping[str, Clearance]:
    for finding, established in standing.items():
        if finding in found or not knowledge.is_clearable(finding):
            continue
        if finding in knowledge.combinations:
            by = [one for one in knowledge.combinations[finding].all if one in found]
        else:
            alone = established.derived_by and all(one in found for one in established.because)
            by = list(established.because) if alone else []
        if by:
            return {finding: found[by[0]]}
    return {}
