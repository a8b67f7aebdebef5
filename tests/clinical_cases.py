"""The clinical cases of tests/cases as data, and what a screening gets wrong of one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Cap, Screening
from clinic.domain.screening import screen
from clinic.exchange.case_file import read_case

FOLDER = Path(__file__).parent / "cases"
TOLD = ("title", "origin", "presentation", "trap", "rationale", "sources", "expected")

Case = Mapping[str, Any]


@cache
def all_cases() -> Mapping[str, Case]:
    """Every case of every file by its id; an id that stands twice is an error."""
    cases: dict[str, Case] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for name, case in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if name in cases:
                raise ValueError(f"{file.name}: the case {name} stands twice")
            cases[name] = case
    return cases


def facts_of(case: Case, knowledge: Knowledge) -> Facts:
    """The facts of a case, read as `clinic screen` reads them."""
    return read_case({key: value for key, value in case.items() if key not in TOLD}, knowledge)


def is_refused(case: Case) -> bool:
    """Whether the case has to be refused."""
    return "refused" in case["expected"]


def failures(case: Case, knowledge: Knowledge, facts: Facts) -> list[str]:
    """Everything that a screening of these facts gets wrong of what the case expects; empty when all is right."""
    return list(_failures(case["expected"], screen(knowledge, facts), knowledge))


def _failures(expected: Mapping[str, Any], screening: Screening, knowledge: Knowledge) -> Iterator[str]:
    exact = {
        "disposition": screening.disposition.word,
        "treat_as": screening.treat_as and screening.treat_as.word,
        "missing": list(screening.missing),
        "missing_first": list(screening.missing[: len(expected.get("missing_first", []))]),
        "combinations": set(screening.combinations),
        "cleared": {one.finding for one in screening.reasons if one.cleared_by},
        "referrals": set(screening.referrals),
        "max_phase": _cap(screening.caps.phase, max(one.phase for one in knowledge.exercises.values())),
        "max_rpe": _cap(screening.caps.rpe, 10),
        "max_hold_s": _cap(screening.caps.hold_s, None),
    }
    for key, got in exact.items():
        if key in expected:
            wanted = set(expected[key]) if isinstance(got, set) else expected[key]
            if got != wanted:
                yield f"{key} is {got}, not {wanted}"
    if (
        screening.disposition.allows_programme
        and not {"missing", "missing_first"} & set(expected)
        and screening.missing
    ):
        yield f"missing is {screening.missing}"
    yield from _lists(expected, screening)
    yield from _limits(expected, screening)
    yield from _exercises(expected, screening, knowledge)


def _lists(expected: Mapping[str, Any], screening: Screening) -> Iterator[str]:
    present = {
        "findings": set(screening.findings),
        "unsure_findings": set(screening.unsure_findings),
        "reasons": {one.finding for one in screening.reasons},
    }
    for key, found in present.items():
        if absent := set(expected.get(key, [])) - found:
            yield f"{key} lack {sorted(absent)}"
    if wrong := set(expected.get("not_findings", [])) & set(screening.findings):
        yield f"findings hold {sorted(wrong)}"


def _limits(expected: Mapping[str, Any], screening: Screening) -> Iterator[str]:
    for demand, level in expected.get("limits", {}).items():
        got = screening.limits[demand].at_most.word if demand in screening.limits else "not limited"
        if got != level:
            yield f"the limit of {demand} is {got}, not {level}"
    if limited := set(expected.get("not_limited", [])) & set(screening.limits):
        yield f"limits hold {sorted(limited)}"
    for finding, wanted in expected.get("limits_by", {}).items():
        brought = {
            limit.demand: level.word for limit in screening.limits.values() for by, level in limit.by if by == finding
        }
        if brought != wanted:
            yield f"{finding} brings {brought}, not {wanted}"


def _exercises(expected: Mapping[str, Any], screening: Screening, knowledge: Knowledge) -> Iterator[str]:
    permitted = set(screening.permitted)
    must_not = expected.get("must_not", [])
    if wrong := permitted if must_not == "all" else permitted & set(must_not):
        yield f"permitted are {sorted(wrong)}"
    if absent := set(expected.get("may_include", [])) - permitted:
        yield f"withheld are {sorted(absent)}"
    if len(permitted) < expected.get("permitted_at_least", 0):
        yield f"only {len(permitted)} exercises are permitted"
    kinds = {knowledge.exercises[one].category for one in permitted}
    if len(kinds) < expected.get("kinds_at_least", 0):
        yield f"only {len(kinds)} categories are permitted"


def _cap(cap: Cap | None, otherwise: int | None) -> int | None:
    return cap.at_most if cap else otherwise
