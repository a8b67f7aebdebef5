"""Copying a programme forward into a new screening, and applying a template."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

from clinic.domain.carry import TemplateEntry, applied_template, carried_forward, template_of
from clinic.domain.change import added, removed
from clinic.domain.change_dose import with_dose
from clinic.domain.change_week import in_week
from clinic.domain.dose_room import DoseChange
from tests.domain.changes import every_override, judge, proposed, the_new
from tests.domain.people import TODAY
from tests.domain.programmes import ACHING, EVERY_EXERCISE, EVERYTHING, STRONG, names, planned, somebody

ACHE = somebody(ACHING, aims=["move_with_control"], equipment=EVERYTHING)
STURDY = somebody(STRONG, equipment=EVERYTHING, mastered=EVERY_EXERCISE)
BRITTLE = somebody(ACHING, {"osteoporosis": "yes"}, aims=["move_with_control"], equipment=EVERYTHING)
REFERRED = somebody(ACHING, {"rf_saddle_sensation": "yes"})
LATER = TODAY + timedelta(days=14)


def test_a_programme_comes_along_with_doses_and_days_and_a_new_review() -> None:
    reach, old = proposed(ACHE)
    old = the_new(with_dose(reach, old, "bird_dog", DoseChange(sets=2, reps=5)))
    old = the_new(in_week(reach, old, {"bird_dog": ["mon", "tue", "thu", "sat"]}))
    later, _ = proposed(replace(ACHE, assessed_on=LATER))
    new = the_new(carried_forward(later, old))
    one = planned(new, "bird_dog")
    assert names(new) == names(old)
    assert (one.dose, one.days) == (planned(old, "bird_dog").dose, ("mon", "tue", "thu", "sat"))
    assert one.why == "Carried forward from the last programme."
    assert new.review_by == LATER + timedelta(days=later.stage.review_by_days)


def test_what_is_withheld_now_is_left_out_with_its_reasons() -> None:
    _, old = proposed(STURDY)
    assert "deadlift_barbell" in names(old)
    brittle, _ = proposed(BRITTLE)
    changed = carried_forward(brittle, old)
    assert "deadlift_barbell" not in names(the_new(changed))
    (note,) = [note for note in changed.notes if note.startswith("'Barbell deadlift' is left out: it is withheld:")]
    assert brittle.withheld["deadlift_barbell"][0].reason in note


def test_an_overridden_exercise_does_not_come_along() -> None:
    reach, programme = proposed(BRITTLE)
    old = the_new(added(reach, programme, "sorensen_hold"))
    assert judge(reach, old, every_override(reach, "sorensen_hold")).issuable
    assert "sorensen_hold" not in names(the_new(carried_forward(reach, old)))


def test_effort_comes_down_to_the_ceiling_of_the_stage_there_is_now() -> None:
    _, old = proposed(STURDY)
    assert planned(old, "row_bent_over").dose.rpe == 8
    ache, _ = proposed(ACHE)
    changed = carried_forward(ache, old)
    assert planned(the_new(changed), "row_bent_over").dose.rpe == 5
    assert any(
        note.startswith("'Bent-over row' is brought within bounds: an effort of 5 of 10 instead of 8")
        for note in changed.notes
    )


def test_an_exercise_the_library_no_longer_has_is_left_out_by_name() -> None:
    reach, programme = proposed(ACHE)
    gone = replace(programme.exercises[-1], exercise="hopping")
    changed = carried_forward(reach, replace(programme, exercises=(*programme.exercises[:-1], gone)))
    assert names(the_new(changed)) == names(programme)[:-1]
    assert changed.notes == ("'hopping' is left out: it is no longer in the library.",)


def test_an_exercise_whose_ladder_is_gone_finds_another() -> None:
    reach, programme = proposed(ACHE)
    moved = tuple(replace(one, ladder="gone") for one in programme.exercises)
    new = the_new(carried_forward(reach, replace(programme, exercises=moved)))
    assert planned(new, "bird_dog").ladder == "bird_dog"
    assert judge(reach, new).issuable


def test_nothing_is_carried_forward_under_a_referral() -> None:
    _, old = proposed(ACHE)
    reach, _ = proposed(REFERRED)
    assert carried_forward(reach, old).refusals == ("No programme while the screening says: emergency.",)


def test_a_programme_of_which_nothing_is_left_is_refused() -> None:
    reach, programme = proposed(BRITTLE)
    only = the_new(added(reach, programme, "sorensen_hold"))
    for id in names(programme):
        only = the_new(removed(reach, only, id))
    changed = carried_forward(reach, only)
    assert changed.programme is None
    assert changed.refusals[0] == "Nothing of it may be given now."
    assert "'Back hold off a bench' is left out" in changed.refusals[1]


def test_a_template_holds_ids_doses_and_days_and_nothing_of_a_person() -> None:
    _, programme = proposed(ACHE)
    assert {field.name for field in fields(TemplateEntry)} == {"exercise", "dose", "days"}
    entry = template_of(programme)[1]
    assert entry == TemplateEntry(
        "bird_dog", DoseChange(sets=3, reps=6, hold_s=8, times_per_day=1), planned(programme, "bird_dog").days
    )


def test_a_template_becomes_the_programme_of_somebody_else_within_their_bounds() -> None:
    _, strong = proposed(STURDY)
    reach, _ = proposed(ACHE)
    changed = applied_template(reach, template_of(strong))
    new = the_new(changed)
    assert names(new) == names(strong)
    assert new.exercises[0].role == "activation"
    assert {one.aim for one in new.exercises} == {"move_with_control"}
    assert all(one.dose.rpe <= reach.stage.max_rpe for one in new.exercises)
    assert judge(reach, new).issuable


def test_a_template_withholds_what_the_person_may_not_do() -> None:
    _, strong = proposed(STURDY)
    reach, _ = proposed(BRITTLE)
    assert set(names(the_new(applied_template(reach, template_of(strong))))) <= reach.permitted


def test_an_exercise_that_stands_twice_in_a_template_is_taken_once() -> None:
    reach, _ = proposed(ACHE)
    new = the_new(applied_template(reach, [TemplateEntry("bird_dog"), TemplateEntry("bird_dog")]))
    assert names(new) == ("bird_dog",)
