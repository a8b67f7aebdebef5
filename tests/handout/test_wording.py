"""What the sheet says about doses, days and pain."""

from __future__ import annotations

import pytest

from clinic.domain.programme import DAYS, Dose
from clinic.handout import wording
from tests.handout.builders import dose

WALK = dose(sets=1, reps=1, duration_s=600)


def texts(given: Dose, days: tuple[str, ...] = DAYS, phase: int = 2, category: str = "motor_control") -> list[str]:
    return [pill.text for pill in wording.pills(given, days, phase=phase, category=category)]


def test_a_hold_is_given_as_rounds_seconds_and_days() -> None:
    assert texts(dose(hold_s=3)) == ["2 rounds of 10 times", "hold 3 seconds", "every day"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (dose(sets=3, reps=6, per_side=True), "3 rounds of 6 times each side"),
        (dose(sets=1), "10 times"),
        (dose(sets=1, reps=1), "1 round"),
        (dose(sets=2, reps=1, hold_s=20, per_side=True), "2 rounds each side"),
        (dose(sets=2, reps=5, duration_s=10, per_side=True), "2 rounds of 5 times each side"),
        (dose(sets=3, reps=1, duration_s=30, per_side=True), "3 rounds of 30 seconds each side"),
        (WALK, "10 minutes"),
    ],
)
def test_how_much_is_counted_with_the_right_plural(given: Dose, said: str) -> None:
    assert wording.amount(given).text == said


@pytest.mark.parametrize(
    ("given", "phase", "category", "said"),
    [
        (dose(hold_s=1), 2, "motor_control", "hold 1 second"),
        (dose(tempo=(3, 1, 2, 0)), 2, "hip_hinge", "lower slowly, count to 3"),
        (dose(tempo=(3, 0, 3, 0)), 1, "mobility", "slow and steady"),
        (dose(tempo=(2, 0, 2, 0)), 4, "pull", "slow and steady"),
        (dose(tempo=(4, 0, 3, 0)), 1, "breathing", "slow and easy"),
        (dose(tempo=(1, 0, 1, 0)), 5, "power", "quick and smooth"),
        (dose(reps=5, duration_s=10), 1, "directional_flexion", "10 seconds each time"),
        (WALK, 1, "aerobic", "at an easy pace"),
        (dose(sets=3, reps=1, duration_s=30), 4, "carry", "slow and steady"),
        (dose(sets=1, reps=1, duration_s=180), 1, "directional_extension", "just rest"),
    ],
)
def test_the_pace_is_said_in_words(given: Dose, phase: int, category: str, said: str) -> None:
    assert wording.pace(given, phase=phase, category=category).text == said


@pytest.mark.parametrize(
    ("days", "times", "said"),
    [
        (DAYS, 1, "every day"),
        (DAYS, 2, "twice a day every day"),
        (DAYS[:5], 1, "5 days a week"),
        (DAYS[:6], 3, "6 days a week, 3 times a day"),
        (("fri", "mon", "wed"), 1, "Mon, Wed, Fri"),
        (("tue",), 1, "Tue"),
        ((), 1, "every day"),
    ],
)
def test_the_days_are_named_or_counted(days: tuple[str, ...], times: int, said: str) -> None:
    assert wording.when(dose(times_per_day=times), days).text == said


def test_without_planned_days_the_number_of_days_stands() -> None:
    assert wording.when(dose(days_per_week=1), ()).text == "1 day a week"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "1 second"),
        (45, "45 seconds"),
        (60, "1 minute"),
        (90, "90 seconds"),
        (120, "2 minutes"),
        (150, "2 minutes 30 seconds"),
        (0, "0 seconds"),
    ],
)
def test_time_is_said_in_minutes_and_seconds(seconds: int, said: str) -> None:
    assert wording.seconds_in_words(seconds) == said


@pytest.mark.parametrize(("given", "said"), [(dose(), "Rest 30 seconds between rounds."), (dose(sets=1), "")])
def test_rest_is_named_only_between_rounds(given: Dose, said: str) -> None:
    assert wording.rest(given) == said


@pytest.mark.parametrize(
    ("rpe", "hold", "said"),
    [
        (2, None, "This should feel very easy."),
        (4, 5, "This should feel easy. You can still talk."),
        (6, None, "This should feel like some work. Stop while you could still do 4 more."),
        (5, 10, "This should feel like some work. Keep breathing."),
        (8, None, "This should feel hard, but not all you have. Stop while you could still do 2 more."),
    ],
)
def test_effort_is_said_as_a_feeling(rpe: int, hold: int | None, said: str) -> None:
    assert wording.effort(dose(rpe=rpe, hold_s=hold)) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [(dose(), "Do half the rounds."), (dose(sets=1), "Do half as many."), (WALK, "Do half the time.")],
)
def test_on_a_bad_day_the_dose_is_halved_where_nothing_easier_stands(given: Dose, said: str) -> None:
    assert wording.easier_without_rung(given) == said


def test_stop_signs_are_one_line_and_the_urgent_one_stands_alone() -> None:
    signs = ["Sharp back pain", "Chest pain: stop and get help now", "You feel dizzy"]
    assert wording.stop_if(signs) == "Sharp back pain; you feel dizzy. Chest pain: stop and get help now."
    assert wording.stop_if([]) == ""


def test_things_to_have_ready_are_one_phrase() -> None:
    assert (
        wording.equipment_line(["Firm chair", "Towel", "Exercise mat"])
        == "You need: firm chair, towel and exercise mat"
    )
    assert wording.equipment_line([]) == ""


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Lie on your back.", "Lie on your\N{NO-BREAK SPACE}back."),
        ("Relax fully.", "Relax fully."),
        ("Feel it in extraordinarily-long-words.", "Feel it in extraordinarily-long-words."),
    ],
)
def test_no_short_word_stands_alone_on_the_last_line(sentence: str, kept: str) -> None:
    assert wording.unbroken(sentence) == kept
