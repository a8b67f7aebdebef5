"""A PostgreSQL of the tests' own: made when it is asked for, gone when whoever asked is gone, however that came about.

A process of its own keeps the cluster until its standard input ends, which it also does when the asking process is
killed. `python -m tests.postgresql` keeps one by hand, until Ctrl-D; with --find it prints where the programs are.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from packaging.version import Version

from tests.repository import ROOT

DEBIAN = Path("/usr/lib/postgresql")
PROGRAMS = ("initdb", "postgres")
MISSING = "PostgreSQL's programs initdb and postgres are not on this machine: clinic/bin/test says how to get them."
NEW = [
    "--username=plumbline", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions",
    "--locale=C",  # text in the order of its bytes on every machine, as in SQLite
]  # fmt: skip  # a list reads best in lines
SETTINGS = {
    "listen_addresses": "",  # no network: only whoever may enter the cluster's folder reaches it
    "port": "5432",  # only part of the socket's name, so never taken
}


class ClusterError(Exception):
    """No PostgreSQL could be started for the tests; the message is what it said."""


@contextlib.contextmanager
def running_cluster() -> Iterator[str]:
    """The address of a new cluster, as SQLAlchemy reads it, while the block runs; about a second to make and to end.

    It names the database `postgres` and a user who may do everything. Raises ClusterError.
    """
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.postgresql"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,  # Ctrl-C is for the tests; the keeper notices that they have ended
    )  # fmt: skip  # one call, one line of arguments
    with keeper:
        assert keeper.stdout
        assert keeper.stderr
        address = keeper.stdout.readline().strip()
        if not address:
            raise ClusterError(keeper.stderr.read().strip())
        yield address


@contextlib.contextmanager
def empty_database(cluster: str) -> Iterator[str]:
    """The address of a new and empty database in a running cluster; dropped at the end, whoever is still connected."""
    name = f"clinic_{secrets.token_hex(6)}"
    with connected(cluster) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    try:
        yield cluster.replace("@/postgres?", f"@/{name}?")
    finally:
        with connected(cluster) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def connected(address: str) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection of PostgreSQL's own library, outside any transaction, to an address written for SQLAlchemy."""
    return psycopg.connect(address.replace("+psycopg", "", 1), autocommit=True, connect_timeout=10)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: on the search path, else Debian's newest; None when there is none."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(DEBIAN.glob("*/bin"), key=lambda folder: Version(folder.parent.name), reverse=True)
    whole = (folder for folder in folders if all((folder / name).is_file() for name in PROGRAMS))
    return next(whole, None)


def keep() -> None:
    """Makes a cluster in a temporary folder, prints its address, and keeps it until the standard input ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    found = programs() or sys.exit(MISSING)
    with tempfile.TemporaryDirectory(prefix="plumbline-postgresql-") as folder, started(found, Path(folder)) as address:
        print(address, flush=True)
        sys.stdin.read()


@contextlib.contextmanager
def started(found: Path, folder: Path) -> Iterator[str]:
    """A cluster made and served in `folder`, where its socket lies too."""
    run_as = unprivileged(folder)
    made = subprocess.run(
        [found / "initdb", "--pgdata", folder / "cluster", *NEW],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        check=False, **run_as,
    )  # fmt: skip  # one call, one line of arguments
    if made.returncode:
        sys.exit(made.stderr)
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    log = folder / "log"
    with log.open("w") as said:
        server = subprocess.Popen(
            [found / "postgres", "-D", folder / "cluster", "-k", folder, *settings],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True, **run_as,
        )  # fmt: skip  # one call, one line of arguments
    address = f"postgresql+psycopg://plumbline@/postgres?host={quote(str(folder), safe='')}&port={SETTINGS['port']}"
    try:
        wait_for(server, address, log)
        yield address
    finally:
        server.send_signal(signal.SIGINT)  # end every connection, then end
        server.wait()


def unprivileged(folder: Path) -> dict[str, Any]:
    """As whom the programs run: as we do, but never as root, which they refuse; the folder is given to that user."""
    if os.geteuid() != 0:
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def wait_for(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Returns once the server answers; ends this process with what the server said when it never will."""
    for _ in range(1200):
        if server.poll() is not None:
            break
        with contextlib.suppress(psycopg.OperationalError), connected(address):
            return
        time.sleep(0.05)
    sys.exit(log.read_text(encoding="utf-8", errors="replace"))


if __name__ == "__main__":
    if sys.argv[1:] == ["--find"]:
        print(programs() or sys.exit(MISSING))
    else:
        keep()
