"""What `clinic doctor` looks at in the clinic's records: how they are kept, schema, edition, telephone, backups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from clinic.cli.doctor_line import Line, fine, look, wrong
from clinic.cli.doctor_machine import clock
from clinic.invoked import command
from clinic.settings import Settings


def records(settings: Settings, now: datetime) -> Iterator[Line]:
    """The database: driver, library, journal, schema; the clock against the newest entry; edition and telephone."""
    from clinic.store.engine import DATABASE_FILE, READING, database_url, durability, opened, sqlite_driver
    from clinic.store.migrate import is_known, newest, schema_of

    if not settings.database and not (settings.instance / DATABASE_FILE).is_file():
        yield clock(now, None)
        yield look("records", f"there are none in {settings.instance} yet", f"Start Plumbline once: {command()} serve.")
        return
    with opened(database_url(settings.instance, settings.database)) as engine:
        name = sqlite_driver().__name__ if engine.dialect.name == "sqlite" else "psycopg"
        yield fine("database", durability(engine, name).in_words)
        with engine.execution_options(**{READING: True}).connect() as connection:
            schema = schema_of(connection) or ""
        if schema == newest():
            yield fine("schema", schema)
            yield from _content(settings, now)
            return
        yield clock(now, None)
        if is_known(schema):
            yield look("schema", f"{schema}, of an older release", "Start this release once: it brings it up.")
        else:
            yield wrong("schema", f"{schema}, which this release does not know", "Start the newer release.")


def _content(settings: Settings, now: datetime) -> Iterator[Line]:
    from clinic.knowledge import read_knowledge
    from clinic.pathway.in_force import in_force
    from clinic.store import house
    from clinic.store.clock import reach
    from clinic.store.editions import FOLDER
    from clinic.store.transactions import reading

    edition = read_knowledge().edition
    with reading() as session:
        at = reach(session).at
        signed = house.signed_off(session, edition)
        telephone = in_force(settings, house.of(session)).telephone
    yield clock(now, at)
    if not (settings.instance / FOLDER / f"{edition}.json").is_file():
        yield wrong("edition", f"{edition[:12]} is not kept in the clinic's folder", "Start Plumbline once.")
    elif signed is None:
        yield look("edition", f"{edition[:12]}, not signed off", "The lead reads the rulebook and signs it off.")
    else:
        yield fine("edition", f"{edition[:12]}, signed off")
    if telephone:
        yield fine("telephone", "set")
    else:
        yield wrong("telephone", "not set, so no sheet is issued", "The lead sets it on the settings page.")


def backups(settings: Settings, now: datetime) -> Iterator[Line]:
    """How old the newest backup is, whether it is still where it was put, and where that is."""
    from clinic.backups.schedule import folder_for
    from clinic.backups.state import Standing, age, read_state, standing
    from clinic.store.engine import database_url, is_file

    if not is_file(database_url(settings.instance, settings.database)):
        yield look("backups", "PostgreSQL makes its own", "See that pg_dump runs every night, and try one.")
        return
    found, state = standing(settings.instance, now), read_state(settings.instance)
    folder = folder_for(settings.instance, settings.backup_to)
    if found is Standing.NOT_SET_UP:
        yield wrong("backups", "none is set up", f"{command()} backup --new-key FILE, with a file on a stick.")
        return
    old = age(state, now)
    says = f"newest {_hours(old)} old, in {folder}" if old is not None else f"the server has made none in {folder} yet"
    gone = bool(state.file) and not (folder / state.file.rpartition("/")[2]).is_file()
    if found is Standing.FAILED:
        to_do = f"Is {folder} there, with room, and may this account write to it? {command()} backup FILE says more."
        yield wrong("backups", f"the last attempt failed; {says}", to_do)
    elif found in {Standing.OLD, Standing.NONE_YET}:
        yield wrong("backups", says, "Start Plumbline and let it run: it makes one within a minute.")
    elif gone:
        yield wrong("backups", "the newest is no longer where it was put", f"Is the disk with {folder} there?")
    elif folder.is_relative_to(settings.instance):
        yield look("backups", says, 'On the same disk as the records. Set backup_to = "FOLDER" in config.toml.')
    else:
        yield fine("backups", says)


def _hours(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    return "1 hour" if hours == 1 else f"{hours} hours"
