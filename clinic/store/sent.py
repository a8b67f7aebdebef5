"""Forms that were acted upon: sent twice, a form is done once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from clinic.store.errors import StoreError
from clinic.store.rows.house import SentFormRow


def led_to(session: Session, key: str, account: str) -> str | None:
    """Where this form led this person when it was sent before; None when it was not."""
    row = SentFormRow.found(session, key)
    return row.led_to if row and (row.account_id or "") == account else None


def was_acted_upon(session: Session, key: str, account: str, page: str, at: datetime) -> None:
    """Remember that this form was acted upon, and where it led. Raises StoreError when somebody else sent it before."""
    if SentFormRow.found(session, key) is not None:
        raise StoreError("This form was sent before by somebody else. Load the page again.")
    session.add(SentFormRow(key=key, account_id=account or None, led_to=page, at=at))
    session.flush()
