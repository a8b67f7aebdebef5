"""Several doses changed and one of them saved: none is lost, and none blocks another."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from clinic.store import tokens
from clinic.store.transactions import writing
from clinic.web.access.roles import Role
from tests.browser.served import as_role
from tests.web.building import Bench, bench, name_of
from tests.web.people import NOW, PASSWORD, account_of


@pytest.fixture
def at(clinic: Flask) -> Bench:
    return bench(clinic)


@pytest.fixture
def ben(clinic: Flask, clinic_url: str, page: Page, at: Bench) -> Page:
    """A clinician's browser at the programme."""
    as_role(page, clinic, clinic_url, Role.CLINICIAN)
    page.goto(f"{clinic_url}{at.url}")
    return page


def reps(at: Bench) -> dict[str, int]:
    return {one["id"]: one["dose"]["reps"] for one in at.versions[-1].content["exercises"] if "reps" in one["dose"]}


def counted(at: Bench) -> tuple[str, ...]:
    """The exercises whose repetitions may be one more."""
    rooms = {one: at.page.all(f"#{one}-reps") for one in at.exercises}
    return tuple(one for one, field in rooms.items() if field and field[0].value() != field[0].value("max"))


def field(page: Page, exercise: str) -> Locator:
    return page.locator(f"#{exercise}-reps")


def save(page: Page, exercise: str) -> Locator:
    return page.get_by_role("button", name=f"Save the dose of {name_of(exercise)}", exact=True)


def test_two_changed_doses_are_both_kept_by_saving_one(at: Bench, ben: Page) -> None:
    first, *_, last = counted(at)
    before = reps(at)
    for one in (first, last):
        field(ben, one).fill(str(before[one] + 1))
    save(ben, first).click()
    ben.wait_for_url(f"**#exercise-{first}")
    assert reps(at) == {**before, first: before[first] + 1, last: before[last] + 1}
    assert len(at.versions) == 3
    expect(field(ben, last)).to_have_value(str(before[last] + 1))


def test_a_dose_that_is_refused_shows_why_and_the_other_is_kept(at: Bench, ben: Page) -> None:
    first, *_, last = counted(at)
    before = reps(at)
    field(ben, first).fill(str(before[first] + 1))
    field(ben, last).fill("999")
    save(ben, first).click()
    expect(ben.get_by_role("heading", name="Not changed")).to_be_visible()
    expect(ben.locator(f"#exercise-{last} > .fault")).to_contain_text("999")
    expect(field(ben, last)).to_have_value("999")
    expect(field(ben, first)).to_have_value(str(before[first] + 1))
    assert reps(at) == {**before, first: before[first] + 1}


def test_doses_that_are_all_refused_say_so_each_and_nothing_typed_is_lost(at: Bench, ben: Page) -> None:
    first, *_, last = counted(at)
    before = reps(at)
    for one in (first, last):
        field(ben, one).fill("999")
    save(ben, first).click()
    for one in (first, last):
        expect(ben.locator(f"#exercise-{one}").get_by_role("alert")).to_contain_text("not 999")
        expect(field(ben, one)).to_have_value("999")
    for one in (first, last):
        field(ben, one).fill(str(before[one] + 1))
    save(ben, last).click()
    ben.wait_for_url(f"**#exercise-{last}")
    assert reps(at) == {**before, first: before[first] + 1, last: before[last] + 1}


def test_a_save_while_a_colleague_changed_the_programme_shows_both(at: Bench, ben: Page) -> None:
    first, *_, last = counted(at)
    before = reps(at)
    for one in (first, last):
        field(ben, one).fill(str(before[one] + 1))
    at.act("move", exercise=at.exercises[1], direction="down")
    save(ben, first).click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("Somebody else changed this in the meantime")
    assert reps(at) == before


def test_doses_saved_after_the_session_has_ended_are_still_there_to_be_saved(at: Bench, ben: Page) -> None:
    first, *_, last = counted(at)
    before = reps(at)
    for one in (first, last):
        field(ben, one).fill(str(before[one] + 1))
    with at.app.app_context(), writing() as session:
        tokens.end_all(session, account_of(at.app, Role.CLINICIAN).id, NOW)
    save(ben, first).click()
    cover = ben.locator("#lock")
    cover.get_by_label("Password").fill(PASSWORD)
    cover.get_by_label("Password").press("Enter")
    expect(cover).to_be_hidden()
    save(ben, first).click()
    ben.wait_for_url(f"**#exercise-{first}")
    assert reps(at) == {**before, first: before[first] + 1, last: before[last] + 1}


def test_another_button_names_itself_before_it_leaves_a_dose_as_it_was(at: Bench, ben: Page) -> None:
    first, *_, last = counted(at)
    before = reps(at)
    field(ben, first).fill(str(before[first] + 1))
    remove = ben.get_by_role("button", name=f"Remove {name_of(last)}", exact=True)
    remove.click()
    expect(ben.locator(f"#exercise-{first}").get_by_role("alert")).to_have_text(
        f"Not saved yet: the dose of {name_of(first)}. Save it first, or press “Remove {name_of(last)}” again to leave"
        " it as it was."
    )
    assert len(at.versions) == 1
    remove.click()
    expect(ben.locator(f"#exercise-{last}")).to_have_count(0)
    assert last not in at.exercises
    assert reps(at)[first] == before[first]
