"""Proving who somebody is: their password, and their code where they have codes."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from clinic.store import people, tokens
from clinic.store.people import Account
from clinic.store.transactions import Session, writing
from clinic.web.access import guesses
from clinic.web.access.codes import step_of
from clinic.web.access.passwords import passwords
from clinic.web.practice import moment

WRONG = "This sign-in name and this password do not belong together."
WRONG_PASSWORD = "This is not your password."  # noqa: S105  # a sentence
WRONG_CODE = "This code is not right, or it was used before. Wait for the next one."

SEVERAL = "There were several wrong tries."
NOT_HERE = "There were several tries at once, or from somewhere else."


class NotProvedError(Exception):
    """Somebody did not prove who they are; the message is for them, `status` that of the answer."""

    def __init__(self, words: str, status: int = 401) -> None:
        super().__init__(words)
        self.status = status


def too_soon(wait: timedelta, *, wrong_here: bool = True) -> NotProvedError:
    """Too many guesses: nothing is looked at before the wait is over. `wrong_here` tells whether they came from this
    address and were wrong; else they came from elsewhere, or are still looked at: a button that was pressed often."""
    seconds = ceil(wait.total_seconds())
    long = f"{seconds} second{'' if seconds == 1 else 's'}" if seconds < 60 else f"{ceil(seconds / 60)} minutes"
    return NotProvedError(f"{SEVERAL if wrong_here else NOT_HERE} Wait {long}, then try again.", 429)


def prove_password(sign_in: str, password: str, *, wrong: str = WRONG) -> Account:
    """The person with this name and password. Raises NotProvedError, also for a right password sent too soon."""
    at, subject = moment(), guesses.name_of(sign_in)
    with writing() as session:
        wait = guesses.take(session, subject, at)
        wrong_here = guesses.several_here(session, at)
        account = people.named(session, sign_in)
    if wait:
        raise too_soon(wait, wrong_here=wrong_here)
    kept = account.password_hash if account and account.active else ""
    fits = passwords().fits(kept, password)  # with no transaction open: it takes a moment
    anew = passwords().hashed(password) if fits and passwords().outdated(kept) else ""
    with writing() as session:
        if account and fits:
            guesses.right(session, subject, at)
            if anew:
                people.rehash(session, account.id, kept, anew)
        else:
            guesses.wrong(session, at)
            tokens.sign_in_failed(session, at, account.id if account else "")
    if account is None or not fits:
        raise NotProvedError(wrong)
    return account


def prove_code(account: str, code: str) -> Account:
    """A person whose password was right, by a code that was not used yet. Raises NotProvedError."""
    at, subject = moment(), guesses.code_of(account)
    with writing() as session:
        wait = guesses.take(session, subject, at)
        wrong_here = guesses.several_here(session, at)
        found = people.get(session, account)
        proved = not wait and found is not None and found.active and _use(session, found, code)
        if proved:
            guesses.right(session, subject, at)
        elif not wait:
            guesses.wrong(session, at)
            tokens.sign_in_failed(session, at, account)
    if wait:
        raise too_soon(wait, wrong_here=wrong_here)
    if found is None or not proved:
        raise NotProvedError(WRONG_CODE)
    return found


def _use(session: Session, account: Account, code: str) -> bool:
    step = step_of(account.totp_secret, code, moment()) if account.totp_secret else None
    return step is not None and people.use_step(session, account.id, step)
