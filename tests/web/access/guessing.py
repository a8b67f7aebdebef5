"""An hour of guessing at one person, by the clock of the clinic: what an attacker is heard. `python -m
tests.web.access.guessing` prints how often, for each way."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv4Address
from itertools import count
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from clinic.store.rows.people import AccountRow, GuessRow
from clinic.store.transactions import reading, writing
from clinic.web.access.roles import Role
from tests.web.access.test_codes import SECRET
from tests.web.people import PASSWORD, Watch, account_of, clinic_with_people, form_token, gate, sign_in, signed_in
from tests.web.visit import entered, parsed, sent, text

MOST = 100
HOUR = timedelta(hours=1)
BREAK = timedelta(minutes=2)
FEW, AT_ONCE = 6, 20
JSON = {"Accept": "application/json"}


@dataclass
class Clinic:
    """A clinic to guess at: Ben has codes and is signed in at his own machine, where nobody else is."""

    app: Flask
    watch: Watch
    addresses: Iterator[int] = field(default_factory=count)

    def stranger(self) -> FlaskClient:
        """A browser that has not been here."""
        return self.app.test_client()

    def elsewhere(self, client: FlaskClient) -> FlaskClient:
        """The same browser, from an address that nobody has used."""
        client.environ_base["REMOTE_ADDR"] = str(IPv4Address("10.0.0.1") + next(self.addresses))
        return client


Try = Callable[[], int]
"""Guesses sent at one moment: how many of them were heard, right or wrong."""


def clinic_at(folder: Path) -> Clinic:
    """Such a clinic."""
    watch = Watch()
    app = clinic_with_people(folder, moment=watch)
    ben = account_of(app, Role.CLINICIAN)
    with app.app_context(), writing() as session:
        row = session.get_one(AccountRow, ben.id)
        row.totp_secret, row.totp_on = SECRET, True
    return Clinic(app, watch)


def password(at: Clinic) -> Try:
    """Ben's password at the sign-in page, from one address."""
    client = at.stranger()
    return lambda: sign_in(client, "ben", "wrong").status_code == 401


def password_from_everywhere(at: Clinic) -> Try:
    """The same, each time from another address."""
    client = at.stranger()
    return lambda: sign_in(at.elsewhere(client), "ben", "wrong").status_code == 401


def password_while_he_works(at: Clinic) -> Try:
    """The same from everywhere, by somebody patient: six tries, then none until Ben has unlocked his own page, which he
    does every two minutes and which forgives the wrong tries before it."""
    client, his = at.stranger(), signed_in(at.app, Role.CLINICIAN)
    unlocking = {"csrf_token": form_token(his), "password": PASSWORD}
    tries, last = [0], [at.watch.now]

    def guess() -> int:
        if at.watch.now - last[0] >= BREAK:
            opened = his.post("/unlock", data=unlocking).status_code == 303
            tries[0], last[0] = (0 if opened else tries[0]), at.watch.now
        if tries[0] == FEW:
            return 0
        heard = sign_in(at.elsewhere(client), "ben", "wrong").status_code == 401
        tries[0] += heard
        return heard

    return guess


def password_at_once(at: Clinic) -> Try:
    """Twenty browsers that send at the same moment, each from an address of its own."""
    clients = [at.elsewhere(at.stranger()) for _ in range(AT_ONCE)]
    forms = [entered(gate(client.get("/sign-in"))) for client in clients]

    def one(number: int) -> bool:
        fields = forms[number] | {"sign_in": "ben", "password": f"wrong {number}"}
        return clients[number].post("/sign-in", data=fields).status_code == 401

    def guess() -> int:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return sum(pool.map(one, range(AT_ONCE)))

    return guess


def password_of_a_locked_page(at: Clinic) -> Try:
    """Ben's password at his own machine, which he left: the page that unlocks, and the cover in turn."""
    his = signed_in(at.app, Role.CLINICIAN)
    fields = {"csrf_token": form_token(his), "password": "wrong", "account": account_of(at.app, Role.CLINICIAN).id}
    turn = count()

    def guess() -> int:
        headers = JSON if next(turn) % 2 else {}
        return his.post("/unlock", data=fields, headers=headers).status_code == 401

    return guess


def password_of_a_stolen_session(at: Clinic) -> Try:
    """Ben's password as the pages of his account ask for it, by somebody who has his cookie."""
    his = signed_in(at.app, Role.CLINICIAN)
    fields = {"csrf_token": form_token(his), "password": "wrong"}

    def guess() -> int:
        page = parsed(his.post("/account/code/off", data=fields))
        return "This is not your password." in text(page.one("main"))

    return guess


def code(at: Clinic) -> Try:
    """Ben's codes, by somebody who knows his password and signs in anew for each try, from everywhere."""
    client = at.stranger()

    def guess() -> int:
        asked = sign_in(at.elsewhere(client), "ben")
        return asked.status_code == 200 and sent(client, gate(asked), {"code": "000000"}).status_code == 401

    return guess


def link(at: Clinic) -> Try:
    """The code of a link, whoever it is for, from one address."""
    client = at.stranger()
    token = parsed(client.get("/welcome")).one('main input[name="csrf_token"]').value()

    def guess() -> int:
        page = parsed(client.post("/welcome", data={"csrf_token": token, "code": "AAAAA"}))
        return "This link is good no more" in text(page.one("main"))

    return guess


WAYS: tuple[Callable[[Clinic], Try], ...] = (
    password, password_from_everywhere, password_while_he_works, password_at_once, password_of_a_locked_page,
    password_of_a_stolen_session, code, link,
)  # fmt: skip  # a list reads best in lines


def heard_in_an_hour(at: Clinic, way: Callable[[Clinic], Try]) -> int:
    """How many guesses are looked at within an hour, by somebody who knows to the moment when the next one is."""
    guess, heard, end = way(at), 0, at.watch.now + HOUR
    while at.watch.now < end:
        now = guess()
        heard += now
        if not now:
            at.watch.now = min(next_change(at), at.watch.now + BREAK, end)
    return heard


def next_change(at: Clinic) -> datetime:
    """The next moment at which somebody who has to wait now is heard again."""
    with at.app.app_context(), reading() as session:
        waits = session.scalars(select(GuessRow.open_at).where(GuessRow.open_at > at.watch.now)).all()
    return min(waits, default=at.watch.now + BREAK)


def main() -> int:
    """Prints the figures; the exit status is 0 when all of them are below the most there may be."""
    worst = 0
    for way in WAYS:
        with ExitStack() as last:
            folder = last.enter_context(tempfile.TemporaryDirectory())
            heard = heard_in_an_hour(clinic_at(Path(folder)), way)
        worst = max(worst, heard)
        print(f"{heard:3} guesses in an hour: {way.__name__.replace('_', ' ')}")
    return 1 if worst >= MOST else 0


if __name__ == "__main__":
    sys.exit(main())
