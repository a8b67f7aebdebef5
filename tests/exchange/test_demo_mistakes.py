"""What is refused in a file of the demo clinic, and in which words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clinic.exchange.demo import FOLDER, DemoError, demo_people
from clinic.knowledge import read_knowledge

KNOWLEDGE = read_knowledge()
TODAY = date(2026, 11, 20)
NAME = "duarte_ferreira_lomas.toml"


def refused(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """The mistakes found in one person's file after these changes of its text."""
    text = (FOLDER / NAME).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(DemoError) as refusal:
        demo_people(KNOWLEDGE, TODAY, folder)
    assert all(file == NAME for file, _ in refusal.value.mistakes)
    return [str(mistake) for _, mistake in refusal.value.mistakes]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("surname =", "surnam =", 'surnam: no field is called "surnam"; did you mean "surname"?'),
        ("age = 38", 'age = "38"', 'age: has to be a number from 0 to 120 (whole numbers), not "38"'),
        ("age = 38", "age = true", "age: has to be a number from 0 to 120 (whole numbers), not true"),
        (
            "02-21",
            "02-29",
            'birthday: has to be a month and a day that every year has, such as "04-17", not "02-29"',
        ),
        (
            "02-21",
            "1988-02-21",
            'birthday: has to be a month and a day that every year has, such as "04-17", not "1988-02-21"',
        ),
        ('sex = "M"', 'sex = "N"', 'sex: has to be "F", "M" or "X", not "N"'),
        ("large_print = false", 'large_print = "no"', 'large_print: has to be "true" or "false"'),
        (
            "days_before = 5\n",
            "days_before = -5\n",
            "visits.1.days_before: has to be a number from 0 to 36500 (whole numbers), not -5",
        ),
        ("days_before = 5\n", "", "visits.1.days_before: is missing: how many days ago it was"),
        (
            '"draft"',
            '"drafted"',
            'visits.1.programme: has to be "issued", "draft" or "waits", not "drafted"; did you mean "draft"?',
        ),
        (
            '"deadlift_barbell"',
            '"deadlift_barbel"',
            'visits.1.wish.exercise.1: no exercise is called "deadlift_barbel"; did you mean "deadlift_barbell"?',
        ),
        (
            "{ days_before = 68 }",
            "{}",
            "visits.1.case.dates.discectomy: has to say days_before or days_after, one of them",
        ),
        (
            'goal = "',
            'assessed_on = "2026-01-01"\ngoal = "',
            "visits.1.case.assessed_on: is worked out, so it is not written here",
        ),
        ("slr_deg", "slr_degs", 'visits.1.case.tests.slr_degs: no test is called "slr_degs"; did you mean "slr_deg"?'),
        (
            "low_back_right",
            "low_back_rigth",
            'visits.1.chart.1.region.1: no region is called "low_back_rigth"; did you mean "low_back_right"?',
        ),
        (
            "intensity = 3",
            "intensity = 11",
            "visits.1.chart.1.intensity: has to be a number from 0 to 10 (whole numbers), not 11",
        ),
        (
            'activity = "Lift a box off the floor", ',
            "",
            "visits.1.case.activities.1.activity: the activity has to stand beside its number",
        ),
        ('"D-1007"', '""', "number: is empty"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, mistake: str) -> None:
    assert mistake in refused(tmp_path, (old, new))


def test_a_no_against_a_date_is_refused_as_in_any_case(tmp_path: Path) -> None:
    (mistake,) = refused(tmp_path, ('post_discectomy_6_12 = "yes"', 'post_discectomy_6_12 = "no"'))
    assert mistake.startswith("visits.1.case.conditions.post_discectomy_6_12: ")


def test_every_mistake_is_found_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, ("age = 38", "age = -1"), ('sex = "M"', 'sex = "N"'), ('"02-21"', '"13-01"'))) == 3


def test_visits_stand_earliest_first(tmp_path: Path) -> None:
    text = (FOLDER / "hana_boruvkova.toml").read_text(encoding="utf-8").replace("days_before = 12", "days_before = 57")
    (tmp_path / "hana_boruvkova.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DemoError, match="earliest first"):
        demo_people(KNOWLEDGE, TODAY, tmp_path)


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "nobody.toml").write_text("surname = ", encoding="utf-8")
    with pytest.raises(DemoError, match=r"nobody\.toml: cannot be read"):
        demo_people(KNOWLEDGE, TODAY, tmp_path)


def test_an_empty_folder_is_no_demo_clinic(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="no file with a person"):
        demo_people(KNOWLEDGE, TODAY, tmp_path)
