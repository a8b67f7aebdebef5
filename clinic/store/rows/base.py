"""What every table shares: names of constraints, moments in UTC, JSON, ids and versions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Self

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, MetaData, String, func, inspect, select
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from clinic.store.rows.kept import check

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone; kept and given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # as called
        """Refuses a moment without a time zone: nobody could say when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # as called
        """SQLite keeps no time zone; what is kept is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(DeclarativeBase):
    """The base of every table. What is set in a column is checked there and then, so that every database keeps it."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012  # as SQLAlchemy reads it

    def __setattr__(self, name: str, value: object) -> None:
        """Raises UnfitError for what cannot be kept."""
        column = inspect(type(self)).columns.get(name)
        if column is not None:
            check(column, value)
        super().__setattr__(name, value)

    @classmethod
    def found(cls, session: Session, key: str) -> Self | None:
        """The row with this key, or None; also for a key that no row could have, whatever an address says."""
        return session.get(cls, key) if key.isascii() and key.isprintable() else None


Id = Annotated[str, mapped_column(String(32), primary_key=True)]
Word = Annotated[str, mapped_column(String(64))]
Line = Annotated[str, mapped_column(String(500))]
AccountId = Annotated[str, mapped_column(ForeignKey("account.id"))]


def next_number(session: Session, number: InstrumentedAttribute[int], of: InstrumentedAttribute[str], id: str) -> int:
    """The number of the next record of one parent. Writers come one after the other, so nobody else takes it."""
    return (session.scalar(select(func.max(number)).where(of == id)) or 0) + 1
