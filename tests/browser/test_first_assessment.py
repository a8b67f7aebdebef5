"""A first assessment by keyboard alone, from signing in to the issued sheet."""

from __future__ import annotations

import hashlib

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from clinic.store import assessments, handouts, patients, programmes
from clinic.store.assessments import State
from clinic.store.programmes import Kind
from clinic.store.transactions import reading
from clinic.web.access.roles import Role
from tests.browser.keyboard import Hand
from tests.browser.served import as_role
from tests.web.people import PASSWORD, PEOPLE

GOAL = "carry my grandson up the stairs again"
CAUDA_EQUINA = 7
RED_FLAG_GROUPS = 7
DISC_GROUPS = 5
HEALTH_GROUPS = 8


def sign_in(hand: Hand, address: str) -> None:
    page = hand.page
    page.goto(f"{address}/sign-in")
    hand.at(page.get_by_label("Sign-in name"))
    hand.type(PEOPLE[Role.CLINICIAN][1])
    hand.fill(page.get_by_label("Password"), PASSWORD)
    hand.open("**/today")


def add_person(hand: Hand) -> None:
    page = hand.page
    hand.past_the_bar()
    hand.to(page.get_by_role("link", name="Add a person"))
    hand.open("**/patients/new")
    hand.past_the_bar()
    hand.fill(page.get_by_label("Surname"), "Brandt")
    hand.fill(page.get_by_label("Given names"), "Ilse")
    for part, typed in (("day", "5"), ("month", "3"), ("year", "1980")):
        hand.fill(page.locator(f"#birth_{part}"), typed)
    hand.to(page.locator("#sex-F"))
    hand.press("Space")
    hand.fill(page.get_by_label("Number"), "2001")
    hand.open("**/patients/*")


def begin(hand: Hand) -> None:
    hand.past_the_bar()
    hand.to(hand.page.get_by_role("button", name="New assessment"))
    hand.open("**/assessments/*")
    hand.past_the_bar()
    hand.to(hand.page.locator("#assessed_on"))


def on_to(hand: Hand, heading: str) -> None:
    """The next section, from wherever in this one."""
    hand.press("Control+Enter")
    hand.at(hand.page.get_by_role("heading", name=heading, exact=True))


def tell_pain(hand: Hand) -> None:
    page = hand.page
    on_to(hand, "Pain history")
    hand.fill(page.locator("#questions-duration_weeks"), "9")
    for _ in range(5):
        hand.press("Enter")
    hand.at(page.locator("#measures-nprs_back_worst"))
    hand.type("3")


def mark_chart(hand: Hand) -> None:
    page = hand.page
    hand.to(page.get_by_role("checkbox", name="Low back, left"), within=16)
    hand.press("Space", "Enter")
    hand.at(page.locator("[data-region=low_back_left] [data-strength]"))
    hand.type("3")
    hand.press("Enter")
    hand.at(page.locator("[data-region=low_back_left]").get_by_label("ache"))
    hand.press("Space")
    expect(page.locator("[data-said] a")).to_have_text(["Low back, left: ache, 3 of 10"])


def answer_flags(hand: Hand) -> None:
    page = hand.page
    on_to(hand, "Red flags")
    hand.to(page.locator("#red_flags-rf_saddle_sensation-yes"))
    hand.press(*("n", "Enter") * (CAUDA_EQUINA + RED_FLAG_GROUPS))
    hand.at(page.locator("#tests-sbp"))
    hand.type("128")
    hand.press("Enter")
    hand.at(page.locator("#tests-dbp"))
    hand.type("82")
    hand.press("Enter")
    hand.at(page.get_by_role("button", name="Next: disc and structure"))
    hand.press("Enter")
    hand.at(page.get_by_role("heading", name="Disc and structure"))
    hand.to(page.locator("#asked_all_no-disc"), within=2)
    hand.press(*("n", "Enter") * DISC_GROUPS)
    hand.at(page.get_by_role("button", name="Next: health conditions"))
    on_to(hand, "Health conditions")
    hand.press("Tab", *("n", "Enter") * HEALTH_GROUPS)
    hand.at(page.get_by_role("button", name="Next: neurological"))


def measure(hand: Hand) -> None:
    page = hand.page
    on_to(hand, "Neurological examination")
    on_to(hand, "Mobility and performance tests")
    hand.fill(page.locator("#tests-mmst_flexion_cm"), "6")
    on_to(hand, "Posture and movement quality")
    on_to(hand, "Outcome measures")
    hand.to(page.locator("#row-measures-odi summary"), within=2)
    hand.press("Enter", "Tab", "2")
    for number, mark in enumerate("111111111", start=2):
        hand.press("Enter", mark)
        expect(page.locator(f"#marks-odi-{number}-{mark}")).to_be_checked()
    expect(page.locator("#row-measures-odi output")).to_contain_text("22")


def state_goal(hand: Hand) -> None:
    page = hand.page
    on_to(hand, "Goals and home")
    hand.to(page.locator("#aims-1"), within=2)
    hand.type("Move with control")
    expect(page.locator("#aims-1")).to_have_value("move_with_control")
    hand.fill(page.locator("#goal"), GOAL, within=3)


def check_and_propose(hand: Hand) -> None:
    page = hand.page
    hand.open("**/result", "Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Programme")
    hand.past_the_bar()
    hand.to(page.get_by_role("button", name="Finalise the assessment"))
    hand.open("**/result")
    hand.past_the_bar()
    hand.to(page.get_by_role("button", name="Propose a programme"))
    hand.open("**/programmes/*")


def cards(page: Page) -> Locator:
    return page.locator(".pieces > .piece")


def change_dose(hand: Hand) -> str:
    """One set fewer of the second exercise, which then has the focus."""
    page = hand.page
    second = cards(page).nth(1)
    id = (second.get_attribute("id") or "").removeprefix("exercise-")
    hand.past_the_bar()
    sets = second.locator("input[name=sets]")
    hand.to(sets, within=20)
    expect(sets).to_have_value("3")
    hand.press("Control+a")
    hand.type("2")
    hand.open(f"**/programmes/*#exercise-{id}")
    hand.at(page.locator(f"#exercise-{id}"))
    expect(sets).to_have_value("2")
    return id


def sign_and_issue(hand: Hand) -> None:
    page = hand.page
    hand.to(page.get_by_role("link", name="Sign and issue"), within=20, key="Shift+Tab")
    hand.press("Enter")
    hand.at(page.locator("#issue"))
    hand.to(page.get_by_role("button", name="Sign and issue"), within=3)
    hand.open("**/programmes/*#issue")
    hand.at(page.locator("#issue"))
    hand.to(page.get_by_role("link", name="Print the sheet"))


def test_a_full_first_assessment_by_keyboard_alone(clinic: Flask, clinic_url: str, page: Page) -> None:
    hand = Hand(page)
    sign_in(hand, clinic_url)
    add_person(hand)
    begin(hand)
    tell_pain(hand)
    mark_chart(hand)
    answer_flags(hand)
    measure(hand)
    state_goal(hand)
    check_and_propose(hand)
    exercise = change_dose(hand)
    sign_and_issue(hand)
    link = page.evaluate("document.activeElement.getAttribute('href')")
    with clinic.app_context(), reading() as session:
        (person,) = patients.find(session, "2001")
        (assessment,) = assessments.of_patient(session, person.id)
        (programme,) = programmes.of_patient(session, person.id)
        versions = programmes.versions(session, programme.id)
        (sheet,) = handouts.of_patient(session, person.id)
        pdf = handouts.bytes_of(session, sheet.id)
    assert (person.name, person.birth_date and person.birth_date.isoformat()) == ("Ilse Brandt", "1980-03-05")
    typed = {name: one.values for name, one in assessment.answers.items()}
    assert assessment.state is State.FINAL
    assert typed["chart-low_back_left"] == ("yes",)
    assert typed["chart-low_back_left-quality"] == ("ache",)
    assert (typed["goal"], typed["tests-sbp"], typed["questions-duration_weeks"]) == ((GOAL,), ("128",), ("9",))
    assert [one.kind for one in versions] == [Kind.PROPOSAL, Kind.CHANGE, Kind.SIGNED]
    assert [one["dose"]["sets"] for one in versions[-1].content["exercises"] if one["id"] == exercise] == [2]
    assert (sheet.version, link) == (versions[-1].id, f"/sheets/{sheet.id}")
    printed = page.request.get(f"{clinic_url}{link}").body()
    assert (printed, hashlib.sha256(printed).hexdigest()) == (pdf, sheet.sha256)


def test_the_hand_does_not_go_on_when_the_focus_is_lost(page: Page) -> None:
    page.goto("/check")
    hand = Hand(page)
    hand.past_the_bar()
    page.evaluate("document.querySelector('.skip').focus()")
    with pytest.raises(AssertionError, match="the focus is at"):
        hand.to(page.locator("#patient-name"))


def test_what_is_wrong_in_the_form_for_a_person_has_the_focus_and_leads_to_its_field(
    clinic: Flask, clinic_url: str, page: Page
) -> None:
    as_role(page, clinic, clinic_url, Role.FRONT_DESK)
    page.goto(f"{clinic_url}/patients/new")
    hand = Hand(page)
    page.get_by_label("Given names").focus()
    with page.expect_event("load"):
        hand.press("Enter")
    hand.at(page.locator("#summary"))
    hand.to(page.locator("#summary").get_by_role("link", name="Surname"))
    hand.press("Enter")
    hand.at(page.get_by_label("Surname"))
