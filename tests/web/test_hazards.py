"""The hazard log as a page."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from clinic.domain.hazard import sentence_of
from clinic.knowledge.hazards import load_hazards
from tests.web.visit import Element, opened, text, texts

LOG = load_hazards()


@pytest.fixture
def page(client: FlaskClient) -> Element:
    return opened(client, "/hazards")


def test_every_hazard_says_cause_harm_controls_and_what_is_left(page: Element) -> None:
    for one in LOG.hazards:
        rule = page.one(f"#{one.id}")
        assert text(rule.one("h3")) == one.hazard
        assert {one.cause, one.harm, one.residual} <= set(texts(rule, "dd"))
        assert texts(rule, "dl .phrases li") == [control.says for control in one.controls]


def test_every_hazard_says_its_risk_before_and_after(page: Element) -> None:
    for one in LOG.hazards:
        said = text(page.one(f"#{one.id} .rule-action"))
        assert said.startswith(f"Risk: {one.before.word} before, {one.after.word} with the controls")


def test_every_control_names_the_tests_that_show_it(page: Element) -> None:
    for one in LOG.hazards:
        shown = texts(page.one(f"#{one.id} details"), "li")
        tests = [test for control in one.controls for test in control.shown_by]
        assert shown == [f"{sentence_of(test)} {test.partition('::')[0]}" for test in tests]


def test_what_is_open_stands_first_with_what_the_clinic_has_to_do(page: Element) -> None:
    assert texts(page, "#open li") == [f"{one.hazard} {one.why_open}" for one in LOG.open]
    assert [link.value("href") for link in page.all("#open a")] == [f"#{one.id}" for one in LOG.open]
    assert len(page.all(".rule .tag")) == len(LOG.open)


def test_the_page_says_that_it_is_a_self_assessment_and_claims_no_conformity(page: Element) -> None:
    said = text(page.one(".notice"))
    assert "self-assessment" in said
    assert "no conformity with either standard is claimed" in said


def test_the_risk_of_each_severity_and_likelihood_stands_in_a_table(page: Element) -> None:
    rows = [texts(row, "td") for row in page.all("#risks tbody tr")]
    assert rows == [list(words) for words in LOG.scheme.risk.values()]


def test_the_rulebook_leads_to_the_hazards(client: FlaskClient) -> None:
    assert opened(client, "/rulebook").all("main a[href='/hazards']")


def test_the_hazards_take_no_post(client: FlaskClient) -> None:
    assert client.post("/hazards").status_code in (400, 405)
