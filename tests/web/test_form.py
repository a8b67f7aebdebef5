from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from clinic.domain.scales import AskedBy
from tests.web.visit import KNOWLEDGE, LAYOUT, opened, text, texts


def test_the_sections_stand_in_the_order_of_the_knowledge(client: FlaskClient) -> None:
    titles = texts(opened(client, "/check"), "form#check section > h2")
    assert titles == ["Person", *(section.label for section in KNOWLEDGE.sections)]


def test_everything_that_can_be_asked_has_a_field_and_nothing_else_has(client: FlaskClient) -> None:
    names = {one.get("name") for one in opened(client, "/check").all("form#check input, form#check select")}
    listed = {id for section in KNOWLEDGE.sections for id in (*section.red_flags, *section.conditions)}
    asked = {
        f"{table}-{one.id}"
        for table, items in (("red_flags", KNOWLEDGE.flags), ("conditions", KNOWLEDGE.conditions))
        for one in items.values()
        if one.id in listed
    }
    on_form = {name.removesuffix("-left").removesuffix("-right") for name in names if name and "qualifier" not in name}
    assert {name for name in on_form if name.startswith(("red_flags-", "conditions-"))} == asked
    system = [flag.id for flag in KNOWLEDGE.flags.values() if flag.asked_by is AskedBy.SYSTEM]
    assert [id for id in system if f"red_flags-{id}" in on_form] == []


def test_no_answer_stands_before_anybody_gave_it(client: FlaskClient) -> None:
    assert opened(client, "/check").all("form#check input:checked, form#check input[checked]") == []


def test_the_cauda_equina_questions_are_answered_one_by_one(client: FlaskClient) -> None:
    page = opened(client, "/check")
    offered = {box.get("value") for box in page.all("input[name=asked_all_no]")}
    assert "cauda_equina" not in offered
    assert offered == {group.id for group in KNOWLEDGE.groups.values() if group.all_no_allowed}


def test_the_tick_for_a_whole_group_says_what_holds_beside_a_yes_too(client: FlaskClient) -> None:
    page = opened(client, "/check")
    label = page.one("label[for=asked_all_no-disc]")
    assert text(label) == "Asked: no, except what is marked: Disc and nerve root"


def test_a_number_says_its_unit_range_and_step(client: FlaskClient) -> None:
    (hint,) = texts(opened(client, "/check"), "#hint-tests-slr_deg")
    assert hint == "degrees at onset of leg symptoms, 0 to 120"


def test_a_question_that_depends_on_another_waits_out_of_sight(client: FlaskClient) -> None:
    page = opened(client, "/check")
    assert page.one("#row-questions-cancer_type").get("hidden") is not None
    assert page.one("#row-red_flags-rf_cancer_history").get("hidden") is None


def test_a_follow_up_stands_right_below_what_brings_it() -> None:
    rows = [item.id for item in LAYOUT.sections[1].items]
    place = rows.index("rf_cancer_history")
    assert rows[place + 1 : place + 4] == ["cancer_type", "cancer_years_ago", "cancer_spread"]


def test_what_the_clinician_finds_out_is_marked_and_not_worded_as_a_question(client: FlaskClient) -> None:
    row = opened(client, "/check").one("#row-questions-temperature_c")
    assert texts(row, ".tag") == ["clinician"]
    assert text(row.one(".wording")) == "Temperature"


def test_equipment_that_every_home_has_is_not_asked(client: FlaskClient) -> None:
    offered = {box.get("value") for box in opened(client, "/check").all("input[name=equipment]")}
    assert offered == {one.id for one in KNOWLEDGE.equipment.values() if not one.home}


def test_every_control_has_a_name_of_its_own_to_be_called_by(client: FlaskClient) -> None:
    page = opened(client, "/check")
    ids = [one.get("id") for one in page.all("[id]")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in page.all("label[for]")}
    unnamed = [
        field.get("id")
        for field in page.all("form#check input:not([type=hidden]), form#check select")
        if field.get("id") not in labelled and not field.get("aria-labelledby") and field.parent().tag != "label"
    ]
    assert unnamed == []


@pytest.mark.parametrize("attribute", ["aria-labelledby", "aria-describedby"])
def test_every_label_and_description_that_is_pointed_at_is_there(client: FlaskClient, attribute: str) -> None:
    page = opened(client, "/check")
    ids = {one.get("id") for one in page.all("[id]")}
    pointed = {id for one in page.all(f"[{attribute}]") for id in one.value(attribute).split()}
    assert pointed - ids == set()
