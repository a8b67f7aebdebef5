"""From answers, measurements and dates to findings."""

from __future__ import annotations

from datetime import date, timedelta

from clinic.domain.contradictions import contradictions
from clinic.domain.evidence import established
from clinic.domain.facts import Facts
from clinic.domain.findings import establish
from clinic.domain.outcome import Established
from clinic.domain.scales import Truth
from tests.domain.people import KNOWLEDGE, TODAY, person


def findings(someone: Facts) -> dict[str, Established]:
    return dict(established(KNOWLEDGE, someone, establish(KNOWLEDGE, someone)))


def test_an_unasked_question_establishes_nothing() -> None:
    assert findings(person({}, everything_else_no=False)) == {}


def test_a_raise_of_40_degrees_with_leg_pain_on_that_side_is_an_irritable_nerve_root() -> None:
    leg = person({"leg_symptoms_reproduced left": "yes"}, values={"slr_deg left": 40, "slr_deg right": 80})
    found = findings(leg)["radiculopathy_irritable"]
    assert found.because == ("slr_deg left 40", "leg_symptoms_reproduced left yes")
    assert found.sides == ("left",)


def test_a_low_raise_on_one_side_and_leg_pain_on_the_other_are_not_put_together() -> None:
    crossed = person({"leg_symptoms_reproduced right": "yes"}, values={"slr_deg left": 40, "slr_deg right": 90})
    assert "radiculopathy_irritable" not in findings(crossed)


def test_an_unsure_reproduction_of_leg_pain_leaves_the_finding_unsure() -> None:
    unsure = person({"leg_symptoms_reproduced left": "unsure"}, values={"slr_deg left": 40})
    assert findings(unsure)["radiculopathy_irritable"].truth is Truth.UNSURE


def test_a_flag_and_the_condition_that_means_the_same_are_asked_once() -> None:
    found = findings(person({"osteoporosis": "yes"}))
    assert found["rf_osteoporosis_known"].because == ("osteoporosis",)
    assert found["osteoporosis"].because == ("osteoporosis",)


def test_a_qualifier_replaces_the_severest_finding_by_the_milder_one() -> None:
    found = findings(person({"rf_bladder_incontinence_new": "yes long_standing_unchanged"}))
    assert "rf_bladder_incontinence_new" not in found
    assert found["stress_incontinence_stable"].because == ("rf_bladder_incontinence_new long_standing_unchanged",)


def test_a_qualifier_whose_requirement_is_not_met_is_noted_and_not_counted() -> None:
    recent = person({"rf_cancer_history": "yes low_risk_long_ago"}, values={"cancer_years_ago": 3})
    result = establish(KNOWLEDGE, recent)
    assert "rf_cancer_history" in result.truths
    assert "rf_cancer_low_risk_old" not in result.truths
    assert any("low_risk_long_ago" in note for note in result.notes)


def test_a_discectomy_is_in_the_early_window_up_to_the_last_day_of_week_six() -> None:
    def windows(days: int) -> set[str]:
        return {one for one in findings(operated(days)) if one.startswith("post_discectomy")}

    assert windows(0) == {"post_discectomy_0_6"}
    assert windows(41) == {"post_discectomy_0_6"}
    assert windows(42) == {"post_discectomy_6_12"}
    assert windows(84) == {"post_discectomy_12plus"}
    assert windows(365) == set()


def test_the_date_decides_against_a_tick_and_the_disagreement_is_noted() -> None:
    ticked = person({"post_discectomy_0_6": "yes"}, dates={"discectomy": date(2026, 7, 1)})
    result = establish(KNOWLEDGE, ticked)
    assert "post_discectomy_0_6" not in result.truths
    assert any("post_discectomy_0_6" in note for note in result.notes)


def test_a_ticked_window_without_its_date_stands() -> None:
    assert "post_discectomy_0_6" in findings(person({"post_discectomy_0_6": "yes"}))


def test_an_operation_by_its_date_brings_the_flag_of_a_recent_procedure() -> None:
    assert findings(operated(20))["rf_spinal_procedure_recent"].because == ("post_discectomy_0_6",)


def test_a_no_against_a_reading_is_a_contradiction_that_names_both() -> None:
    reading = person({"bp_uncontrolled": "no"}, values={"sbp": 190})
    (found,) = contradictions(KNOWLEDGE, reading)
    assert found.key == ("bp_uncontrolled", "")
    assert found.against == ("sbp 190",)


def test_a_no_on_the_other_side_is_no_contradiction() -> None:
    hips = person(
        {"hip_oa right": "no", "groin_pain left": "yes"}, values={"hip_ir_deg left": 5, "hip_ir_deg right": 40}
    )
    assert contradictions(KNOWLEDGE, hips) == ()


def test_the_recorded_act_never_contradicts() -> None:
    assert contradictions(KNOWLEDGE, person({}, values={"sbp": 190})) == ()


def operated(days: int) -> Facts:
    return person({}, dates={"discectomy": TODAY - timedelta(days=days)})
