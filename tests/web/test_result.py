from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from clinic.domain.in_words import raised
from clinic.pathway.screen import screen_case
from tests.web.visit import KNOWLEDGE, case, entered, forms_to, parsed, result, sent, text, texts

DISPOSITIONS = [
    ("Emergency", case(red_flags={"rf_saddle_sensation": "yes"})),
    ("Urgent referral", case(red_flags={"rf_fever": "yes"})),
    ("Refer before exercise", case(red_flags={"rf_weight_loss": "yes"})),
    ("Not complete yet", case(red_flags={"rf_saddle_sensation": "unsure"})),
    ("Programme with restrictions", case(conditions={"glaucoma": "yes"})),
    ("Programme", case()),
]


@pytest.mark.parametrize(("headline", "told"), DISPOSITIONS, ids=lambda one: one if isinstance(one, str) else "")
def test_the_result_says_where_the_person_stands_and_that_nobody_signed_it_off(
    client: FlaskClient, headline: str, told: dict[str, Any]
) -> None:
    page = result(client, told)
    assert text(page.one("h1")) == headline
    assert text(page.one(".verdict .unsigned")).startswith("Not signed off")


@pytest.mark.parametrize(("headline", "told"), DISPOSITIONS, ids=lambda one: one if isinstance(one, str) else "")
def test_only_a_result_that_allows_one_leads_to_a_programme(
    client: FlaskClient, headline: str, told: dict[str, Any]
) -> None:
    assert bool(forms_to(result(client, told), "/check/programme")) == headline.startswith("Programme")


@pytest.mark.parametrize("flag", ["rf_saddle_sensation", "rf_fever", "rf_weight_loss"])
def test_a_referral_offers_its_note(client: FlaskClient, flag: str) -> None:
    assert len(forms_to(result(client, case(red_flags={flag: "yes"})), "/check/referral")) == 1


def test_every_reason_names_its_sources_in_full_and_marks_what_is_to_be_checked(client: FlaskClient) -> None:
    page = result(client, case(red_flags={"rf_cancer_history": "yes"}, questions=CANCER))
    cited = {link.value("href")[1:] for link in page.all(".reason .cites a")}
    assert {f"source-{key}" for key in KNOWLEDGE.flags["rf_cancer_history"].sources} <= cited
    listed = {one.get("id") for one in page.all(".sources li")}
    assert cited <= listed
    unverified = {one.get("id") for one in page.all(".sources li") if one.all(".unverified")}
    assert unverified == {id for id in listed if id and not KNOWLEDGE.sources[id.removeprefix("source-")].verified}


CANCER = {"cancer_type": "skin", "cancer_years_ago": 12, "cancer_spread": "no"}


def test_what_rests_on_an_unsure_answer_stands_apart(client: FlaskClient) -> None:
    page = result(client, case(red_flags={"rf_saddle_sensation": "unsure"}))
    assert "Rests on “not sure”" in texts(page, "h2")
    assert "Treat as an emergency unless clarified today." in text(page.one(".verdict"))


def test_what_is_missing_leads_back_to_its_row(client: FlaskClient) -> None:
    told = case()
    del told["red_flags"]["rf_bowel_new"]
    page = result(client, told)
    targets = [form.value("action") for form in page.all("form") if "#row-" in form.value("action")]
    assert targets == ["/check/change#row-red_flags-rf_bowel_new"]


def test_a_limit_names_every_finding_behind_it(client: FlaskClient) -> None:
    page = result(client, case(conditions={"knee_oa": {"left": "yes"}, "hip_oa": {"right": "yes"}}))
    rows = {text(row.one("th")): row for row in page.all(".limit-table tbody tr")}
    impact = text(rows["Impact or fast movement"].all("td")[1])
    assert KNOWLEDGE.conditions["knee_oa"].label in impact
    assert KNOWLEDGE.conditions["hip_oa"].label in impact


def test_a_medical_all_clear_lifts_the_referral_and_stays_named(client: FlaskClient) -> None:
    page = result(client, case(red_flags={"rf_weight_loss": "yes"}))
    (form,) = forms_to(page, "/check/clear")
    after = parsed(sent(client, form, {"on": "12 Nov 2026", "by": "Dr Hall, letter"}))
    assert text(after.one("h1")).startswith("Programme")
    assert texts(after, ".cleared") == ["All-clear of 12 Nov 2026: Dr Hall, letter"]


def test_an_all_clear_that_cannot_be_recorded_is_refused_and_kept(client: FlaskClient) -> None:
    (form,) = forms_to(result(client, case(red_flags={"rf_weight_loss": "yes"})), "/check/clear")
    answer = sent(client, form, {"on": "12 Dec 2026", "by": "Dr Hall"})
    assert answer.status_code == 422
    page = parsed(answer)
    assert text(page.one("h1")) == "Refer before exercise"
    assert entered(forms_to(page, "/check/clear")[0])["by"] == "Dr Hall"
    fault = text(page.one("#on-rf_weight_loss-fault"))
    assert fault == "12 Dec 2026 is later than the assessment on 20 Nov 2026."


def test_an_all_clear_without_its_day_is_told_what_to_give(client: FlaskClient) -> None:
    (form,) = forms_to(result(client, case(red_flags={"rf_weight_loss": "yes"})), "/check/clear")
    page = parsed(sent(client, form, {"on": "", "by": "Dr Hall"}))
    assert text(page.one("#on-rf_weight_loss-fault")) == "Give the day it is dated, such as 12 Nov 2026."


def test_advice_says_for_whom_it_is(client: FlaskClient) -> None:
    unstable, mobile, bleeding = (
        KNOWLEDGE.conditions[id] for id in ("lumbar_instability", "hypermobility", "anticoagulants")
    )
    page = result(client, case(conditions={one.id: "yes" for one in (unstable, mobile, bleeding)}))
    advice = page.one("section[aria-labelledby=advice-title]")
    assert texts(advice, "h3") == ["For you", "Printed on the sheet", "Printed in the stop box of the sheet"]
    first = [text(one.all("li")[0]) for one in advice.all("ul")]
    told = (unstable.advice_clinician[0], mobile.advice[0], bleeding.stop_signs[0])
    assert [said for said, one in zip(first, told, strict=True) if not said.startswith(raised(one)[:30])] == []


def test_what_a_test_result_changes_besides_is_said_to_the_clinician(client: FlaskClient) -> None:
    told = case(tests={"fingertip_floor_cm": 30})
    _, screening = screen_case(told, KNOWLEDGE)
    said = [KNOWLEDGE.effects[id].says_clinician for id in screening.effects if KNOWLEDGE.effects[id].says_clinician]
    assert said
    listed = texts(result(client, told), "section[aria-labelledby=advice-title] li")
    assert [one for one in said if not any(line.startswith(raised(one)[:30]) for line in listed)] == []


def test_what_a_test_result_leaves_out_is_listed_with_its_reason(client: FlaskClient) -> None:
    page = result(client, case(tests={"plank_s": 20}))
    assert text(page.one("h1")) == "Programme with restrictions"
    part = page.one("section[aria-labelledby=left-out-title]")
    assert text(part.all(".line-head")[0]).startswith(KNOWLEDGE.tests["plank_s"].name)
    blocked = {KNOWLEDGE.exercises[id].name for block in KNOWLEDGE.tests["plank_s"].blocks for id in block.exercises}
    assert [name for name in blocked if name not in text(part)] == []


def test_what_restricts_is_not_called_no_limits_while_something_is_open(client: FlaskClient) -> None:
    told = case(tests={"plank_s": 20})
    del told["red_flags"]["rf_bowel_new"]
    assert "So far: programme with restrictions." in text(result(client, told).one(".verdict"))


def test_nothing_sounds_mild_beside_a_possible_emergency(client: FlaskClient) -> None:
    assert "So far" not in text(result(client, case(red_flags={"rf_saddle_sensation": "unsure"})).one(".verdict"))


def test_a_name_that_cannot_be_printed_is_said_before_printing(client: FlaskClient) -> None:
    page = result(client, case(patient={"name": "محمد"}))
    assert [said for said in texts(page, "main > .hint") if "letters of this name" in said] != []
    assert texts(result(client, case(patient={"name": "Amara"})), "main > .hint") == []


def test_what_no_letter_clears_offers_no_place_for_one(client: FlaskClient) -> None:
    assert forms_to(result(client, case(red_flags={"rf_saddle_sensation": "yes"})), "/check/clear") == []


def test_the_person_stands_at_the_top(client: FlaskClient) -> None:
    told = case(patient={"name": "Amara Okafor", "number": "1042"})
    said = text(result(client, told).one(".who"))
    assert "Amara Okafor" in said
    assert "46 years" in said
    assert "no. 1042" in said


def test_nothing_about_the_person_stands_in_an_address(client: FlaskClient) -> None:
    page = result(client, case(patient={"name": "Okafor", "number": "1042"}))
    addresses = [one.value("href") + one.value("action") + one.value("src") for one in page.all("a, form, img, link")]
    assert [address for address in addresses if "Okafor" in address or "1042" in address or "?" in address] == []
