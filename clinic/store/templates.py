"""Programmes kept as starting points: exercises, doses and days, and nothing of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic.store.audit import Actor
from clinic.store.ids import new_id
from clinic.store.rows.programmes import TemplateRow


@dataclass(frozen=True)
class Template:
    """A named starting point."""

    id: str
    name: str
    content: Mapping[str, Any]
    made_by: str


def save(session: Session, actor: Actor, name: str, content: Mapping[str, Any]) -> Template:
    """Keep a starting point under a name."""
    row = TemplateRow(id=new_id(), name=name, content=dict(content), made_by=actor.account, made_at=actor.at, version=1)
    session.add(row)
    session.flush()
    return _template(row)


def all_of(session: Session) -> tuple[Template, ...]:
    """Every starting point, by name."""
    return tuple(_template(row) for row in session.scalars(select(TemplateRow).order_by(TemplateRow.name)))


def get(session: Session, id: str) -> Template | None:
    """One starting point by id."""
    row = TemplateRow.found(session, id)
    return _template(row) if row else None


def remove(session: Session, id: str) -> None:
    """Take a starting point away; programmes made from it stay as they are."""
    row = TemplateRow.found(session, id)
    if row is not None:
        session.delete(row)


def _template(row: TemplateRow) -> Template:
    return Template(row.id, row.name, row.content, row.made_by)
