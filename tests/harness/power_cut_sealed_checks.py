"""What has to be on a disk after a power cut while a sealed backup is made or put back; faults in words."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from clinic.backups.errors import BackupError
from clinic.backups.keeping import kept, made_in
from clinic.backups.manifest import held
from clinic.backups.opening import faults_in, restore
from clinic.backups.schedule import FOLDER
from clinic.backups.state import read_state
from clinic.store.engine import DATABASE_FILE
from tests.harness.crashes import State
from tests.harness.power_cut_checks import started
from tests.harness.power_cut_sealed import BACKUP, EMPTY, NEW, Begun, Restored, Sealed, holds_anything
from tests.harness.power_cut_work import INSTANCE, Recording, clinic_in
from tests.store.places import sqlite_in


def sealed(place: Path, driver: str, made: Recording, state: State) -> list[str]:
    """What is wrong with a clinic or the backups that it has made itself; each that is there is put back to see."""
    folder, begun = place / INSTANCE, made.begun
    told = {one.at: one.entries for one in state.acknowledged if isinstance(one, Sealed)}
    there = made_in(folder / FOLDER) if (folder / FOLDER).exists() else {}
    found = [f"lost: the backup of {one}" for one in kept(told) if not any(_stands_for(other, one) for other in there)]
    for at, file in there.items():
        try:
            manifest = restore(file, begun.key, place / "put back")
        except BackupError as error:
            found.append(f"{file.name}: {error}")
            continue
        shutil.rmtree(place / "put back")
        if manifest.entries != told.get(at, manifest.entries):
            found.append(f"lost: entries of the backup of {at}")
    noted = read_state(folder)
    if told and (noted.succeeded is None or noted.succeeded < max(told)):
        found.append("lost: the note of the last backup")
    if noted.succeeded and Path(noted.file).name not in {file.name for file in there.values()}:
        found.append("the backup that is noted is not there")
    return found + started(clinic_in(place, driver), state.acknowledged)


def put_back(place: Path, driver: str, made: Recording, state: State) -> list[str]:
    """What is wrong when a backup is put back: the old clinic and the backup are as they were; each new folder is whole
    or holds nothing, and then it is filled at the next attempt."""
    begun: Begun = made.begun
    ours = f"{INSTANCE}/", BACKUP
    before = {name: content for name, content in made.before.items() if name.startswith(ours)}
    now = {name: content for name, content in state.files.items() if name.startswith(ours)}
    found = [f"lost: {name} is not as it was" for name in sorted(before.keys() | now.keys())
             if before.get(name) != now.get(name)]  # fmt: skip  # one thought
    for name in (NEW, EMPTY):
        folder, told = place / name, Restored(name) in state.acknowledged
        if not holds_anything(folder):
            found += [f"lost: the folder {name}"] if told else []
            restore(place / BACKUP, begun.key, folder)
        else:
            found += [f"{name}: {one}" for one in _other_files(folder, begun, worked=told)]
        clinic = sqlite_in(folder, driver)
        found += [f"{one} in {name}" for one in started(clinic, _in(name, state.acknowledged))]
    return found


def _other_files(folder: Path, begun: Begun, *, worked: bool) -> list[str]:
    """What is wrong with a folder that holds something; where the clinic has worked its records have changed."""
    assert begun.manifest
    if not worked:
        there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
        more = there - begun.manifest.files.keys()
        missing = sorted(begun.manifest.files.keys() - there)
        if missing:
            return [f"{one} is missing" for one in missing]
        return [f"{one} is too many" for one in sorted(more)] + list(faults_in(folder, begun.manifest))
    return [f"lost: {name}" for name, one in begun.manifest.files.items() if name != DATABASE_FILE
            and not ((folder / name).is_file() and held(folder / name) == one)]  # fmt: skip  # one thought


def _stands_for(other: datetime, one: datetime) -> bool:
    """Whether a backup is this one, or a later one of the day, for which it was taken away."""
    return other.date() == one.date() and other >= one


def _in(name: str, acknowledged: Iterable[Any]) -> Iterator[Any]:
    """What was acknowledged by the clinic in one of the new folders: it follows the word that the folder is there."""
    where = ""
    for one in acknowledged:
        where = one.folder if isinstance(one, Restored) else where
        if where == name:
            yield one
