from __future__ import annotations

import pytest

from tests.harness.full_clinic import addresses, full_clinic, rules
from tests.harness.fuzz_posts import Ground, Report, fuzzed, ground_of
from tests.harness.planted import plant_forms

FORMS = 152


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    app = full_clinic(tmp_path_factory.mktemp("clinic"))
    plant_forms(app)
    return ground_of(app)


@pytest.fixture(scope="module")
def report(ground: Ground) -> Report:
    return fuzzed(ground, FORMS)


def is_planted(fault: str) -> bool:
    return "/planted/" in fault


def test_no_form_makes_a_view_fail_and_what_was_typed_comes_back(report: Report) -> None:
    assert [fault for fault in report.faults if not is_planted(fault)] == []


def test_every_route_is_sent_to(ground: Ground, report: Report) -> None:
    assert {rule.endpoint for rule in rules(ground.app, "POST")} - set(report.routes) == set()


def test_refused_forms_are_compared_and_others_are_acted_upon(report: Report) -> None:
    assert report.compared > FORMS // 20
    assert {200, 303, 403, 422} <= set(report.statuses)


def test_every_route_has_an_address_in_this_clinic(ground: Ground) -> None:
    assert [
        rule.rule for method in ("GET", "POST") for rule in rules(ground.app, method) if not addresses(ground.app, rule)
    ] == []


def test_a_view_that_raises_and_a_form_that_forgets_are_seen(ground: Ground) -> None:
    faults = fuzzed(ground, 48, only="planted.").faults
    assert any("/planted/raises: 500: ValueError" in fault for fault in faults)
    assert any("/planted/forgets: forgotten holds" in fault for fault in faults)


def test_the_same_seed_sends_the_same_forms(ground: Ground) -> None:
    once, again = (fuzzed(ground, 16, only="planted.") for _ in range(2))
    assert (once.faults, once.statuses) == (again.faults, again.statuses)
