"""What has to be on a disk after a power cut, for each work of power_cut_work; every fault in words.

What begins with "lost:" was acknowledged and is not there; everything else is not whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from clinic.store.backup import Summary
from clinic.store.migrate import newest
from clinic.store.rows.audit import AuditRow
from clinic.store.soundness import differing, look_over
from clinic.store.transactions import writing
from clinic.store.upgrade import FOLDER, upgrade
from tests.harness.crashes import State
from tests.harness.kill_saves import Saved, is_kept
from tests.harness.power_cut_work import AT, OLDER, STARTED, UPGRADED, Recording, module_of
from tests.store.places import ready, sqlite_in
from tests.store.records import visit


def saves_kept(place: Path, driver: str, _: Recording, state: State) -> list[str]:
    """What is wrong with the database of a clinic at work."""
    file, module = place / "clinic.sqlite3", module_of(driver)
    asked = [one for one in state.acknowledged if isinstance(one, Saved)]
    if STARTED not in state.acknowledged and "clinic.sqlite3" not in state.files:
        return [f"lost: {one}" for one in asked]
    found = recovered(file, module) or list(look_over(file, module).faults)
    if found:
        return found
    with looking(file, module) as session:
        if STARTED in state.acknowledged or asked:
            noted = {
                (row.object_id, row.detail) for row in session.execute(select(AuditRow.object_id, AuditRow.detail))
            }
            last = {one.id: one for one in asked}.values()  # a later version stands for those before it
            found += [f"lost: {one}" for one in last if not is_kept(session, one)]
            found += [f"lost: the audit entry of {one}" for one in asked if (one.id, one.noted) not in noted]
    return found


def started(place: Path, driver: str, made: Recording, state: State) -> list[str]:
    """What is wrong after a first start: the database is empty or whole, and the next start goes on with it."""
    found = saves_kept(place, driver, made, state)
    schema = (
        look_over(place / "clinic.sqlite3", module_of(driver)).schema if (place / "clinic.sqlite3").exists() else ""
    )
    if STARTED in state.acknowledged and schema != newest():
        return [*found, f"lost: the schema is '{schema}'"]
    if not found and schema not in ("", newest()):
        found = [f"the schema is '{schema}'"]
    return found or goes_on(place, driver)


def upgraded(place: Path, driver: str, made: Recording, state: State) -> list[str]:
    """What is wrong after an upgrade: the database is the old or the new one, and its backup is the old one."""
    module, file = module_of(driver), place / "clinic.sqlite3"
    if not file.exists():
        return ["lost: the database"]
    found = recovered(file, module)
    now, done = look_over(file, module), UPGRADED in state.acknowledged
    found += now.faults
    allowed = (newest(),) if done else (OLDER, newest())
    if not found and now.schema not in allowed:
        found.append(f"lost: the schema is '{now.schema}', expected one of {allowed}")
    kept = [path for path in (place / FOLDER).glob("before-upgrade-*") if path.suffix == ".sqlite3"]
    if (done or now.schema == newest()) and not kept:
        found.append("lost: the backup")
    for one in kept:
        old = look_over(one, module)
        found += old.faults or ([] if old.schema == OLDER else [f"the backup has the schema '{old.schema}'"])
        found += [] if done or found else [f"lost: {text}" for text in differing(old.rows, now.rows)]
    return found or saves_kept(place, driver, made, state) or goes_on(place, driver)


def backed_up(place: Path, driver: str, made: Recording, state: State) -> list[str]:
    """What is wrong with a clinic's database or its backups; a backup that is there is whole, told of or not."""
    module = module_of(driver)
    found = saves_kept(place, driver, made, state)
    told = {one.file.name: one for one in state.acknowledged if isinstance(one, Summary)}
    there = {Path(name).name: place / name for name in state.files if Path(name).parent.name == FOLDER}
    found += [f"lost: the backup {name}" for name in told if name not in there]
    for name, file in there.items():
        if not name.startswith("."):
            held = look_over(file, module)
            found += held.faults or ([] if held.schema == newest() else [f"the backup {name} is empty"])
            if name in told and held.entries != told[name].entries:
                found.append(f"lost: {told[name].entries - held.entries} entries of the backup {name}")
    return found


def recovered(file: Path, module: Any) -> list[str]:
    """Opens a database as the next start does, which mends it; what cannot be mended."""
    try:
        with closing(module.connect(str(file), isolation_level=None)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()  # so that it can be read without its log
            told = [one for (one,) in connection.execute("PRAGMA integrity_check(3)") if one != "ok"]
    except module.Error as error:
        return [f"{file.name}: {error}"]
    return told


def goes_on(place: Path, driver: str) -> list[str]:
    """Whether the next start comes to a whole database of this release from whatever is there."""
    upgrade(place, "", AT, driver=driver)
    at = sqlite_in(place, driver)
    with ready(at), writing() as session:
        visit(session, "Lamarr")
    return recovered(at.file, module_of(driver)) + list(look_over(at.file, module_of(driver)).faults)


@contextmanager
def looking(file: Path, module: Any) -> Iterator[Session]:
    """A database file, to read."""
    engine = create_engine("sqlite://", module=module, creator=lambda: module.connect(str(file)))
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


CHECKS: dict[str, Callable[[Path, str, Recording, State], list[str]]] = {
    "intake": saves_kept,
    "first start": started,
    "migration": upgraded,
    "backup": backed_up,
}
