"""Alembic's environment: it works on the connection that it is given and begins no transaction of its own."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from clinic.store.rows import Row
from clinic.store.rows.base import Moment


def plain_type(kind: str, item: Any, _autogenerate: object) -> str | Literal[False]:
    """A migration stands by itself: it names no type of ours, which a later release may change."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    include_object=context.config.attributes.get("include_object"),
    render_item=plain_type,
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
