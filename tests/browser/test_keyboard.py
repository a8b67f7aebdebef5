from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.steps import answer, open_form, section, tell_person


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_whole_check_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    press(page, "Tab", "Enter", "Tab", "Enter")  # past the bar to the content, and start
    expect(page).to_have_title("Quick-check · Plumbline")
    page.wait_for_load_state()
    press(page, "Tab", "Enter", "Tab")
    page.keyboard.type("Yusuf Unwin")
    press(page, "Enter", "Enter", "Enter")
    page.keyboard.type("46")
    press(page, "Enter", "Space", "Enter", "Enter")  # female; the day of assessment stands
    expect(page.get_by_role("button", name="Next: pain history")).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Pain history")).to_be_focused()
    section_by_keyboard(page, "Red flags")
    press(page, "Tab", *("n", "Enter") * 7)  # seven questions one by one
    press(page, *("n", "Enter") * 7)  # seven groups at once
    press(page, "Enter", "Enter", "Enter")  # past the blood pressure, and on
    expect(page.get_by_role("heading", name="Disc and structure")).to_be_focused()
    press(page, "Tab", *("n", "Enter") * 5, "Enter")
    expect(page.get_by_role("heading", name="Health conditions")).to_be_focused()
    press(page, "Tab", *("n", "Enter") * 8)
    press(page, "Tab", "Enter")  # past Next to Check
    expect(page.get_by_role("heading", level=1)).to_have_text("Programme")
    page.get_by_role("button", name="Propose a programme").focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Proposed programme")
    expect(page.locator(".who-name")).to_have_text("Yusuf Unwin")


def section_by_keyboard(page: Page, name: str) -> None:
    """To a section by the task list, with the keys a browser has for links."""
    link = page.locator(".tasks a").filter(has_text=name)
    for _ in range(60):
        if link.evaluate("(one) => one === document.activeElement"):
            break
        press(page, "Shift+Tab")
    press(page, "Enter")
    expect(page.get_by_role("heading", name=name)).to_be_focused()


def test_y_n_and_u_answer_the_row_with_the_focus_and_delete_takes_it_back(page: Page) -> None:
    open_form(page)
    section(page, "red_flags")
    row = page.locator("#row-red_flags-rf_saddle_sensation")
    row.locator("input").first.focus()
    for key, reply in (("y", "yes"), ("n", "no"), ("u", "unsure")):
        press(page, key)
        expect(page.locator(f"#red_flags-rf_saddle_sensation-{reply}")).to_be_checked()
    press(page, "Delete")
    expect(row.locator("input:checked")).to_have_count(0)


def test_the_arrows_move_between_rows_and_leave_answers_alone(page: Page) -> None:
    open_form(page)
    section(page, "red_flags")
    page.locator("#red_flags-rf_saddle_sensation-yes").focus()
    press(page, "ArrowDown", "ArrowDown", "ArrowUp")
    expect(page.locator("#red_flags-rf_bladder_retention-yes")).to_be_focused()
    expect(page.locator("#section-red_flags input:checked")).to_have_count(0)


def test_the_keys_of_the_form_do_not_get_in_the_way_of_typing(page: Page) -> None:
    open_form(page)
    page.locator("#patient-name").focus()
    page.keyboard.type("Nyu Nyunt")
    expect(page.locator("#patient-name")).to_have_value("Nyu Nyunt")
    section(page, "goals_and_home")
    page.locator("#goal").focus()
    page.keyboard.type("run any day, up and under")
    expect(page.locator("#goal")).to_have_value("run any day, up and under")


def test_enter_in_a_field_moves_on_and_sends_nothing(page: Page) -> None:
    open_form(page)
    page.locator("#patient-name").press("Enter")
    expect(page.locator("#patient-number")).to_be_focused()


def test_a_question_of_the_panel_puts_the_focus_on_its_answer(page: Page) -> None:
    open_form(page)
    page.locator(".asks a").first.focus()
    press(page, "Enter")
    expect(page.locator("#red_flags-rf_saddle_sensation-yes")).to_be_focused()


def test_the_focus_is_never_hidden_under_the_bar_at_the_foot(page: Page) -> None:
    page.set_viewport_size({"width": 768, "height": 700})
    open_form(page)
    section(page, "red_flags")
    answer(page, "red_flags-rf_saddle_sensation", "no")
    for _ in range(12):
        press(page, "ArrowDown")
        focused = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert focused <= page.evaluate("document.querySelector('.panel').getBoundingClientRect().top")


def test_enter_on_a_box_moves_on_and_sends_nothing(page: Page) -> None:
    open_form(page)
    section(page, "goals_and_home")
    box = page.locator("#equipment-band")
    box.focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Goals and home")).to_be_visible()
    expect(box).not_to_be_focused()
    expect(box).not_to_be_checked()
    expect(page.locator("#row-equipment input:focus")).to_have_count(1)


def test_control_and_enter_lead_on_and_from_the_last_section_to_the_check(page: Page) -> None:
    open_form(page)
    page.locator("#patient-name").focus()
    press(page, "Control+Enter")
    expect(page.get_by_role("heading", name="Pain history")).to_be_focused()
    tell_person(page)
    section(page, "goals_and_home")
    press(page, "Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not complete yet")
