"""Every word of the printed programme that is not clinical knowledge: pure functions that return finished sentences.

Sentences are for people in pain: short words, one thought each, a reading grade of 6 or below, and no promise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clinic.domain.in_words import day_in_words, ended, raised
from clinic.domain.pain_bands import STRONGEST
from clinic.domain.programme import DAYS, Dose
from clinic.domain.scales import Mode

DAY_NAMES = dict(zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
LISTED_DAYS = 4  # more days than these are counted, not named: the diary shows which they are
SLOW_LOWERING_S = 3
QUICK_S = 1
LONE_WORD = 14  # a longer last word fills enough of its line
TITLE = "Your back programme"
STOP_HEADING = "When to stop"
PAIN_HEADING = "How much pain is all right?"
PAIN_COLUMNS = ("While you move", "Next morning", "What to do")
START, FINISH, HOLD, STILL = "Start", "Finish", "Hold", "Position"
WATCH_FOR, STOP_IF, EASIER = "Watch for", "Stop if", "Easier"
DIARY_HEADING = "Tick each day"
DIARY_HINT = "Tick a white box when you have done it. Grey boxes are rest days."
PAIN_ROW, MORNING_ROW = "Pain today, 0 to 10", "Next morning"
MORNING_KEY = "B better, S same, W worse"
NOTES_HEADING = "My questions and notes"
KNOW_HEADING = "Good to know"
NAME_LINE, NUMBER_LINE, GOAL_LINE = "Name:", "Number:", "Your goal:"
INVENTED = "Demonstration: invented people"


@dataclass(frozen=True)
class Pill:
    """One part of a dose; `strong` is the part to remember."""

    strong: str
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The whole pill in one line."""
        return " ".join(part for part in (self.before, self.strong, self.after) if part)


UNCOUNTED_PACE = {"aerobic": Pill("easy pace", before="at an"), "carry": Pill("slow and steady")}
"""The pace of an exercise that is timed in one go, by its category; the others are lying or resting."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 round, 2 rounds."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def seconds_in_words(seconds: int) -> str:
    """A time span: 45 seconds, 1 minute, 10 minutes, 1 minute 30 seconds."""
    minutes, rest = divmod(seconds, 60)
    if seconds <= 90 and rest:
        return counted(seconds, "second")
    return " ".join(
        part
        for part in (
            counted(minutes, "minute") if minutes else "",
            counted(rest, "second") if rest or not minutes else "",
        )
        if part
    )


def mode_of(dose: Dose) -> Mode:
    """Held, timed or counted."""
    if dose.duration_s is not None:
        return Mode.DURATION
    return Mode.HOLD if dose.hold_s is not None else Mode.REPETITIONS


def pills(dose: Dose, days: Sequence[str], *, phase: int, category: str) -> tuple[Pill, ...]:
    """The dose as three pills: how much, at which pace, on which days."""
    return (amount(dose), pace(dose, phase=phase, category=category), when(dose, days))


def amount(dose: Dose) -> Pill:
    """How much: 2 rounds of 10 times each side; 10 times; 3 rounds of 30 seconds; 2 rounds."""
    sides = " each side" if dose.per_side else ""
    rounds = counted(dose.sets, "round")
    if dose.reps == 1 and mode_of(dose) is not Mode.DURATION:
        return Pill(f"{rounds}{sides}")
    each = seconds_in_words(dose.duration_s or 0) if dose.reps == 1 else f"{dose.reps} times"
    return Pill(f"{each}{sides}", before=f"{rounds} of" if dose.sets > 1 else "")


def pace(dose: Dose, *, phase: int, category: str) -> Pill:
    """At which pace: hold 3 seconds; 20 seconds each time; lower slowly, count to 3; slow and steady."""
    mode = mode_of(dose)
    if mode is Mode.HOLD:
        return Pill(seconds_in_words(dose.hold_s or 0), before="hold")
    if mode is Mode.DURATION:
        if dose.reps > 1:
            return Pill(seconds_in_words(dose.duration_s or 0), after="each time")
        return UNCOUNTED_PACE.get(category, Pill("just rest"))
    return Pill(tempo_in_words(dose, phase=phase, category=category))


def tempo_in_words(dose: Dose, *, phase: int, category: str) -> str:
    """How fast a counted movement goes. A lowering of 3 seconds or more is named from phase 2 on."""
    if category == "breathing":
        return "slow and easy"
    if dose.tempo is not None and max(dose.tempo) <= QUICK_S:
        return "quick and smooth"
    if dose.tempo is not None and dose.tempo[0] >= SLOW_LOWERING_S and phase >= 2:
        return f"lower slowly, count to {dose.tempo[0]:.0f}"
    return "slow and steady"


def when(dose: Dose, days: Sequence[str]) -> Pill:
    """On which days: every day; Mon, Wed, Fri; 5 days a week; every day, twice."""
    number = len(days) or dose.days_per_week
    often = {1: "", 2: "twice a day"}.get(dose.times_per_day, f"{dose.times_per_day} times a day")
    if number == len(DAYS):
        return Pill(often or "every day", after="every day" if often else "")
    if days and number <= LISTED_DAYS:
        named = ", ".join(DAY_NAMES[day] for day in DAYS if day in days)
        return Pill(named, after=often)
    return Pill(counted(number, "day"), after=f"a week, {often}" if often else "a week")


def rest(dose: Dose) -> str:
    """How long to rest between rounds; empty where there is nothing to rest between."""
    if dose.sets == 1 or not dose.rest_s:
        return ""
    return f"Rest {seconds_in_words(dose.rest_s)} between rounds."


def effort(dose: Dose) -> str:
    """How hard it may feel, from the ceiling of 10: words for everyone, repetitions left from 5 on."""
    if dose.rpe <= 2:
        return "This should feel very easy."
    if dose.rpe <= 4:
        return "This should feel easy. You can still talk."
    feel = "like some work" if dose.rpe <= 6 else "hard, but not all you have"
    if mode_of(dose) is Mode.REPETITIONS:
        return f"This should feel {feel}. Stop while you could still do {10 - dose.rpe} more."
    return f"This should feel {feel}. Keep breathing."


def easier_without_rung(dose: Dose) -> str:
    """What to do on a bad day where no easier exercise stands below."""
    if dose.sets > 1:
        return "Do half the rounds."
    return "Do half the time." if mode_of(dose) is Mode.DURATION and dose.reps == 1 else "Do half as many."


def lowered(text: str) -> str:
    """A sentence put inside another: its first letter small."""
    return text[:1].lower() + text[1:]


def joined(parts: Sequence[str]) -> str:
    """Things in a row: a chair, a towel and a band."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part) if parts else ""


def equipment_line(labels: Sequence[str]) -> str:
    """What to have ready; empty when nothing is needed."""
    return f"You need: {joined([lowered(label) for label in labels])}" if labels else ""


def minutes_line(minutes: int) -> str:
    """How long a day takes."""
    return counted(minutes, "minute")


def call_line(telephone: str) -> str:
    """Whom to ask; empty when the clinic has given no telephone number."""
    return "Not sure? Call us:" if telephone else "Not sure? Ask us before you go on."


def bring_back(review_by: date) -> str:
    """What to do with the diary."""
    return f"Please bring this sheet with you on {day_in_words(review_by)}. It helps us choose your next step."


def week_heading(week: int, weeks: int) -> str:
    """The heading over the seven days of one week."""
    return f"Week {week}" if weeks > 1 else "This week"


def pain_range(low: int, next_low: int | None, *, spreads: bool) -> str:
    """One band of the pain guide, 0-10: 3 to 5; 6 or more; 2."""
    highest = STRONGEST if next_low is None else next_low - 1
    band = f"{low} or more" if next_low is None else f"{low} to {highest}"
    band = str(low) if low == highest else band
    return f"{band}, or pain spreads down the leg" if spreads else band


def rise_range(low: int, next_low: int | None) -> str:
    """How the next morning compares with usual in one band of the pain guide, in points of 0-10."""
    if not low:
        return "as usual"
    if next_low is None:
        return f"{low} or more points worse"
    highest = next_low - 1
    return f"{counted(low, 'point') if low == highest else f'{low} to {highest} points'} worse"


def stop_if(signs: Sequence[str]) -> str:
    """The stop signs of one exercise in one line; those that say themselves what to do come last, each on its own."""
    plain = [lowered(sign) for sign in signs if ": " not in sign]
    urgent = [ended(sign) for sign in signs if ": " in sign]
    return " ".join(part for part in (ended(raised("; ".join(plain))) if plain else "", *urgent) if part)


def picture_alt(name: str, caption: str, shows: str) -> str:
    """What a picture shows, for people who hear the sheet."""
    return f"{name}, {lowered(caption)}: {ended(shows)}" if shows else f"{name}, {lowered(caption)}."


def unbroken(text: str) -> str:
    """A sentence whose last two words stay together, so that no line holds one word alone."""
    head, space, last = text.rpartition(" ")
    return f"{head}\N{NO-BREAK SPACE}{last}" if space and len(last) <= LONE_WORD and " " in head else text
