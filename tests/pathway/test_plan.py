"""A programme is begun from its screening, changed version by version, and judged again each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from clinic.domain.change import Changed, removed
from clinic.domain.programme import Programme
from clinic.domain.reach import Reach
from clinic.domain.scales import Level
from clinic.pathway.overriding import overridden, taken_back
from clinic.pathway.plan import Plan, begun, looked_at
from clinic.pathway.replan import Wish, changed
from clinic.store import assessments, programmes
from clinic.store.audit import Actor
from clinic.store.errors import ConflictError, FrozenError
from clinic.store.transactions import Session, writing
from clinic.web.access.roles import Role
from tests.pathway.planning import BRITTLE, adding, again, plan_of, whys, with_withheld, withheld
from tests.web.people import NOW, account_of, clinic_with_people
from tests.web.recorded import KNOWLEDGE, Recorded, recorded
from tests.web.visit import TODAY


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with app.app_context(), writing() as session:
        yield session


@pytest.fixture
def actor(app: Flask) -> Actor:
    return Actor(account_of(app, Role.CLINICIAN).id, NOW)


@pytest.fixture
def brittle(app: Flask) -> Recorded:
    return recorded(app, **BRITTLE)


@pytest.fixture
def plan(brittle: Recorded, session: Session, actor: Actor) -> Plan:
    return plan_of(session, actor, brittle)


def test_every_exercise_of_what_is_proposed_is_permitted(plan: Plan) -> None:
    assert {one.exercise for one in plan.content.exercises} <= plan.reach.permitted
    assert plan.against_issue == ()


def test_beginning_twice_leads_to_the_programme_there_is(
    plan: Plan, brittle: Recorded, session: Session, actor: Actor
) -> None:
    assert plan_of(session, actor, brittle).programme == plan.programme


def test_a_referral_has_no_programme(app: Flask) -> None:
    refers = recorded(app, red_flags={"rf_saddle_sensation": "yes"})
    actor = Actor(account_of(app, Role.CLINICIAN).id, NOW)
    with app.app_context(), writing() as session:
        final = assessments.get(session, refers.assessment)
        assert final
        assert begun(session, actor, KNOWLEDGE, final) is None
        assert programmes.of_assessment(session, refers.assessment) is None


def test_a_draft_has_no_programme(plan: Plan, session: Session, actor: Actor) -> None:
    final = plan.assessment
    draft = assessments.begin(session, actor, final.patient, final.episode, final.assessed_on)
    with pytest.raises(FrozenError):
        begun(session, actor, KNOWLEDGE, draft)


def test_a_change_is_kept_beside_what_was_proposed(plan: Plan, session: Session, actor: Actor) -> None:
    gone = plan.content.exercises[-1].exercise
    wish = Wish("removed", lambda reach, content: removed(reach, content, gone))
    changed(session, actor, plan, 1, wish)
    kinds = [(one.number, one.kind.value, one.says) for one in programmes.versions(session, plan.programme.id)]
    assert kinds == [(1, "proposal", "Proposed from the screening"), (2, "change", "removed.")]
    assert gone not in {one.exercise for one in again(session, actor, plan).content.exercises}


def test_a_change_of_an_older_version_is_a_conflict(plan: Plan, session: Session, actor: Actor) -> None:
    changed_once, exercise = with_withheld(session, actor, plan)
    with pytest.raises(ConflictError):
        changed(session, actor, changed_once, 1, adding(exercise))


def test_a_change_that_changes_nothing_makes_no_version(plan: Plan, session: Session, actor: Actor) -> None:
    changed(session, actor, plan, 1, Wish("nothing", lambda _, content: Changed(content)))
    assert programmes.newest(session, plan.programme.id).number == 1


def test_what_was_left_out_on_the_way_stands_in_the_notes(plan: Plan, session: Session, actor: Actor) -> None:
    def make(_: Reach, content: Programme) -> Changed:
        return Changed(content, notes=("'Barbell squat' is left out.",))

    changed(session, actor, plan, 1, Wish("Copied forward", make))
    now = again(session, actor, plan)
    assert "'Barbell squat' is left out." in now.content.notes
    assert now.version.says == "Copied forward. 'Barbell squat' is left out."


def test_a_withheld_exercise_stands_against_the_issue_until_each_objection_is_overridden(
    plan: Plan, session: Session, actor: Actor
) -> None:
    waiting, exercise = with_withheld(session, actor, plan)
    assert len(waiting.against_issue) == len(waiting.reach.withheld[exercise])
    assert overridden(session, actor, waiting, 2, exercise, whys(waiting, exercise)) == {}
    assert again(session, actor, plan).against_issue == ()


def test_an_override_without_a_reason_is_not_recorded(plan: Plan, session: Session, actor: Actor) -> None:
    waiting, exercise = with_withheld(session, actor, plan)
    against = overridden(session, actor, waiting, 2, exercise, whys(waiting, exercise, "ok"))
    assert set(against) == set(whys(waiting, exercise))
    assert programmes.overrides(session, plan.programme.id) == ()


def test_an_override_taken_back_stands_against_the_issue_again(plan: Plan, session: Session, actor: Actor) -> None:
    waiting, exercise = with_withheld(session, actor, plan)
    overridden(session, actor, waiting, 2, exercise, whys(waiting, exercise))
    taken_back(session, actor, again(session, actor, plan), 3, exercise)
    assert len(again(session, actor, plan).against_issue) == len(waiting.reach.withheld[exercise])


def test_an_exercise_that_leaves_takes_its_overrides_along(plan: Plan, session: Session, actor: Actor) -> None:
    waiting, exercise = with_withheld(session, actor, plan)
    overridden(session, actor, waiting, 2, exercise, whys(waiting, exercise))
    wish = Wish("removed", lambda reach, content: removed(reach, content, exercise))
    changed(session, actor, again(session, actor, plan), 3, wish)
    changed(session, actor, again(session, actor, plan), 4, adding(exercise))
    assert again(session, actor, plan).against_issue != ()


def test_an_amended_assessment_lends_its_programme_no_issue_and_no_change(app: Flask, brittle: Recorded) -> None:
    actor = Actor(account_of(app, Role.CLINICIAN).id, NOW)
    with app.app_context(), writing() as session:
        plan = plan_of(session, actor, brittle)
    recorded(app, patient=brittle.patient, amends=brittle.assessment, red_flags={"rf_saddle_sensation": "yes"})
    with app.app_context(), writing() as session:
        now = again(session, actor, plan)
        assert now.against_issue[0] == "This assessment was amended: the programme is made from the amendment."
        assert changed(session, actor, now, 1, adding(withheld(now))).programme is None


def test_when_the_knowledge_grows_stricter_the_programme_is_judged_by_it(
    plan: Plan, session: Session, actor: Actor
) -> None:
    given = KNOWLEDGE.exercises[plan.content.exercises[-1].exercise]
    brittle = KNOWLEDGE.conditions["osteoporosis"]
    demand = next(demand for demand, level in given.demands.items() if level > Level.NONE)
    stricter = replace(brittle, limits={**brittle.limits, demand: Level.NONE})
    knowledge = replace(KNOWLEDGE, edition="0" * 64, conditions={**KNOWLEDGE.conditions, "osteoporosis": stricter})
    now = looked_at(session, actor, knowledge, plan.programme)
    assert any(f"'{given.name}' is withheld" in one for one in now.against_issue)
    assert now.screened.record.id != plan.version.screening


def test_a_later_assessment_takes_the_place_of_this_one(app: Flask, brittle: Recorded) -> None:
    earlier = recorded(app, patient=brittle.patient, on=TODAY - timedelta(days=7), **BRITTLE)
    actor = Actor(account_of(app, Role.CLINICIAN).id, NOW)
    with app.app_context(), writing() as session:
        assert plan_of(session, actor, brittle).replaced == ""
        final = assessments.get(session, earlier.assessment)
        assert final
        with pytest.raises(FrozenError, match="later assessment, of 20 Nov 2026"):
            begun(session, actor, KNOWLEDGE, final)
