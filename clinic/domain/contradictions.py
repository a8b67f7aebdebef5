"""An explicit no against a finding that the other facts establish: refused, naming both."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clinic.domain.evidence import established
from clinic.domain.facts import Answer, Facts, Key
from clinic.domain.findings import establish
from clinic.domain.knowledge import Knowledge
from clinic.domain.scales import Reply, Truth


@dataclass(frozen=True)
class Contradiction:
    """A no at `key` against what `against` says."""

    key: Key
    against: tuple[str, ...]


def contradictions(knowledge: Knowledge, facts: Facts) -> tuple[Contradiction, ...]:
    """Every explicit no that certain facts speak against. The recorded act *asked, all no* never contradicts."""
    noes = {key: answer for key, answer in facts.answers.items() if answer == Answer(Reply.NO)}
    without = replace(facts, answers={key: answer for key, answer in facts.answers.items() if key not in noes})
    standing = established(knowledge, without, establish(knowledge, without))
    return tuple(
        Contradiction(key, standing[key[0]].because)
        for key in sorted(noes)
        if key[0] in standing
        and standing[key[0]].truth is Truth.YES
        and (not key[1] or not standing[key[0]].sides or key[1] in standing[key[0]].sides)
    )
