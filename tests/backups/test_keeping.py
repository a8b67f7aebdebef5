"""Seven days, four weeks and twelve months of backups are kept, counted from the backups and not from the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clinic.backups.keeping import kept, made_in, name_at, thin_out

LAST = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
MOMENTS = st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), max_size=60)  # noqa: DTZ001  # hypothesis adds the zone


def days_back(*days: int) -> set[datetime]:
    return {LAST - timedelta(days=one) for one in days}


def test_of_two_years_of_nights_a_year_is_left() -> None:
    left = kept(days_back(*range(730)))
    assert days_back(*range(7)) <= left
    assert sorted((LAST - one).days for one in left if LAST - one >= timedelta(days=7)) == [
        12, 19, 20, 51, 81, 112, 143, 173, 204, 234, 265, 293, 324,
    ]  # fmt: skip  # Sundays first, then the last day of each month


def test_of_several_on_one_day_the_newest_stays() -> None:
    at = [LAST + timedelta(hours=hour) for hour in range(5)]
    assert kept(at) == {at[-1]}


def test_a_clinic_that_was_closed_for_months_loses_nothing() -> None:
    made = days_back(200, 201, 202, 203, 204, 205, 206)
    assert kept(made) == made


@given(MOMENTS)
def test_the_newest_is_always_kept_and_thinning_twice_takes_no_more(made: list[datetime]) -> None:
    left = kept(made)
    assert not made or max(made) in left
    assert kept(left) == left <= set(made)
    assert len(left) <= 7 + 4 + 12


def test_only_the_servers_own_backups_are_deleted(tmp_path: Path) -> None:
    made = days_back(*range(40))
    for one in made:
        (tmp_path / name_at(one)).touch()
    others = {"before-upgrade-0004-20261120-093000.sqlite3", "mine.tar.age", "clinic-20261120.tar.age"}
    for name in others:
        (tmp_path / name).touch()
    assert set(made_in(tmp_path)) == made
    assert thin_out(tmp_path) == len(made) - len(kept(made))
    assert set(made_in(tmp_path)) == kept(made)
    assert others <= {one.name for one in tmp_path.iterdir()}


def test_a_backup_is_named_in_utc() -> None:
    here = datetime(2026, 7, 1, 1, 30, tzinfo=timezone(timedelta(hours=1)))
    assert name_at(here) == "clinic-20260701-003000.tar.age"
