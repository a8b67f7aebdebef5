"""The tests' own PostgreSQL: there when asked for, out of everyone else's reach, and gone without a trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from tests import postgresql
from tests.repository import ROOT

ASK = "from tests.postgresql import running_cluster\nwith running_cluster() as a: print(a, flush=True); input()"


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with postgresql.running_cluster() as address:
        yield address


def folder_of(address: str) -> Path:
    return Path(parse_qs(urlsplit(address).query)["host"][0])


def server_of(address: str) -> int:
    """The number of the server's process."""
    return int((folder_of(address) / "cluster" / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def comes_true(condition: Callable[[], bool]) -> bool:
    """Whether it holds within a minute."""
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.1)
    return False


def said(address: str, question: str) -> str:
    with postgresql.connected(address) as connection:
        (answer,) = connection.execute(question.encode()).fetchone() or ("",)
    return str(answer)


def test_the_address_is_one_that_sqlalchemy_reads(cluster: str) -> None:
    engine = create_engine(make_url(cluster))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1 + 1")).scalar_one() == 2
    engine.dispose()


def test_nobody_on_the_network_reaches_it(cluster: str) -> None:
    assert said(cluster, "SHOW listen_addresses") == ""
    assert folder_of(cluster).stat().st_mode & 0o077 == 0


def test_text_is_ordered_as_in_sqlite(cluster: str) -> None:
    assert said(cluster, "SELECT string_agg(w, ' ' ORDER BY w) FROM unnest(ARRAY['a', 'B', 'é', 'b']) w") == "B a b é"


def test_each_database_is_empty_and_its_own(cluster: str) -> None:
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    with postgresql.empty_database(cluster) as one, postgresql.empty_database(cluster) as other:
        with postgresql.connected(one) as connection:
            connection.execute("CREATE TABLE patient (id integer)")
        assert (said(one, tables), said(other, tables)) == ("1", "0")


def test_a_database_goes_although_someone_is_still_connected(cluster: str) -> None:
    with postgresql.empty_database(cluster) as address:
        left_open = postgresql.connected(address)
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        postgresql.connected(address)


def test_nothing_is_left_after_the_tests() -> None:
    with postgresql.running_cluster() as address:
        folder, server = folder_of(address), server_of(address)
        assert is_running(server)
    assert not folder.exists()
    assert not is_running(server)


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_after_tests_that_were_ended(blow: signal.Signals) -> None:
    asking = subprocess.Popen(
        [sys.executable, "-c", ASK],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip  # one call, one line of arguments
    with asking:
        assert asking.stdout
        address = asking.stdout.readline().strip()
        folder, server = folder_of(address), server_of(address)
        asking.send_signal(blow)
    assert comes_true(lambda: not is_running(server) and not folder.exists())


def test_programs_that_are_missing_are_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert postgresql.programs() is None
    with pytest.raises(SystemExit, match="clinic/bin/test says how to get them"):
        postgresql.keep()


def test_the_newest_of_several_is_taken_if_it_is_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    for version, names in {"9.6": ("initdb", "postgres"), "15": ("initdb", "postgres"), "17": ("initdb",)}.items():
        (tmp_path / version / "bin").mkdir(parents=True)
        for name in names:
            (tmp_path / version / "bin" / name).touch()
    assert postgresql.programs() == tmp_path / "15" / "bin"


def test_a_cluster_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(prefix="too-long" * 12) as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setenv("TMPDIR", folder)
        with pytest.raises(postgresql.ClusterError, match="Unix-domain socket path"), postgresql.running_cluster():
            pass
