"""A crowd of clinicians at one served clinic: nothing is locked, nothing fails, and nothing that was kept is lost.

`python -m tests.harness.crowd` lets a few work for some seconds on SQLite and PostgreSQL, --full fifty for a minute.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from flask import Flask

from clinic.knowledge import read_knowledge
from clinic.pathway.plan import begun as begun_programme
from clinic.store import assessments, audit, episodes, patients, people, programmes, tokens
from clinic.store.assessments import State
from clinic.store.audit import Actor
from clinic.store.engine import db
from clinic.store.transactions import Session, reading, writing
from clinic.web.access.roles import Role
from clinic.web.access.tokens import hashed, new_token
from clinic.web.practice import now
from tests.harness.clinician import Clinician
from tests.harness.kill_saves import a_place
from tests.harness.served import DEAF, served
from tests.store.places import POSTGRESQL, SQLITES, Place, ready
from tests.web.people import add_person, clinic_with_people
from tests.web.recorded import PERSON, recorded
from tests.web.visit import TODAY

FEW, SECONDS = 6, 3
MANY, MINUTE = 50, 60
LEAST = 10
"""So much does everybody do, however long it takes."""
SHARED_BY = 5
"""So many clinicians to one shared draft and one shared programme."""
FROM_ONE = 20
"""So many from one device: the server refuses the connections of one that has more than 40 open."""


@dataclass
class Report:
    """What the crowd did, how often somebody else was first, and every fault."""

    done: Counter[str] = field(default_factory=Counter)
    conflicts: int = 0
    kept: int = 0
    faults: list[str] = field(default_factory=list)


def crowd(instance: Path, place: Place, *, clinicians: int, seconds: float, fault: str = "") -> Report:
    """So many clinicians work for so long at a clinic of their own on this database."""
    made = _clinic(instance, place, clinicians)
    said = instance / "said"
    with served(instance, place, fault, said) as port:
        there = [replace(one, port=port) for one in made]
        _all_at_once([threading.Thread(target=_arrive, args=(one,)) for one in there])
        until = time.monotonic() + seconds
        _all_at_once([threading.Thread(target=_work, args=(one, until)) for one in there])
    report = Report(faults=_complaints(said.read_text(encoding="utf-8")))
    for one in there:
        report.done.update(one.done)
        report.conflicts += one.conflicts
        report.kept += len(one.told)
        report.faults += one.faults
    with ready(place), reading() as session:
        report.faults += [*lost(session, there)]
        report.faults += [f"audit entry {one.number}: {one.text}" for one in audit.verify(session)[1]]
    return report


def lost(session: Session, there: list[Clinician]) -> Iterator[str]:
    """Every update that was acknowledged and is not in the records, or that took the place of one nobody saw."""
    bases = Counter((told.record, told.version) for one in there for told in one.told)
    twice = ((base, count) for (_, base), count in bases.items() if count > 1)
    yield from (f"{count} were told that their change of version {base} is kept: lost" for base, count in twice)
    for one in there:
        final = [assessments.get(session, _id(page)) for page in one.final]
        yield from (f"{one.name}: not final" for kept in final if kept is None or kept.state is not State.FINAL)
        own = [told for told in one.told if told.record == one.draft][-1:]
        yield from (f"{one.name}: the own draft is lost" for told in own if _goal(session, told.record) != told.value)
        for draft, count in one.counted.items():
            counts = dict(each.split(":") for each in _goal(session, draft).split())
            if int(counts.get(one.name, "0")) != count:
                yield f"{one.name}: {count} counted and {counts.get(one.name, '0')} kept: lost"
    for programme in {page for one in there for page in one.programmes}:
        changes = sum(told.record == programme for one in there for told in one.told)
        versions = len(programmes.versions(session, _id(programme)))
        if versions != changes + 1:
            yield f"{changes} changes of a programme and {versions} versions: lost"


def _clinic(instance: Path, place: Place, clinicians: int) -> list[Clinician]:
    """People, patients and shared records; nobody has arrived yet."""
    app = clinic_with_people(instance, moment=now, database=place.url)
    shared = [_shared(app, number) for number in range(max(1, clinicians // SHARED_BY))]
    made = []
    for number in range(clinicians):
        account = add_person(app, Role.CLINICIAN, f"Crowd {number}", f"crowd{number}", at=now())
        token, actor = new_token(), Actor(account.id, now())
        with app.app_context(), writing() as session:
            tokens.sign_in(session, actor, hashed(token))
            patient = patients.add(session, actor, replace(PERSON, surname=f"Crowd{number}", number=str(number))).id
        made.append((f"c{number}", token, f"/patients/{patient}"))
    with app.app_context():
        db.engine.dispose()
    drafts, plans = (tuple(one) for one in zip(*shared, strict=True))
    everybody = tuple(patient for _, _, patient in made)
    devices = (f"127.0.0.{1 + number // FROM_ONE}" for number in range(clinicians))
    return [
        Clinician(name, token, 0, patient, everybody, drafts, plans, Random(name), device)  # noqa: S311  # no secrets
        for (name, token, patient), device in zip(made, devices, strict=True)
    ]


def _shared(app: Flask, number: int) -> tuple[str, str]:
    """A draft and a programme that several write in."""
    final = recorded(app, aims=["move_with_control"], measures={"nprs_back_worst": 3})
    with app.app_context(), writing() as session:
        account = people.named(session, "ben")
        assert account
        actor = Actor(account.id, now())
        patient = patients.add(session, actor, replace(PERSON, surname=f"Shared{number}"))
        episode = episodes.opened(session, actor, patient.id, "Back pain", TODAY)
        draft = assessments.begin(session, actor, patient.id, episode.id, TODAY)
        assessment = assessments.get(session, final.assessment)
        assert assessment
        plan = begun_programme(session, actor, read_knowledge(), assessment)
        assert plan
    return f"/assessments/{draft.id}", f"/programmes/{plan.id}"


def _arrive(one: Clinician) -> None:
    try:
        one.arrive()
    except OSError as error:
        one.faults.append(f"the line broke: {error!r}")


def _work(one: Clinician, until: float) -> None:
    """Until the time is over, and on a slow machine until enough is done to say anything."""
    try:
        while (time.monotonic() < until or one.done.total() < LEAST) and len(one.faults) < 20:
            one.act()
    except (OSError, ValueError) as error:
        one.faults.append(f"the line broke: {error!r}")
    finally:
        one.line.close()


def _all_at_once(threads: list[threading.Thread]) -> None:
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def _complaints(said: str) -> list[str]:
    lines = [line for line in said.splitlines() if "locked" in line or "Error" in line]
    return [f"the server said: {line[:200]}" for line in lines]


def _goal(session: Session, page: str) -> str:
    kept = assessments.get(session, _id(page))
    return " ".join(kept.answers["goal"].values) if kept and "goal" in kept.answers else ""


def _id(page: str) -> str:
    return page.rpartition("/")[2]


def main(argv: list[str] | None = None) -> int:
    """Prints what was done and found; the exit status is 0 when nothing was, and the planted fault was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help=f"{MANY} clinicians for {MINUTE} s")
    arguments = parser.parse_args(argv)
    clinicians, seconds = (MANY, MINUTE) if arguments.full else (FEW, SECONDS)
    bad = 0
    for kind, fault, lasting in ((SQLITES[0], "", seconds), (POSTGRESQL, "", seconds), (SQLITES[0], DEAF, SECONDS)):
        with a_place(kind) as place, tempfile.TemporaryDirectory() as folder:
            report = crowd(Path(folder), place, clinicians=clinicians, seconds=lasting, fault=fault)
        bad += not any(one.endswith("lost") for one in report.faults) if fault else len(report.faults)
        did = ", ".join(f"{name} {count}" for name, count in sorted(report.done.items()))
        named = f"planted fault '{fault}'" if fault else kind
        print(f"{named}: {report.kept} kept, {report.conflicts} conflicts ({did}); {len(report.faults)} faults")
        print(*(f"  {one}" for one in report.faults[: 3 if fault else 20]), sep="\n", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
