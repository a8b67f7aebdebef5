"""The people of the demo clinic: twelve invented ones, whose days are counted from today so that none grows old."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from clinic.domain.knowledge import Knowledge
from clinic.exchange.case_person import LONGEST_NUMBER, SEXES, read_line
from clinic.exchange.demo_days import days_of_visits, read_birth_date
from clinic.exchange.demo_person import DemoPerson, DemoVisit, Standing, Wish
from clinic.exchange.demo_visit import LONGEST_LINE, LONGEST_TEXT, fields_of, read_flag, read_text, read_visit
from clinic.exchange.mistakes import CaseMistake, Mistakes

__all__ = ["DemoError", "DemoPerson", "DemoVisit", "Standing", "Wish", "demo_people"]

FOLDER = Path(__file__).parent / "demo_people"
LINES = ("surname", "given", "number", "telephone", "language", "episode", "story")
FIELDS = (*LINES, "age", "birthday", "sex", "large_print", "alerts", "visits")
LONGEST = {"number": LONGEST_NUMBER, "story": LONGEST_TEXT}


class DemoError(Exception):
    """The people of the demo clinic cannot be used. `mistakes` holds every one that was found, beside its file."""

    def __init__(self, mistakes: Iterable[tuple[str, CaseMistake]]) -> None:
        self.mistakes = tuple(mistakes)
        count = len(self.mistakes)
        head = f"The people of the demo clinic have {count} mistake{'' if count == 1 else 's'}. Mend the named files:"
        super().__init__("\n".join([head, *(f"  {file}: {mistake}" for file, mistake in self.mistakes)]))


def demo_people(knowledge: Knowledge, today: date, folder: Path = FOLDER) -> tuple[DemoPerson, ...]:
    """Everyone of the demo clinic as of a day, in the order of their numbers.

    Raises DemoError with the mistakes of every file at once.
    """
    people: list[DemoPerson] = []
    wrong: list[tuple[str, CaseMistake]] = []
    for path in sorted(folder.glob("*.toml")):
        mistakes = Mistakes()
        person = _read_person(path.stem, _tables(path, mistakes), knowledge, today, mistakes)
        wrong += [(path.name, mistake) for mistake in mistakes.found]
        people += [person] if person else []
    if not people and not wrong:
        wrong.append((folder.name, CaseMistake((), "no file with a person is here")))
    if wrong:
        raise DemoError(wrong)
    return tuple(sorted(people, key=lambda one: one.number))


def _tables(path: Path, mistakes: Mistakes) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        mistakes.wrong((), "cannot be read: {error}", error=str(error))
        return {}


def _read_person(
    id: str, raw: Mapping[str, object], knowledge: Knowledge, today: date, mistakes: Mistakes
) -> DemoPerson | None:
    if mistakes.found:
        return None
    fields = fields_of(raw, (), FIELDS, FIELDS, mistakes)
    visits = mistakes.list(fields.get("visits", []), ("visits",))
    days = days_of_visits(visits, today, mistakes)
    if not days:
        return None
    told = {name: read_text(fields[name], (name,), mistakes, longest=LONGEST.get(name, LONGEST_LINE)) for name in LINES}
    sex = str(fields["sex"])
    if sex not in SEXES:
        mistakes.not_one_of(("sex",), fields["sex"], SEXES)
    born = read_birth_date(fields["birthday"], fields["age"], days[0], mistakes)
    large_print = read_flag(fields["large_print"], ("large_print",), mistakes)
    alerts = read_line(fields["alerts"], ("alerts",), LONGEST_TEXT, mistakes)
    if born is None or mistakes.found:
        return None
    name = f"{told['given']} {told['surname']}"
    patient = {"birth_date": born, "sex": sex, "name": name, "number": told["number"]}
    seen = [
        read_visit(visit, ("visits", str(number)), patient, on, knowledge=knowledge, today=today, mistakes=mistakes)
        for number, (visit, on) in enumerate(zip(visits, days, strict=True), start=1)
    ]
    return DemoPerson(
        id=id,
        birth_date=born,
        sex=sex,
        large_print=large_print,
        alerts=alerts,
        visits=tuple(visit for visit in seen if visit),
        **told,
    )
