"""What people read: the disposition first, then what to do, then why."""

from __future__ import annotations

from clinic.domain.in_words import raised
from clinic.knowledge import read_knowledge
from tests.cli.calls import ACHE, BRITTLE, CANCER, OPEN, SADDLE, UNSURE, Clinic
from tests.exchange.cases import case

KNOWLEDGE = read_knowledge()
NEVER_GIVEN = {one.id for one in KNOWLEDGE.exercises.values() if not one.recommended}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def under(text: str, heading: str) -> list[str]:
    """The lines of the part of the page under one heading."""
    parts = [part.splitlines() for part in text.split("\n\n")]
    (found,) = [part[1:] for part in parts if part[0] == heading]
    return [line.strip() for line in found]


def test_the_disposition_stands_first_and_then_what_to_do(clinic: Clinic) -> None:
    said = lines(clinic("screen", SADDLE).out)
    assert said[0] == "Emergency"
    assert said[2] == "No exercise. Act on this now:"
    assert said[3].startswith("Now: emergency department")


def test_a_referral_says_where_to_and_how_soon(clinic: Clinic) -> None:
    said = lines(clinic("screen", CANCER).out)
    assert said[0] == "Refer before exercise"
    assert said[3].split("  ")[0] == "Before exercise starts"


def test_an_incomplete_screening_lists_what_to_ask_worst_first(clinic: Clinic) -> None:
    said = lines(clinic("screen", OPEN).out)
    assert said[0] == "Incomplete"
    assert said[3].startswith("1.")
    assert "[rf_saddle_sensation]" in said[3] + said[4]


def test_an_unsure_answer_says_what_to_treat_it_as(clinic: Clinic) -> None:
    said = lines(clinic("screen", UNSURE).out)
    assert "Treat as emergency unless clarified today." in said
    assert any(line.endswith("[rf_saddle_sensation] - not sure") for line in said)


def test_limits_stand_as_levels_with_what_brings_them(clinic: Clinic) -> None:
    said = under(clinic("screen", BRITTLE).out, "Limits")
    assert any(line.startswith("at most low") and line.endswith("osteoporosis") for line in said)
    assert any(line.startswith("none") and line.endswith("osteoporosis") for line in said)


def test_reasons_carry_their_sources(clinic: Clinic) -> None:
    said = under(clinic("screen", CANCER).out, "Reasons")
    assert any(line.startswith("Sources: ") and "Finucane 2020" in line for line in said)


def test_every_result_says_which_edition_it_is_and_that_nobody_signed_it(clinic: Clinic) -> None:
    edition = read_knowledge().edition[:7]
    assert lines(clinic("screen", ACHE).out)[-1] == (
        f"Assessed 20 Nov 2026. Edition {edition}, not signed off by a clinic lead."
    )


def test_the_programme_names_every_exercise_with_its_dose(clinic: Clinic) -> None:
    written = clinic("propose", ACHE, "--json").json["programme"]["exercises"]
    said = lines(clinic("propose", ACHE).out)
    for number, one in enumerate(written, start=1):
        (at,) = [
            place for place, line in enumerate(said) if line.startswith(f"{number}. ") and f"({one['id']})" in line
        ]
        assert said[at + 1].startswith("Dose")


def test_the_programme_and_its_screening_agree(clinic: Clinic) -> None:
    answer = clinic("propose", ACHE, "--json").json
    proposed = [one["id"] for one in answer["programme"]["exercises"]]
    assert proposed
    assert set(proposed) <= set(answer["permitted"])


def test_a_withheld_exercise_is_explained_with_every_objection_and_its_sources(clinic: Clinic) -> None:
    objections = clinic("screen", BRITTLE, "--json").json["withheld"]["knee_to_chest_double"]
    said = clinic("explain", BRITTLE, "knee_to_chest_double").out
    assert lines(said)[0].endswith(": withheld")
    assert len([line for line in under(said, "Objections") if line.split(".")[0].isdecimal()]) == len(objections)
    assert under(said, "Sources")


def test_a_permitted_exercise_says_what_holds_it_back_for_now(clinic: Clinic) -> None:
    waiting = clinic("screen", ACHE, "--json").json["not_due"]
    exercise = next(iter(waiting))
    said = clinic("explain", ACHE, exercise).out
    assert lines(said)[0].endswith(": permitted, not due yet")
    assert " ".join(under(said, "Not due yet")).lower() == waiting[exercise].lower()


def test_the_neighbours_on_the_ladder_stand_with_their_verdicts(clinic: Clinic) -> None:
    said = " ".join(under(clinic("explain", ACHE, "plank").out, "Ladders"))
    assert "easier: plank_knees (permitted)" in said


def test_nothing_sounds_given_while_a_referral_stands(clinic: Clinic) -> None:
    said = clinic("explain", SADDLE, "walking_graded").out
    assert "Nothing is given now: emergency stands in the way." in lines(said)


def test_all_withheld_exercises_are_explained_at_once(clinic: Clinic) -> None:
    withheld = [id for id in clinic("screen", BRITTLE, "--json").json["withheld"] if id not in NEVER_GIVEN]
    said = lines(clinic("explain", BRITTLE).out)
    assert said[0] == f"{len(withheld)} of {len(read_knowledge().exercises) - len(NEVER_GIVEN)} exercises are withheld"
    assert all(any(f"({id}), phase" in line for line in said) for id in withheld)


def test_what_is_never_given_to_anyone_is_counted_apart(clinic: Clinic) -> None:
    answer = clinic("screen", BRITTLE, "--json").json
    withheld = [id for id in answer["withheld"] if id not in NEVER_GIVEN]
    permitted, never = under(clinic("screen", BRITTLE).out, "Exercises")
    assert permitted.startswith(f"{len(answer['permitted'])} permitted")
    assert permitted.endswith(f", {len(withheld)} withheld.")
    assert never == f"{len(NEVER_GIVEN)} more are never given to anyone."
    (part,) = [one for one in clinic("explain", BRITTLE).out.split("\n\n") if one.startswith("Never given to anyone")]
    assert {line.split()[0] for line in part.splitlines()[1:] if line[2] != " "} == NEVER_GIVEN
    assert lines(clinic("explain", BRITTLE, min(NEVER_GIVEN)).out)[0].endswith(": never given to anyone")


def test_what_a_test_result_leaves_out_is_listed_with_its_reason(clinic: Clinic) -> None:
    said = under(clinic("screen", case(tests={"plank_s": 20})).out, "Left out by name")
    assert said[0].startswith(KNOWLEDGE.tests["plank_s"].name)
    assert any(line.startswith("Sources: ") for line in said)


def test_advice_says_for_whom_it_is(clinic: Clinic) -> None:
    condition = next(one for one in KNOWLEDGE.conditions.values() if one.advice and one.advice_clinician)
    said = under(clinic("screen", case(conditions={condition.id: "yes"})).out, "Advice")
    (person,) = [place for place, line in enumerate(said) if line == "Printed on the sheet:"]
    assert said[0] == "For you:"
    assert said[1].startswith(raised(condition.advice_clinician[0])[:30])
    assert said[person + 1].startswith(raised(condition.advice[0])[:30])


def test_a_qualifier_that_does_not_count_is_said(clinic: Clinic) -> None:
    low_risk = {"answer": "yes", "qualifier": "low_risk_long_ago"}
    told = {"cancer_type": "breast", "cancer_years_ago": 2, "cancer_spread": "no"}
    raw = case(red_flags={"rf_cancer_history": low_risk}, questions=told)
    assert any("low_risk_long_ago" in line for line in under(clinic("screen", raw).out, "Notes"))
