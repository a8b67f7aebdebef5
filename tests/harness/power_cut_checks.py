"""What has to be on a disk after a power cut during saves, a first start, an upgrade and backups; faults in words.

What begins with "lost:" was acknowledged and is not there; everything else is not whole. Each state is opened by the
application itself, as its next start does it, which has to read everything back and to go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from clinic.settings import SettingsError, secret_key
from clinic.store import audit, patients
from clinic.store.backup import Summary
from clinic.store.errors import StoreError
from clinic.store.migrate import newest
from clinic.store.rows.audit import AuditRow
from clinic.store.soundness import look_over
from clinic.store.transactions import reading, writing
from clinic.store.upgrade import FOLDER, upgrade
from tests.harness.crashes import State
from tests.harness.disk_names import laid_out
from tests.harness.kill_saves import Saved, is_kept
from tests.harness.power_cut_work import AT, OLDER, UPGRADED, Met, Recording, clinic_in, dumped, module_of
from tests.store.places import Place, ready
from tests.store.records import visit


def saves_kept(place: Path, driver: str, _: Recording, state: State) -> list[str]:
    """What is wrong with a clinic at work, or at its first start."""
    return started(clinic_in(place, driver), state.acknowledged)


def started(place: Place, acknowledged: Iterable[Any]) -> list[str]:
    """What is wrong once the application has started on whatever is there, and once it has gone on."""
    module: Any = module_of(place.driver)
    try:
        secret_key(place.file.parent)
        upgrade(place.file.parent, "", AT, driver=place.driver)
        with ready(place):
            with reading() as session:
                found = list(lost(session, acknowledged))
            with writing() as session:
                visit(session, "Hopper")
            with reading() as session:
                found += whole(session)
    except (StoreError, SettingsError, SQLAlchemyError, module.Error) as error:
        return [f"the next start ends with {type(error).__name__}: {error}"]
    return found


def whole(session: Session) -> Iterator[str]:
    """What is wrong with an open database: its pages, its references, its audit trail."""
    connection = session.connection()
    yield from (one for one in connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars() if one != "ok")
    yield from (f"a row of {one[0]} refers to none" for one in connection.exec_driver_sql("PRAGMA foreign_key_check"))
    yield from (f"audit entry {one.number}: {one.text}" for one in audit.verify(session)[1])


def lost(session: Session, acknowledged: Iterable[Any]) -> Iterator[str]:
    """Everything acknowledged that is not there as it was, or not in the audit trail."""
    noted = {(row.object_id, row.detail) for row in session.execute(select(AuditRow.object_id, AuditRow.detail))}
    told = list(acknowledged)
    last = {one.id: one for one in told if isinstance(one, Saved)}  # a later version stands for those before it
    yield from (f"lost: {one}" for one in last.values() if not is_kept(session, one))
    for one in told:
        if isinstance(one, Met) and patients.get(session, one.id) is None:
            yield f"lost: {one}"
        if isinstance(one, Saved) and (one.id, one.noted) not in noted:
            yield f"lost: the audit entry of {one}"


def upgraded(place: Path, driver: str, made: Recording, state: State) -> list[str]:
    """What is wrong after an upgrade: the database is the old or the new one, and its backup is the old one."""
    if not clinic_in(place, driver).file.exists():
        return ["lost: the database"]
    with laid_out(state.files, place.with_name("looked at")) as aside:  # looking mends: the start is to do that itself
        found = old_or_new(clinic_in(aside, driver), made.begun, state)
    return found or started(clinic_in(place, driver), state.acknowledged)


def old_or_new(place: Place, was: tuple[str, ...], state: State) -> list[str]:
    """What is wrong with an upgraded database and its backup; `was` is what it held before."""
    module, file = module_of(place.driver), place.file
    found = recovered(file, module)
    now, done = look_over(file, module), UPGRADED in state.acknowledged
    found += now.faults
    if found:
        return found
    if now.schema not in ((newest(),) if done else (OLDER, newest())):
        return [f"lost: the schema is '{now.schema}'"]
    if now.schema == OLDER and dumped(file) != was:
        found.append("lost: something of the database, which is the old one")
    kept = [path for path in (file.parent / FOLDER).glob("before-upgrade-*") if path.suffix == ".sqlite3"]
    if now.schema == newest() and not kept:
        found.append("lost: the backup")
    for one in kept:
        if faults := recovered(one, module):
            return faults
        found += [] if dumped(one) == was else ["lost: something of the backup"]
        rows = look_over(one, module).rows
        found += [f"lost: {rows[name] - count} rows of {name}" for name, count in now.rows.items()
                  if count < rows.get(name, 0)]  # fmt: skip  # one thought
    return found


def backed_up(place: Path, driver: str, _: Recording, state: State) -> list[str]:
    """What is wrong with a clinic's database or its backups; a backup that is there is whole, told of or not."""
    module = module_of(driver)
    found = started(clinic_in(place, driver), state.acknowledged)
    told = {one.file.name: one for one in state.acknowledged if isinstance(one, Summary)}
    there = {file.name: file for file in clinic_in(place, driver).file.parent.glob(f"{FOLDER}/[!.]*")}
    found += [f"lost: the backup {name}" for name in told if name not in there]
    for name, file in there.items():
        held = look_over(file, module)
        found += held.faults or ([] if held.schema == newest() else [f"the backup {name} is empty"])
        if name in told and (held.rows, held.last_hash) != (told[name].rows, told[name].last_hash):
            found.append(f"lost: something of the backup {name}")
    return found


def recovered(file: Path, module: Any) -> list[str]:
    """Opens a database as SQLite does, which mends it; what cannot be mended."""
    try:
        with closing(module.connect(str(file), isolation_level=None)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()  # so that it can be read without its log
            told = [one for (one,) in connection.execute("PRAGMA integrity_check(3)") if one != "ok"]
    except module.Error as error:
        return [f"{file.name}: {error}"]
    return told
