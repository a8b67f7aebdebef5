"""What is due, and why the rest is not: the stage's highest phase and the gates."""

from __future__ import annotations

from collections.abc import Mapping

from clinic.domain.due import not_due
from clinic.domain.facts import Facts
from clinic.domain.reading import FactsReading
from clinic.domain.scales import Truth
from clinic.domain.stage import place
from tests.domain.people import KNOWLEDGE
from tests.domain.programmes import ACHING, DISABLED, EVERY_EXERCISE, SETTLED, STRONG, somebody


def waiting(facts: Facts, truths: Mapping[str, Truth] | None = None) -> Mapping[str, str]:
    reading = FactsReading(KNOWLEDGE, facts, truths or {})
    return not_due(KNOWLEDGE, reading, place(KNOWLEDGE, reading))


def test_every_exercise_above_the_stage_waits_and_the_reason_names_stage_and_phase() -> None:
    reasons = waiting(somebody(ACHING, mastered=EVERY_EXERCISE))
    for exercise in KNOWLEDGE.exercises.values():
        if exercise.phase > 3:
            assert "'Move with control' goes up to phase 3" in reasons[exercise.id]
        elif exercise.gate is None:
            assert exercise.id not in reasons


def test_in_the_last_stage_everything_mastered_and_measured_is_due() -> None:
    assert waiting(somebody(STRONG, mastered=EVERY_EXERCISE)) == {}


def test_without_anything_mastered_every_gate_that_asks_for_mastery_alone_is_shut() -> None:
    reasons = waiting(somebody(STRONG))
    for exercise in KNOWLEDGE.exercises.values():
        if exercise.gate and any(atom.source == "mastered" for atom in exercise.gate.needs.all):
            assert exercise.gate.reason in reasons[exercise.id]


def test_the_reason_names_what_is_still_to_show() -> None:
    reason = waiting(somebody({**SETTLED, "sorensen_s": 50}))["deadlift_raised"]
    assert "Hip hinge with weights mastered" in reason
    assert "at least 60 seconds" in reason
    assert "Worst pain" not in reason


def test_a_gate_on_a_test_per_side_has_to_hold_on_both_sides() -> None:
    one_side = {**STRONG, "shoulder_flexion_deg right": 140}
    assert "lat_pulldown" in waiting(somebody(one_side))
    assert "lat_pulldown" not in waiting(somebody(STRONG))


def test_a_test_taken_on_one_side_only_opens_no_gate() -> None:
    values = {item: value for item, value in STRONG.items() if item != "shoulder_flexion_deg left"}
    assert "lat_pulldown" in waiting(somebody(values))


def test_an_unsure_finding_opens_no_gate() -> None:
    assert "abdominal_drawin" in waiting(somebody(), {"si_joint_pain": Truth.UNSURE})
    assert "abdominal_drawin" not in waiting(somebody(), {"si_joint_pain": Truth.YES})


def test_one_of_the_alternatives_opens_a_gate() -> None:
    assert "dead_bug" in waiting(somebody(ACHING))
    assert "dead_bug" not in waiting(somebody(ACHING, mastered=["supine_march"]))
    assert "dead_bug" not in waiting(somebody({**ACHING, "nprs_back_worst": 3}))


def test_an_unstable_surface_waits_for_the_stable_version() -> None:
    strong = somebody(STRONG, mastered=["bridge_march"])
    assert "bridge_ball" in waiting(strong)
    assert "stir_the_pot" in waiting(strong)
    mastered = waiting(somebody(STRONG, mastered=["bridge_single_leg", "plank"]))
    assert "bridge_ball" not in mastered
    assert "stir_the_pot" not in mastered


def test_stage_and_gate_are_both_named() -> None:
    reason = waiting(somebody(DISABLED))["plank"]
    assert "'Settle the pain' goes up to phase 2" in reason
    assert "from the knees first" in reason


def test_a_fault_in_the_hip_hinge_holds_every_loaded_hinge_back() -> None:
    hinges = ["rdl_dumbbell", "deadlift_raised", "trap_bar_deadlift", "deadlift_barbell"]
    unwatched = {name: value for name, value in STRONG.items() if name != "hinge_faults"}

    def held_back(watched: Mapping[str, float]) -> list[str]:
        reasons = waiting(somebody({**unwatched, **watched}, mastered=EVERY_EXERCISE))
        return [hinge for hinge in hinges if hinge in reasons]

    assert held_back({"hinge_faults": 0}) == []
    assert held_back({"hinge_faults": 3}) == hinges
    assert held_back({}) == hinges[1:]
