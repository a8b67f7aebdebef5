"""A clinic with a record of every kind, the addresses of all its pages, and the way back to how it was."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from sqlalchemy import select, text
from werkzeug.routing import Rule

from clinic.store.audit import Actor
from clinic.store.engine import DATABASE_FILE, db
from clinic.store.rows import Row
from clinic.store.rows.assessments import AssessmentRow
from clinic.store.rows.patients import PatientRow
from clinic.store.rows.people import AccountRow
from clinic.store.rows.programmes import HandoutRow, ProgrammeRow
from clinic.store.transactions import reading, writing
from clinic.web.access.roles import Role
from tests.web.access.objects import draft, sheet
from tests.web.access.table import PARTS, PARTS_OF
from tests.web.people import NOW, account_of, add_person, clinic_with_people
from tests.web.recorded import ACHE, recorded

RECORDS: dict[str, type[Row]] = {
    "/patients/<": PatientRow,
    "/assessments/<": AssessmentRow,
    "/programmes/<": ProgrammeRow,
    "/sheets/<": HandoutRow,
    "/people/<": AccountRow,
}
"""What the first placeholder of a route stands for."""
CHOICE = re.compile(r"<any\(([^)]*)\):\w+>")
PLACE = re.compile(r"<(?:[^:<>]+:)?(\w+)>")


def full_clinic(instance: Path) -> Flask:
    """Records of every kind, made by the clinician: a draft, final assessments with a programme, an issued sheet, a
    referral, a person with two assessments."""
    app = clinic_with_people(instance)
    add_person(app, Role.CLINICIAN, "Dora Reyes", "dora", "PH100009")
    actor = Actor(account_of(app, Role.CLINICIAN).id, NOW)
    with app.app_context(), writing() as session:
        draft(session, actor)
        sheet(session, actor)
    recorded(app, **ACHE, red_flags={"rf_weight_loss": "yes"})
    recorded(app, patient=recorded(app, **ACHE, conditions={"disc_herniation_no_radiculopathy": "yes"}).patient, **ACHE)
    return app


def snapshot(app: Flask, instance: Path) -> Path:
    """A copy of the database as it is now."""
    kept = instance / "as_it_was"
    with app.app_context():
        with db.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    shutil.copyfile(instance / DATABASE_FILE, kept)
    return kept


def restore(app: Flask, instance: Path, kept: Path) -> None:
    """The database is as it was when it was copied."""
    with app.app_context():
        db.engine.dispose()
    for ending in ("-wal", "-shm", "-journal"):
        (instance / f"{DATABASE_FILE}{ending}").unlink(missing_ok=True)
    shutil.copyfile(kept, instance / DATABASE_FILE)


def ids_of(app: Flask, rule: str) -> list[str]:
    """The id of every record that the first placeholder of a route may stand for, in the order they were made."""
    kind = next((table for begin, table in RECORDS.items() if rule.startswith(begin)), None)
    if kind is None:
        return []
    with app.app_context(), reading() as session:
        return list(session.scalars(select(kind.__table__.c.id).order_by(text("rowid"))))


def addresses(app: Flask, rule: Rule, *, most: int = 99) -> list[str]:
    """Every address of a route in this clinic, `most` of its records each; none when nothing is known of a placeholder,
    which a new kind of record is told in RECORDS and any other in the table of who is answered what."""
    written = rule.rule
    ids = ids_of(app, written)[:most]
    found = [PLACE.sub(id, written, count=1) for id in ids] if ids else [written]
    found = [spelt for one in found for spelt in _choices(one)]
    for name, value in {**PARTS, **PARTS_OF.get(written, {})}.items():
        found = [re.sub(rf"<(?:[^:<>]+:)?{name}>", value, one) for one in found]
    return [one for one in found if "<" not in one]


def _choices(address: str) -> Iterator[str]:
    offered = CHOICE.search(address)
    if offered is None:
        yield address
        return
    for choice in offered[1].split(","):
        yield address.replace(offered[0], choice.strip(" \"'"))


def rules(app: Flask, method: str) -> list[Rule]:
    """The routes that answer to a method, in order, without those that hand out files of the program."""
    there = (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))
    return sorted((rule for rule in there if not rule.endpoint.endswith("static")), key=str)
