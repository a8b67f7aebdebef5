"""The records as they were before an upgrade: sealed after a month, and never lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from clinic.backups.drill import drill
from clinic.backups.errors import BackupError
from clinic.backups.former import PLAIN_FOR, made_at, seal_former
from clinic.backups.schedule import back_up
from clinic.backups.sealing import FIRST
from clinic.store.backup import backup
from tests.backups.clinics import NOW, SURNAME, Kept

NAME = f"before-upgrade-0004-{NOW:%Y%m%d-%H%M%S}"
LATER = NOW + PLAIN_FOR


@pytest.fixture
def copy(kept: Kept) -> Path:
    """The plain copy that an upgrade left, with a patient's name in it."""
    (kept.folder / "backups").mkdir(exist_ok=True)
    file = backup(kept.engine, kept.folder / "backups" / f"{NAME}.sqlite3").file
    assert SURNAME in file.read_bytes()
    return file


def left(copy: Path) -> list[str]:
    return sorted(file.name for file in copy.parent.iterdir())


def test_after_a_month_it_is_sealed_and_opens_whole_with_the_key(kept: Kept, copy: Path, tmp_path: Path) -> None:
    (sealed,) = seal_former(kept.folder, kept.recipients, LATER)
    assert left(copy) == [f"{NAME}.tar.age"]
    assert sealed.read_bytes().startswith(FIRST)
    manifest, compared = drill(sealed, kept.key, tmp_path)
    assert manifest.made_at == NOW
    assert all(one.right for one in compared)


def test_for_a_month_it_stays_as_it_is(kept: Kept, copy: Path) -> None:
    assert seal_former(kept.folder, kept.recipients, LATER - timedelta(seconds=1)) == ()
    assert left(copy) == [copy.name]


def test_without_a_key_it_stays_as_it_is(kept: Kept, copy: Path) -> None:
    assert seal_former(kept.folder, (), LATER) == ()
    assert left(copy) == [copy.name]


def test_it_is_sealed_once_a_backup_of_the_records_of_now_was_made(kept: Kept, copy: Path, tmp_path: Path) -> None:
    back_up(kept.engine, kept.folder, tmp_path / "disk", LATER)
    assert left(copy) == [f"{NAME}.tar.age"]


def test_while_no_backup_can_be_made_it_stays_as_it_is(kept: Kept, copy: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").write_text("no folder")
    with pytest.raises(OSError, match="disk"):
        back_up(kept.engine, kept.folder, tmp_path / "disk", LATER)
    assert left(copy) == [copy.name]


def test_a_damaged_copy_is_left_as_it_is(kept: Kept, copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[5000:9000] = bytes(4000)
    copy.write_bytes(content)
    with pytest.raises(BackupError, match="is not sound"):
        seal_former(kept.folder, kept.recipients, LATER)
    assert left(copy) == [copy.name]


def test_a_damaged_copy_does_not_stop_the_others(kept: Kept, copy: Path) -> None:
    damaged = copy.with_name(NAME.replace("0004", "0003") + ".sqlite3")
    damaged.write_bytes(b"no database")
    with pytest.raises(BackupError, match="is not sound"):
        seal_former(kept.folder, kept.recipients, LATER)
    assert left(copy) == [damaged.name, f"{NAME}.tar.age"]


def test_a_damaged_copy_does_not_stop_the_backups(kept: Kept, copy: Path, tmp_path: Path) -> None:
    copy.write_bytes(b"no database")
    back_up(kept.engine, kept.folder, tmp_path / "disk", LATER)
    assert len(list((tmp_path / "disk").iterdir())) == 1
    assert left(copy) == [copy.name]


def test_a_stop_between_sealing_and_taking_the_plain_one_away_is_made_good(kept: Kept, copy: Path) -> None:
    plain = copy.read_bytes()
    (sealed,) = seal_former(kept.folder, kept.recipients, LATER)
    as_sealed = sealed.read_bytes()
    copy.write_bytes(plain)
    assert seal_former(kept.folder, kept.recipients, LATER) == (sealed,)
    assert left(copy) == [sealed.name]
    assert sealed.read_bytes() == as_sealed


@pytest.mark.parametrize(
    "name",
    [
        "mine.sqlite3",
        "before-upgrade-0004.sqlite3",
        f"{NAME}.sqlite3.tmp",
        "before-upgrade-0004-20269999-000000.sqlite3",
    ],
)
def test_other_files_are_nobodys_business(name: str) -> None:
    assert made_at(Path(name)) is None


def test_a_second_copy_of_one_moment_is_known_too() -> None:
    assert made_at(Path(f"{NAME}-2.sqlite3")) == NOW
