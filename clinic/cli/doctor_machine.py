"""What `clinic doctor` looks at on the machine: versions, permissions, disk, clock, certificate, fonts, PDF."""

from __future__ import annotations

import os
import platform
import shutil
import stat
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from clinic.cli.doctor_line import Line, fine, look, wrong
from clinic.domain.in_words import day_in_words
from clinic.invoked import command
from clinic.settings import KEY_FILE, Settings
from clinic.version import EARLIEST, __version__

PRIVATE = (KEY_FILE, "clinic.sqlite3*", "certificates/*", "backups/*", "editions/*", "log/*", "config.toml")
LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000
"""Bytes that should and that have to be free."""
SOON = timedelta(days=60)


def versions(_: Settings) -> Iterator[Line]:
    """The release and the Python that runs it."""
    system = f"{platform.system()} {platform.machine()}"
    yield fine("release", f"Plumbline {__version__}")
    yield fine("Python", f"{platform.python_version()} on {system}")


def permissions(settings: Settings) -> Iterator[Line]:
    """Whether anybody else on this machine can read what is the clinic's."""
    if os.name != "posix":
        yield look("permissions", "not looked at on this system", "See that only this account may open the folder.")
        return
    files = sorted(file for name in PRIVATE for file in settings.instance.glob(name) if file.is_file())
    loose = [file for file in files if stat.S_IMODE(file.stat().st_mode) & 0o077]
    strange = [file for file in files if file.stat().st_uid != os.geteuid()]
    kept_in = stat.S_IMODE(settings.instance.stat().st_mode) & 0o077
    if strange:
        named = ", ".join(file.name for file in strange[:3])
        to_do = "Run Plumbline and its commands under one account; give the files back to it with chown."
        yield wrong("permissions", f"{len(strange)} files belong to another account: {named}", to_do)
    elif loose and kept_in:
        named = ", ".join(file.name for file in loose[:3])
        says = f"others on this machine can read {len(loose)} files: {named}"
        yield wrong("permissions", says, f"chmod -R go= {settings.instance}")
    elif loose:
        yield fine("permissions", f"{len(files)} files, in a folder that only this account can open")
    else:
        yield fine("permissions", f"{len(files)} files, readable by this account only")


def disk(settings: Settings) -> Iterator[Line]:
    """How much room there is where the records are."""
    free = shutil.disk_usage(settings.instance).free
    says = f"{free / 1e9:,.1f} GB free"
    if free < TOO_LITTLE:
        yield wrong("disk", says, "Make room now: nothing can be saved on a full disk.")
    elif free < LITTLE:
        yield look("disk", says, "Make room: backups and new releases need some.")
    else:
        yield fine("disk", says)


def clock(now: datetime, newest_entry: datetime | None) -> Line:
    """Whether the clock can be right: not before the earliest day there can be, nor before what was recorded last."""
    from clinic.store.clock import is_behind

    says = f"{day_in_words(now.date())}, {now:%H:%M} UTC"
    to_do = "Set the clock of this machine: ages, weeks and codes are worked out from it."
    if now.date() < date.fromisoformat(EARLIEST):
        return wrong("clock", f"{says} is before there was any Plumbline", to_do)
    if is_behind(now, newest_entry):
        return wrong("clock", f"{says} is before the last entry of the audit trail", to_do)
    return fine("clock", says)


def certificate(settings: Settings, now: datetime) -> Iterator[Line]:
    """When the certificates end, and by what devices know the authority."""
    from clinic.network.ends import ends

    found = ends(settings.instance)
    if found is None:
        yield fine("certificate", "none made: served to this machine only")
        return
    says = (
        f"authority until {day_in_words(found.authority.date())}, this machine until {day_in_words(found.own.date())}; "
        f"the authority's fingerprint is {found.fingerprint}"
    )
    if found.authority <= now:
        yield wrong("certificate", says, "Delete certificates/authority.pem, start, and let every device trust it.")
    elif found.authority < now + SOON:
        yield look("certificate", says, "Choose a day for a new authority: every device has to be told to trust it.")
    elif found.own <= now:
        yield look("certificate", says, f"Start {command()} serve --lan: it makes a new one.")
    else:
        yield fine("certificate", says)


def fonts(_: Settings) -> Iterator[Line]:
    """Whether the typeface of the sheets is there and can be read."""
    from clinic.handout.errors import HandoutError
    from clinic.handout.fonts import FACES, characters

    try:
        yield fine("fonts", f"{len(FACES)} faces with {len(characters()):,} characters")
    except HandoutError as error:
        yield wrong("fonts", str(error), "Start clinic/bin/serve once: it installs what is missing.")


def printing(_: Settings) -> Iterator[Line]:
    """Whether a PDF comes out."""
    from clinic.handout.errors import HandoutError
    from clinic.handout.printing import check_printing

    try:
        check_printing()
        yield fine("PDF", "a sheet was printed and read back")
    except HandoutError as error:
        yield wrong(
            "PDF",
            " ".join(str(error).split()).rstrip("."),
            "Everything else works; sheets cannot be printed until then.",
        )
