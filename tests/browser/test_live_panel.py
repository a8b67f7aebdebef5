from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.steps import all_no, answer, check, open_form, section, stands, tell_person


def test_the_panel_follows_every_answer(page: Page) -> None:
    open_form(page)
    stands(page, "Not complete yet")
    section(page, "red_flags")
    answer(page, "red_flags-rf_saddle_sensation", "yes")
    stands(page, "Emergency")
    answer(page, "red_flags-rf_saddle_sensation", "no")
    stands(page, "Not complete yet")
    answer(page, "red_flags-rf_osteoporosis_known", "yes")
    expect(page.locator(".limit-name").first).to_be_visible()


def test_a_follow_up_appears_with_the_answer_that_asks_for_it_and_stays_once_filled_in(page: Page) -> None:
    open_form(page)
    section(page, "red_flags")
    follow_up = page.locator("#questions-cancer_years_ago")
    expect(follow_up).to_be_hidden()
    answer(page, "red_flags-rf_cancer_history", "yes")
    follow_up.fill("12")
    answer(page, "red_flags-rf_cancer_history", "no")
    expect(page.locator("#row-questions-cancer_spread")).to_be_hidden()
    expect(follow_up).to_have_value("12")
    expect(follow_up).to_be_visible()


def test_a_qualifier_appears_under_a_yes_and_counts(page: Page) -> None:
    open_form(page)
    section(page, "red_flags")
    answer(page, "red_flags-rf_bladder_incontinence_new", "yes")
    stands(page, "Emergency")
    page.locator("#red_flags-rf_bladder_incontinence_new-qualifier-long_standing_unchanged").check()
    stands(page, "Not complete yet")


def test_an_answer_can_be_taken_back(page: Page) -> None:
    open_form(page)
    section(page, "red_flags")
    answer(page, "red_flags-rf_fever", "yes")
    stands(page, "Urgent referral")
    page.locator("#row-red_flags-rf_fever").hover()
    page.locator("#row-red_flags-rf_fever .answer .clear").click()
    stands(page, "Not complete yet")
    expect(page.locator("#row-red_flags-rf_fever input:checked")).to_have_count(0)


def test_a_mistake_is_named_and_does_not_stop_the_panel(page: Page) -> None:
    open_form(page)
    section(page, "red_flags")
    page.locator("#tests-sbp").fill("9999")
    page.locator("#tests-dbp").focus()
    expect(page.locator("#panel-live")).to_contain_text("Not counted for now")
    answer(page, "red_flags-rf_saddle_sensation", "yes")
    stands(page, "Emergency")
    expect(page.locator("#tests-sbp-fault")).to_contain_text("70 to 260")
    page.locator("#tests-sbp").fill("130")
    expect(page.locator("#tests-sbp-fault")).to_be_hidden()


def test_nothing_that_was_typed_is_lost_on_a_bad_field(page: Page) -> None:
    open_form(page)
    tell_person(page)
    section(page, "neurological")
    page.locator("#tests-slr_deg-left").fill("400")
    section(page, "goals_and_home")
    page.locator("#goal").fill("carry “him” <b>up</b>")
    page.locator("#equipment-band").check()
    check(page)
    expect(page.locator("#summary")).to_be_focused()
    page.locator("#summary a").click()
    expect(page.locator("#tests-slr_deg-left")).to_be_focused()
    expect(page.locator("#tests-slr_deg-left")).to_have_value("400")
    section(page, "goals_and_home")
    expect(page.locator("#goal")).to_have_value("carry “him” <b>up</b>")
    expect(page.locator("#equipment-band")).to_be_checked()
    section(page, "person")
    expect(page.locator("#patient-name")).to_have_value("Amara Okafor")


def test_change_answers_comes_back_to_the_row_that_was_missing(page: Page) -> None:
    open_form(page)
    tell_person(page)
    all_no(page)
    answer(page, "conditions-glaucoma", "yes")
    section(page, "red_flags")
    page.locator("#row-red_flags-rf_bowel_new").hover()
    page.locator("#row-red_flags-rf_bowel_new .answer .clear").click()
    check(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Not complete yet")
    page.locator(".line form button").click()
    expect(page.locator("#red_flags-rf_bowel_new-yes")).to_be_focused()
    answer(page, "red_flags-rf_bowel_new", "no")
    stands(page, "Programme with restrictions")


def test_the_task_list_says_how_far_each_section_is(page: Page) -> None:
    open_form(page)
    tell_person(page)
    all_no(page)
    for name in ("person", "red_flags", "disc_and_structure", "health"):
        expect(page.locator(f".tasks a[data-section={name}] .state")).to_have_text("done")
