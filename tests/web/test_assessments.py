"""Assessments: kept after each pause, resumed elsewhere, final for good, cleared and amended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.store import assessments, audit, screenings
from clinic.store.assessments import Assessment, How
from clinic.store.rows.assessments import AssessmentRow
from clinic.store.transactions import reading, writing
from clinic.web.access.roles import Role
from tests.web.assessing import assessed, begun, checked, led, made_final, person, typed_in
from tests.web.people import account_of, clinic_with_people, signed_in
from tests.web.visit import case, forms_to, opened, parsed, sent, text, texts

AIM: dict[str, Any] = {"aims": ["move_with_control"], "measures": {"nprs_now": 3, "nprs_back_worst": 4, "odi": 30}}
CANCER: dict[str, Any] = {
    "red_flags": {"rf_cancer_history": "yes"},
    "questions": {"cancer_type": "skin", "cancer_years_ago": 12, "cancer_spread": "no"},
}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


@pytest.fixture
def clinician(app: Flask) -> FlaskClient:
    return signed_in(app, Role.CLINICIAN)


def kept(app: Flask, assessment: str) -> Assessment:
    with app.app_context(), reading() as session:
        found = assessments.get(session, id_of(assessment))
    assert found is not None
    return found


def id_of(address: str) -> str:
    return address.rstrip("/").split("/")[2]


def test_a_new_assessment_knows_who_the_person_is_and_asks_it_nowhere(clinician: FlaskClient) -> None:
    page = opened(clinician, begun(clinician, person(clinician)))
    assert text(page.one(".who-name")) == "Okafor, Ada"
    assert page.all("[name=patient-sex]") == []
    assert page.one("#assessed_on").value() == "20 Nov 2026"


def test_a_pause_keeps_what_was_typed_and_another_desk_goes_on_with_it(app: Flask, clinician: FlaskClient) -> None:
    assessment = begun(clinician, person(clinician))
    answer = clinician.post(f"{assessment}/save", data=typed_in(clinician, assessment, {}, goal="carry my grandson"))
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["version"] == kept(app, assessment).version
    elsewhere = signed_in(app, Role.CLINICIAN)
    assert opened(elsewhere, assessment).one("#goal").value() == "carry my grandson"
    assert texts(opened(elsewhere, "/today"), "#drafts-title") == ["To finish"]


def test_each_answer_says_who_entered_it_and_whether_it_was_asked_or_examined(
    app: Flask, clinician: FlaskClient
) -> None:
    assessment = begun(clinician, person(clinician))
    first = typed_in(clinician, assessment, {"red_flags": {"rf_night_pain": "no"}})
    clinician.post(f"{assessment}/save", data=first)
    lead = signed_in(app, Role.LEAD)
    both = typed_in(lead, assessment, {"red_flags": {"rf_night_pain": "no", "rf_anal_tone": "no"}})
    lead.post(f"{assessment}/save", data=both)
    answers = kept(app, assessment).answers
    asked, examined = answers["red_flags-rf_night_pain"], answers["red_flags-rf_anal_tone"]
    assert (asked.by, asked.how) == (account_of(app, Role.CLINICIAN).id, How.ASKED)
    assert (examined.by, examined.how) == (account_of(app, Role.LEAD).id, How.EXAMINED)


def test_a_save_over_somebody_elses_is_refused_and_check_shows_both_texts(app: Flask, clinician: FlaskClient) -> None:
    assessment = begun(clinician, person(clinician))
    mine = typed_in(clinician, assessment, case(**AIM), goal="walk to the shop")
    lead = signed_in(app, Role.LEAD)
    assert lead.post(f"{assessment}/save", data=typed_in(lead, assessment, {}, goal="sleep")).status_code == 200
    assert clinician.post(f"{assessment}/save", data=mine).status_code == 409
    assert kept(app, assessment).answers["goal"].values == ("sleep",)
    answer = clinician.post(f"{assessment}/check", data=mine)
    page = parsed(answer)
    assert answer.status_code == 409
    rows = {text(row.one("th")): texts(row, "td") for row in page.all(".both-texts tbody tr")}
    assert rows["Goal in their own words"] == ["sleep", "walk to the shop"]
    led(sent(clinician, forms_to(page, f"{assessment}/check")[0]))
    assert kept(app, assessment).answers["goal"].values == ("walk to the shop",)


def test_mistakes_stand_at_their_fields_and_everything_typed_is_kept(app: Flask, clinician: FlaskClient) -> None:
    assessment = begun(clinician, person(clinician))
    told = case(**AIM)
    answer = checked(clinician, assessment, told, goal="garden", tests__sbp="900")
    assert answer.status_code == 422
    assert len(parsed(answer).all(".summary li a")) == 1
    assert kept(app, assessment).answers["tests-sbp"].values == ("900",)
    assert opened(clinician, assessment).one("#goal").value() == "garden"


def test_details_in_the_body_chart_without_their_place_stop_the_check(clinician: FlaskClient) -> None:
    assessment = begun(clinician, person(clinician))
    field = {"chart__low_back_left__pain": "6"}
    answer = checked(clinician, assessment, case(), **field)
    assert answer.status_code == 422
    assert texts(parsed(answer), ".summary li a") == ["Body chart"]


def test_the_result_of_a_draft_can_still_be_changed_and_a_final_one_not(app: Flask, clinician: FlaskClient) -> None:
    assessment = begun(clinician, person(clinician))
    led(checked(clinician, assessment, case(**AIM)))
    draft = opened(clinician, f"{assessment}/result")
    assert texts(draft, "main .acts a") == ["Change answers"]
    values = typed_in(clinician, assessment, case(**AIM))
    made_final(clinician, assessment)
    assert clinician.post(f"{assessment}/save", data=values).status_code == 409
    before = kept(app, assessment)
    assert clinician.get(assessment).status_code == 302
    assert before.case is not None
    assert before.case["patient"]["birth_date"] == "1979-03-05"
    assert before.final_by == account_of(app, Role.CLINICIAN).id


def test_a_final_assessment_keeps_its_screening_with_edition_and_its_measurements(
    app: Flask, clinician: FlaskClient
) -> None:
    assessment = assessed(clinician, case(**AIM))
    with app.app_context(), reading() as session:
        screening = screenings.newest(session, id_of(assessment))
        patient = kept(app, assessment).patient
        (odi,) = assessments.course_of(session, patient, "odi")
    assert screening is not None
    assert screening.result["disposition"] == screening.disposition == "programme"
    assert len(screening.edition) == 64
    assert odi.number == 30


def test_an_all_clear_lifts_the_referral_and_both_screenings_stay(app: Flask, clinician: FlaskClient) -> None:
    assessment = assessed(clinician, case(**AIM, **CANCER))
    page = opened(clinician, f"{assessment}/result")
    assert text(page.one(".verdict h1")) == "Refer before exercise"
    form = forms_to(page, f"{assessment}/clear")[0]
    refused = sent(clinician, form, {"on": "12 Nov 2027", "by": "oncology letter"})
    assert refused.status_code == 422
    assert forms_to(parsed(refused), f"{assessment}/clear")[0].one("[name=by]").value() == "oncology letter"
    led(sent(clinician, form, {"on": "12 Nov 2026", "by": "oncology letter"}))
    assert text(opened(clinician, f"{assessment}/result").one(".verdict h1")).startswith("Programme")
    with app.app_context(), reading() as session:
        (clearance,) = screenings.clearances(session, id_of(assessment))
    assert (clearance.by, clearance.on.isoformat()) == ("oncology letter", "2026-11-12")


def test_a_referral_note_is_printed_and_says_nothing_in_its_address(clinician: FlaskClient) -> None:
    assessment = assessed(clinician, case(**CANCER))
    form = forms_to(opened(clinician, f"{assessment}/result"), f"{assessment}/referral")[0]
    answer = sent(clinician, form)
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="referral.pdf"'


def test_an_amendment_needs_a_reason_and_leaves_the_final_assessment_as_it_was(
    app: Flask, clinician: FlaskClient
) -> None:
    assessment = assessed(clinician, case(**AIM), goal="walk to the shop")
    before = kept(app, assessment)
    form = forms_to(opened(clinician, f"{assessment}/result"), f"{assessment}/amend")[0]
    assert sent(clinician, form, {"reason": "typo"}).status_code == 422
    amendment = led(sent(clinician, form, {"reason": "numbness told on the telephone"}))
    assert opened(clinician, amendment).one("#goal").value() == "walk to the shop"
    led(checked(clinician, amendment, case(**AIM, red_flags={"rf_saddle_sensation": "yes"})))
    made_final(clinician, amendment)
    later = opened(clinician, f"{assessment}/result")
    assert later.one("main .notice a").value("href") == amendment
    assert texts(opened(clinician, f"{amendment}/result"), "main .acts + .hint, main .hint")[0].startswith("Amended")
    assert kept(app, assessment) == before
    assert kept(app, amendment).amends == before.id
    patient = opened(clinician, f"/patients/{before.patient}")
    assert sorted(texts(patient, ".visit .tag")) == ["amended later", "amendment"]


def test_a_finalise_form_sent_twice_makes_one_screening(app: Flask, clinician: FlaskClient) -> None:
    assessment = begun(clinician, person(clinician))
    led(checked(clinician, assessment, case(**AIM)))
    form = forms_to(opened(clinician, f"{assessment}/result"), f"{assessment}/finalise")[0]
    assert led(sent(clinician, form)) == led(sent(clinician, form))
    with app.app_context(), reading() as session:
        entries = audit.entries_of(session, kept(app, assessment).patient)
    assert [one.act for one in entries].count("finalise") == 1


def test_what_somebody_else_wrote_meanwhile_is_not_made_final_unseen(app: Flask, clinician: FlaskClient) -> None:
    assessment = begun(clinician, person(clinician))
    led(checked(clinician, assessment, case(**AIM)))
    form = forms_to(opened(clinician, f"{assessment}/result"), f"{assessment}/finalise")[0]
    lead = signed_in(app, Role.LEAD)
    lead.post(f"{assessment}/save", data=typed_in(lead, assessment, case(**AIM, **CANCER)))
    assert sent(clinician, form).status_code == 409
    assert kept(app, assessment).state.value == "draft"


def test_the_live_panel_of_an_assessment_counts_the_recorded_person(clinician: FlaskClient) -> None:
    assessment = begun(clinician, person(clinician))
    answer = clinician.post(f"{assessment}/live", data=typed_in(clinician, assessment, case(**AIM)))
    assert answer.json is not None
    assert text(parsed(answer.json["panel"]).one(".stand-head")) == "Programme"
    assert answer.json["person"] == ""


def test_there_is_no_note_where_nothing_asks_for_a_referral(clinician: FlaskClient) -> None:
    assessment = assessed(clinician, case(**AIM))
    page = opened(clinician, f"{assessment}/result")
    assert forms_to(page, f"{assessment}/referral") == []
    amend = forms_to(page, f"{assessment}/amend")[0]
    answer = clinician.post(f"{assessment}/referral", data={"csrf_token": amend.one("[name=csrf_token]").value()})
    assert answer.status_code == 409
    assert "no note to write" in text(parsed(answer).one("main .lead"))


def test_an_assessment_that_todays_knowledge_cannot_read_shows_its_answers_and_the_way_on(
    app: Flask, clinician: FlaskClient
) -> None:
    assessment = assessed(clinician, case(**AIM), goal="walk to the shop")
    with app.app_context(), writing() as session:
        row = session.get(AssessmentRow, id_of(assessment))
        assert row is not None
        row.case = {**dict(row.case or {}), "questions": {"asked_no_more": "yes"}}
    answer = clinician.get(f"{assessment}/result")
    page = parsed(answer)
    assert answer.status_code == 409
    rows = {text(row.one("th")): text(row.one("td")) for row in page.all(".both-texts tbody tr")}
    assert rows["Goal in their own words"] == "walk to the shop"
    led(sent(clinician, forms_to(page, f"{assessment}/amend")[0], {"reason": "the content has changed since"}))
