"""Disposition, what is missing, what is unsure, clearances."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinic.domain.facts import Clearance, Facts
from clinic.domain.outcome import Screening
from clinic.domain.scales import Action, Disposition, Level
from clinic.domain.screening import screen
from clinic.domain.tally import left_out
from tests.domain.people import KNOWLEDGE, person


def screened(someone: Facts) -> Screening:
    return screen(KNOWLEDGE, someone)


def test_one_weak_flag_alone_never_blocks() -> None:
    for flag in KNOWLEDGE.flags.values():
        if flag.question and flag.single_action <= Action.CAUTION:
            someone = person({flag.id: "yes"}, age=58)
            assert screened(someone).disposition < Disposition.REFER_BEFORE_EXERCISE, flag.id


def test_two_soft_features_of_cancer_refer_and_three_are_urgent() -> None:
    soft = ["rf_night_pain", "rf_unwell", "rf_thoracic_band"]
    outcomes = [screened(person(dict.fromkeys(soft[:many], "yes"))).disposition for many in (1, 2, 3)]
    assert outcomes == [Disposition.PROGRAMME, Disposition.REFER_BEFORE_EXERCISE, Disposition.URGENT_REFERRAL]


def test_an_unsure_saddle_is_treated_as_an_emergency_until_it_is_clarified() -> None:
    result = screened(person({"rf_saddle_sensation": "unsure"}, age=36, sex="F"))
    assert result.disposition is Disposition.INCOMPLETE
    assert result.missing == result.unsure == ("rf_saddle_sensation",)
    assert result.treat_as is Action.EMERGENCY
    assert result.permitted == ()


def test_an_unsure_answer_that_could_not_change_the_outcome_does_not_block() -> None:
    result = screened(person({"rf_unwell": "unsure"}, age=46, sex="F"))
    assert result.disposition is Disposition.PROGRAMME
    assert result.missing == ()
    assert set(result.unsure_findings) == {"rf_unwell"}


def test_two_unsure_answers_that_could_complete_a_combination_are_both_open() -> None:
    result = screened(person({"rf_unwell": "unsure", "rf_night_pain": "unsure"}))
    assert result.disposition is Disposition.INCOMPLETE
    assert set(result.unsure) == {"rf_unwell", "rf_night_pain"}


def test_four_unsure_answers_stay_open_although_no_single_one_would_decide() -> None:
    soft = ["rf_unwell", "rf_night_pain", "rf_thoracic_band", "rf_night_sweats"]
    result = screened(person(dict.fromkeys(soft, "unsure")))
    assert result.disposition is Disposition.INCOMPLETE
    assert set(result.unsure) == set(soft)


def test_an_unsure_condition_limits_like_a_yes() -> None:
    result = screened(person({"glaucoma": "unsure"}))
    assert result.limits["head_down"].at_most is Level.LOW
    assert "glaucoma" in result.unsure_findings


def test_nothing_asked_is_incomplete_and_the_emergencies_come_first() -> None:
    result = screened(person({}, everything_else_no=False))
    assert result.disposition is Disposition.INCOMPLETE
    assert result.missing[0] == "rf_saddle_sensation"
    assert "disc" in result.missing


def test_a_group_answered_in_part_is_missing_item_by_item() -> None:
    result = screened(person({"glaucoma": "no"}, everything_else_no=False))
    assert "eye" not in result.missing
    assert "retinal_recent" in result.missing


def test_a_man_is_not_asked_about_pregnancy() -> None:
    missing = screened(person({}, sex="M", everything_else_no=False)).missing
    assert not {"rf_pregnant", "pregnancy"} & set(missing)


def test_a_follow_up_is_missing_only_once_it_applies() -> None:
    assert "cancer_type" not in screened(person({}, everything_else_no=False)).missing
    assert "cancer_type" in screened(person({"rf_cancer_history": "yes"})).missing


def test_a_test_result_that_blocks_restricts_the_programme_and_names_what_it_leaves_out() -> None:
    result = screened(person({}, values={"nprs_back_worst": 2, "plank_s": 20}))
    assert result.restricted
    assert result.disposition is Disposition.PROGRAMME_WITH_RESTRICTIONS
    assert "push_up" in {exercise for one in left_out(result) for exercise in one.exercises}


def test_a_ceiling_an_exclusion_or_a_referral_alone_restricts() -> None:
    for condition in ("bp_controlled", "anticoagulants", "axial_spa"):
        assert screened(person({condition: "yes"})).restricted
    assert not screened(person({})).restricted


def test_a_letter_lifts_the_action_and_leaves_the_limits() -> None:
    active = person({"spondylolysis_active": "yes"})
    cleared = with_letter(active, "spondylolysis_active")
    assert screened(active).disposition is Disposition.REFER_BEFORE_EXERCISE
    assert screened(cleared).disposition is Disposition.PROGRAMME_WITH_RESTRICTIONS
    assert screened(cleared).limits == screened(active).limits


def test_a_letter_for_a_flag_lifts_what_is_established_by_it_alone() -> None:
    drop = with_letter(person({"rf_foot_drop_acute": "yes"}), "rf_foot_drop_acute")
    by = {one.finding: one.cleared_by is not None for one in screened(drop).reasons}
    assert by == {"rf_foot_drop_acute": True, "progressive_neuro_deficit": True, "rf_progressive_weakness": True}


def test_a_letter_for_cancer_lifts_the_combination_that_asks_for_it_but_not_the_cluster() -> None:
    answers = {"rf_cancer_history": "yes", "rf_night_pain": "yes", "rf_thoracic_band": "yes"}
    someone = with_letter(person(answers, values={"cancer_years_ago": 6, "cancer_type": "bowel"}), "rf_cancer_history")
    by = {one.finding: one.cleared_by is not None for one in screened(someone).reasons if one.action.refers}
    assert by == {"cb_cancer_pain": True, "rf_cancer_history": True, "cb_cancer_none_cluster2": False}


def test_a_letter_never_lifts_an_emergency_that_its_finding_helps_to_make() -> None:
    feverish = person({"rf_fever": "yes", "rf_ivdu": "yes"}, values={"breaths_per_min": 22})
    assert screened(with_letter(feverish, "rf_fever")).disposition is Disposition.EMERGENCY


@pytest.mark.parametrize("finding", [*KNOWLEDGE.flags, *KNOWLEDGE.conditions, *KNOWLEDGE.combinations])
def test_a_letter_lifts_nothing_that_is_not_clearable(finding: str) -> None:
    everything = {flag.id: "yes" for flag in KNOWLEDGE.flags.values() if flag.question}
    for reason in screened(with_letter(person(everything, age=72, sex="F"), finding)).reasons:
        assert reason.cleared_by is None or KNOWLEDGE.is_clearable(reason.finding)


def test_a_stronger_referral_takes_the_place_of_the_weaker() -> None:
    pattern = ["rf_spa_buttock", "rf_spa_improves_movement", "rf_spa_nsaid", "rf_spa_family"]
    asked = dict.fromkeys(["rf_spa_onset_u45_3mo", *pattern], "yes")
    assert screened(person(asked)).referrals == ("rheumatology",)
    assert screened(person({**asked, "rf_spa_family": "no"})).referrals == ("gp_hla_b27",)


def with_letter(someone: Facts, finding: str) -> Facts:
    return replace(someone, clearances=(Clearance(finding, date(2026, 11, 12), "letter"),))
