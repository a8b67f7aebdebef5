"""What `clinic serve` does for the records meanwhile: nobody replaces the database, and each day has a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from clinic.settings import Settings

if TYPE_CHECKING:
    from clinic.store.backup import Engine
    from clinic.store.upgrade import Upgraded


@contextmanager
def looked_after(settings: Settings, engine: Engine, *, invented: bool) -> Iterator[None]:
    """While this lasts, the server's own backups are made; none of invented people, and none of PostgreSQL, which makes
    its own. Raises StoreError when another release brings the records up at this moment."""
    from clinic.backups.schedule import backing_up, folder_for
    from clinic.store.in_use import serving
    from clinic.web.practice import now

    with ExitStack() as lasting:
        lasting.enter_context(serving(settings.instance))
        if engine.dialect.name == "sqlite" and not invented:
            folder = folder_for(settings.instance, settings.backup_to)
            lasting.enter_context(backing_up(engine, settings.instance, folder, now))
        yield


def brought_up(done: Upgraded | None) -> str:
    """What was done to the records at this start, in a line; nothing when nothing was."""
    if done is None:
        return ""
    return f"the records were brought from schema {done.before} to {done.now}; as they were, they are in {done.kept}"
