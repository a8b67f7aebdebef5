"""Under which account of this machine Plumbline runs: whoever owns the clinic's folder, or one made for it alone."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clinic.cli.status import CommandError
from clinic.cli.unit import NAME
from clinic.settings import CONFIG_FILE, KEY_FILE
from clinic.store.engine import DATABASE_FILE

ROOT = 0
NOBODY = 65534
"""Who stands in for an account that is not made yet: it may do what anybody may."""
OURS = (KEY_FILE, DATABASE_FILE)
"""A folder that holds one of these is a clinic's."""
BEFORE_FIRST = frozenset({".gitignore", CONFIG_FILE})
"""So is one that holds nothing, or no more than these; with more beside them it may be anybody's."""
CANNOT_REACH = (
    "the account {user} cannot open {closed}, so it cannot run {program}. Put the checkout where every account of this "
    "machine may look, such as a folder below /opt, or let others pass: chmod o+x {closed}"
)
CANNOT_ENTER = (
    "the account {user} cannot get to {instance}: {closed} is closed to it. Name another folder with --instance."
)
NOT_A_CLINIC = (
    "{instance} belongs to root and is no clinic's folder. Name another one, or an empty one, with --instance."
)


@dataclass(frozen=True)
class Account:
    """An account by name and numbers; `there` tells whether this machine has it yet."""

    user: str
    group: str
    uid: int = NOBODY
    gid: int = NOBODY
    there: bool = True


def account_for(instance: Path) -> Account:
    """Who owns the folder; where that is root, or there is no folder yet, the account that is Plumbline's own.

    Raises CommandError for an owner that this machine does not know.
    """
    owner = instance.stat().st_uid if instance.exists() else ROOT
    if owner == ROOT:
        return named(NAME) or Account(NAME, NAME, there=False)
    try:
        return _of(pwd.getpwuid(owner))
    except KeyError as error:
        raise CommandError(
            f"{instance} belongs to the account number {owner}, which this machine does not know. Give it to one that "
            "it knows, with chown -R."
        ) from error


def named(user: str) -> Account | None:
    """The account of this name."""
    try:
        return _of(pwd.getpwnam(user))
    except KeyError:
        return None


def made(account: Account, home: Path) -> Account:
    """The account, made where this machine does not have it: without a password, and nobody signs in with it."""
    if account.there:
        return account
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    ran = subprocess.run(  # noqa: S603  # with names of our own
        [*command, "--home-dir", str(home), "--comment", "Plumbline", account.user],
        capture_output=True,
        text=True,
        check=False,
    )
    found = named(account.user)
    if found is None:
        raise CommandError(f"the account {account.user} could not be made: {' '.join(ran.stderr.split())}")
    return found


def check_clinic(instance: Path) -> None:
    """Raises CommandError for a folder of root's that is plainly something else than a clinic's."""
    if not instance.is_dir():
        return
    found = {one.name for one in instance.iterdir()}
    if instance.stat().st_uid == ROOT and not found <= BEFORE_FIRST and found.isdisjoint(OURS):
        raise CommandError(NOT_A_CLINIC.format(instance=instance))


def hand_over(folder: Path, to: Account) -> bool:
    """Makes the clinic's folder where there is none, and gives it with everything in it to the account, where it is
    root's. No permission changes. Answers whether anything changed hands."""
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
    if folder.stat().st_uid == to.uid:
        return False
    for path in (*_inside(folder), folder):  # itself last: by its owner the next install sees whether all is done
        os.chown(path, to.uid, to.gid, follow_symlinks=False)
    return True


def for_backups(folder: Path, to: Account) -> bool:
    """Makes the folder of the backups where there is none and its disk is there. One that is there stays as it is: it
    may hold other things. Answers whether the account may write to it."""
    if not folder.exists() and folder.parent.is_dir():
        folder.mkdir(mode=0o700)
        os.chown(folder, to.uid, to.gid, follow_symlinks=False)
    if not folder.is_dir():
        return False
    found = folder.stat()
    shift = 6 if found.st_uid == to.uid else 3 if found.st_gid == to.gid else 0
    return found.st_mode >> shift & 0o3 == 0o3  # to make files in it, and to reach them


def check_reach(program: Path, instance: Path, account: Account) -> None:
    """Raises CommandError when the account cannot run the program, or cannot get to the clinic's folder."""
    try:
        ran = subprocess.run(  # noqa: S603  # our own program
            [program, "--version"],
            user=account.uid,
            group=account.gid,
            extra_groups=(),
            cwd="/",
            env={"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        told = "" if ran.returncode == 0 else " ".join(ran.stderr.split()[-12:])
    except OSError as error:
        told = error.strerror or type(error).__name__
    if told and (closed := closed_to(program, account)):
        raise CommandError(CANNOT_REACH.format(user=account.user, closed=closed, program=program))
    if closed := closed_to(instance, account):
        raise CommandError(CANNOT_ENTER.format(user=account.user, closed=closed, instance=instance))
    if told:
        raise CommandError(f"the account {account.user} cannot run {program}: {told}")


def closed_to(path: Path, account: Account) -> Path | None:
    """The first folder on the way to this path that the account may not pass; None when there is none."""
    for folder in reversed(path.parents):
        if not folder.exists():
            return None
        found = folder.stat()
        shift = 6 if found.st_uid == account.uid else 3 if found.st_gid == account.gid else 0
        if not found.st_mode >> shift & 1:
            return folder
    return None


def _inside(folder: Path) -> Iterable[Path]:
    for at, folders, files in os.walk(folder):
        yield from (Path(at, name) for name in (*folders, *files))


def _of(entry: pwd.struct_passwd) -> Account:
    import grp

    return Account(entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name, entry.pw_uid, entry.pw_gid)
