"""Sign and issue: nothing gets round a referral or a withheld exercise, and one issue makes one sheet."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from clinic.store import patients
from clinic.store.audit import Actor
from clinic.store.house import Caseload
from clinic.store.ids import new_id
from clinic.store.transactions import writing
from clinic.web.access.roles import Role
from clinic.web.builder_wishes import KINDS
from tests.web.building import BRITTLE, WHY, Bench, bench, withheld
from tests.web.people import NOW, account_of, add_person, clinic_with_people, set_house, signed_in
from tests.web.recorded import changed_person, recorded
from tests.web.visit import entered, parsed, sent, text, texts

PATHS = ("sign", "issue", "override", "withdraw", "reason", *KINDS)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return clinic_with_people(tmp_path_factory.mktemp("instance"))


def with_withheld(app: Flask) -> tuple[Bench, str]:
    """A programme with a withheld exercise in it, which waits for an override."""
    at = bench(app, **BRITTLE)
    exercise = withheld(at)
    at.act("swap", exercise=at.exercises[-1], other=exercise)
    assert exercise in at.exercises
    return at, exercise


def overridden(app: Flask) -> tuple[Bench, str]:
    at, exercise = with_withheld(app)
    at.press("override", dict.fromkeys(reasons(at, exercise), WHY), exercise=exercise)
    return at, exercise


def reasons(at: Bench, exercise: str) -> list[str]:
    """The fields of the override form."""
    return [one.value("name") for one in at.page.all(f"#exercise-{exercise} .objected textarea")]


def test_the_issued_sheet_is_linked_and_opens_as_it_was_kept(app: Flask) -> None:
    at = bench(app)
    answer = at.press("issue")
    assert (answer.status_code, answer.location) == (303, f"{at.url}#issue")
    (sheet,) = at.sheets
    assert [one.value("href") for one in at.page.all(".sheet-link a")] == [f"/sheets/{sheet.id}"]
    assert texts(at.page, "h1 .tag") == ["signed"]
    assert (at.versions[-1].id, at.versions[-1].kind.value) == (sheet.version, "signed")


def test_back_after_issue_and_issued_again_makes_one_sheet(app: Flask) -> None:
    at = bench(app)
    form = at.form("issue")
    answers = [sent(at.client, form) for _ in range(2)]
    assert {(one.status_code, one.location) for one in answers} == {(303, f"{at.url}#issue")}
    assert (len(at.sheets), len(at.versions)) == (1, 2)


def test_large_print_is_ticked_for_a_person_who_needs_it(app: Flask) -> None:
    at = bench(app)
    changed_person(app, at.person.patient, large_print=True)
    at.press("issue")
    assert [one.large for one in at.sheets] == [True]


def test_signed_and_issued_can_be_two_steps(app: Flask) -> None:
    at = bench(app)
    at.act("sign")
    assert (at.versions[-1].kind.value, at.sheets) == ("signed", ())
    at.press("issue")
    assert (len(at.versions), len(at.sheets)) == (2, 1)


def test_a_change_after_signing_has_to_be_signed_again(app: Flask) -> None:
    at = bench(app)
    at.act("sign")
    at.act("remove", exercise=at.exercises[-1])
    assert texts(at.page, "h1 .tag") == ["not signed"]


def test_a_clinic_without_a_telephone_issues_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    mute = bench(clinic_with_people(tmp_path_factory.mktemp("mute"), telephone=""))
    assert mute.page.all("#issue .btn-primary") == []
    answer = mute.act("issue")
    assert answer.status_code == 409
    assert "telephone" in text(parsed(answer).one("#refused"))
    assert mute.sheets == ()


def test_a_withheld_exercise_without_override_is_not_signed_previewed_or_issued(app: Flask) -> None:
    at, _ = with_withheld(app)
    answers = [at.act("sign"), at.act("issue")]
    answers += [at.client.get(f"{at.url}/{end}") for end in ("preview", "preview/normal", "preview/large")]
    assert [one.status_code for one in answers] == [409] * 5
    assert {one.mimetype for one in answers} == {"text/html"}
    assert at.sheets == ()


def test_an_override_with_a_reason_for_each_objection_makes_it_issuable(app: Flask) -> None:
    at, exercise = overridden(app)
    assert [(one.exercise, one.why) for one in at.overrides] == [(exercise, WHY)] * len(at.overrides)
    assert "given by override" in text(at.page.one(f"#exercise-{exercise} h3"))
    at.press("issue")
    assert len(at.sheets) == 1


def test_an_override_without_a_reason_is_refused_at_its_objection(app: Flask) -> None:
    at, exercise = with_withheld(app)
    answer = at.press("override", dict.fromkeys(reasons(at, exercise), "fine"), exercise=exercise)
    page = parsed(answer)
    (field, *_) = page.all(f"#exercise-{exercise} textarea")
    assert (answer.status_code, text(field), field.get("aria-invalid")) == (422, "fine", "true")
    assert at.overrides == ()


def test_an_exercise_that_nothing_objects_to_cannot_be_overridden(app: Flask) -> None:
    at = bench(app)
    assert at.act("override", exercise=at.exercises[-1], **{"why-trunk_flexion": WHY}).status_code == 422
    assert at.overrides == ()


def test_an_override_taken_back_withholds_the_exercise_again(app: Flask) -> None:
    at, exercise = overridden(app)
    at.press("withdraw", exercise=exercise)
    assert at.act("issue").status_code == 409
    assert all(one.withdrawn_by for one in at.overrides)


def test_an_exercise_that_is_not_recommended_gets_into_no_programme(app: Flask) -> None:
    at = bench(app)
    never = next(id for id, one in app.extensions["practice"].knowledge.exercises.items() if not one.recommended)
    before = at.exercises
    assert at.act("add", exercise=never).status_code == 422
    assert at.act("swap", exercise=before[-1], other=never).status_code == 422
    assert at.exercises == before


@pytest.fixture(scope="module")
def amended(app: Flask) -> tuple[Bench, MultiDict[str, str]]:
    """A programme that could be issued until its assessment was amended by one that refers, and everything that its
    forms sent while it could."""
    at, exercise = overridden(app)
    at.press("save-template", {"name": "Before the amendment"})
    template = at.page.all("#template option")[0].value()
    days = {f"days-{one}": ["mon", "wed", "fri", "sat", "sun"] for one in at.exercises}
    fields = at.fields(
        exercise=exercise, other=at.exercises[0], direction="up", sets="2", template=template, reason=WHY, **days
    )
    recorded(app, patient=at.person.patient, amends=at.person.assessment, red_flags={"rf_saddle_sensation": "yes"})
    return at, fields


@pytest.mark.parametrize("path", PATHS)
def test_after_an_amendment_that_refers_no_form_changes_signs_or_issues(
    amended: tuple[Bench, MultiDict[str, str]], path: str
) -> None:
    at, fields = amended
    before = at.versions
    fields["form_key"] = new_id()
    answer = at.client.post(f"{at.url}/{path}", data=fields)
    assert answer.status_code in {400, 409, 422}
    assert (at.sheets, at.versions) == ((), before)


def test_after_an_amendment_the_programme_is_shown_without_its_forms(app: Flask) -> None:
    at = bench(app)
    recorded(app, patient=at.person.patient, amends=at.person.assessment, red_flags={"rf_saddle_sensation": "yes"})
    assert at.page.all("main form, main button") == []
    assert "amended" in text(at.page.one(".notice"))


def test_a_sheet_from_an_older_version_shows_both_programmes(app: Flask) -> None:
    at = bench(app)
    stale = at.form("issue")
    at.act("remove", exercise=at.exercises[-1])
    answer = at.client.post(f"{at.url}/issue", data=entered(stale))
    assert (answer.status_code, len(parsed(answer).all(".both-texts"))) == (409, 1)
    assert at.sheets == ()


def test_the_preview_says_that_it_is_not_issued_and_keeps_nothing(app: Flask) -> None:
    at = bench(app)
    page = parsed(at.client.get(f"{at.url}/preview"))
    assert text(page.one(".preview-mark strong")) == "Preview, not issued."
    pdf = at.client.get(f"{at.url}/preview/normal")
    assert (pdf.status_code, pdf.mimetype, pdf.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert (at.sheets, len(at.versions)) == ((), 1)


def test_the_front_desk_gets_no_page_of_a_programme(app: Flask) -> None:
    at = bench(app)
    desk = signed_in(app, Role.FRONT_DESK)
    pages = ["", "/versions/1", "/preview", "/preview/normal", "/preview/large"]
    assert {desk.get(at.url + page).status_code for page in pages} == {403}
    assert {desk.post(f"{at.url}/{path}", data=at.fields()).status_code for path in PATHS} == {403}
    assert (len(at.versions), at.sheets) == (1, ())


def test_another_clinicians_patient_is_refused_under_the_caseload_own(app: Flask) -> None:
    at = bench(app)
    add_person(app, Role.CLINICIAN, "Dora Finch", "dora")
    mine = Actor(account_of(app, Role.CLINICIAN).id, NOW)
    with app.app_context(), writing() as session:
        patients.take_over(session, mine, at.person.patient)
    set_house(app, caseload=Caseload.OWN)
    try:
        assert signed_in(app, Role.CLINICIAN, "dora").get(at.url).status_code == 403
        assert at.client.get(at.url).status_code == 200
    finally:
        set_house(app, caseload=Caseload.SHARED)
