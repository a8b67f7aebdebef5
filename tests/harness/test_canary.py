from __future__ import annotations

import pytest
from flask import Flask

from tests.harness.canary import Seen, looked_at, page_faults, unfilled
from tests.harness.marked_clinic import NOT_WORDS, Marked, columns_of_text, columns_with_marks, marked, marked_clinic
from tests.harness.planted import plant_template
from tests.web.people import clinic_with_people


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    folder = tmp_path_factory.mktemp("clinic")
    app: Flask = clinic_with_people(folder)
    plant_template(app)
    return marked_clinic(folder, app)


@pytest.fixture(scope="module")
def seen(clinic: Marked) -> Seen:
    return looked_at(clinic)


def test_markup_in_a_record_stays_text_on_every_page_and_in_every_pdf(seen: Seen) -> None:
    assert [fault for fault in seen.faults if not fault.startswith("/planted:")] == []
    assert seen.pdfs >= 4


def test_a_page_that_takes_words_for_markup_is_seen(seen: Seen) -> None:
    assert any(fault == "/planted: an element <b> is made of a mark" for fault in seen.faults)


def test_every_column_of_text_holds_a_mark_or_is_known_to_hold_nobodys_words(clinic: Marked) -> None:
    assert unfilled(clinic.app) == []


def test_no_column_is_excused_that_holds_words(clinic: Marked) -> None:
    filled = columns_with_marks(clinic.app)
    excused = {column for columns in NOT_WORDS.values() for column in columns}
    assert excused & filled == set()
    there = set(columns_of_text()) | {f"*.{column.partition('.')[2]}" for column in columns_of_text()}
    assert excused - there == set()


@pytest.mark.parametrize("exact", [True, False])
def test_each_way_for_markup_to_act_is_told_apart(exact: bool) -> None:
    mark = marked("here")
    escaped = mark.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    twice = escaped.replace("&lt;", "&amp;lt;")
    long = " " * 60_000
    page = "<!doctype html><title>t</title><p{}>{}</p>" + long
    assert page_faults(page.format("", escaped), exact=exact) == []
    assert page_faults(page.format(f' title="{escaped}"', ""), exact=exact) == []
    assert "an element <b> is made of a mark" in page_faults(page.format("", mark), exact=exact)
    assert page_faults(page.format(f' title="{mark}"', ""), exact=exact) != []
    assert page_faults(page.format("", twice), exact=exact) == ["a mark is escaped twice"]
