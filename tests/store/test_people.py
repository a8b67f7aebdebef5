"""People, their tokens, links and guesses, as they are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from clinic.store import guesses, invitations, people, tokens
from clinic.store.audit import Actor
from clinic.store.errors import AbsentError
from clinic.store.guesses import Guesses
from clinic.store.invitations import Invitation, Kind
from clinic.store.people import Account, LastLeadError, SignInTakenError
from clinic.store.rows.audit import AuditRow
from clinic.store.rows.people import AccountRow
from clinic.store.transactions import Session, reading, writing
from tests.store.records import AWKWARD, NOBODY, NOW, later

pytestmark = pytest.mark.usefixtures("store")

DAY = timedelta(days=1)


def joined(session: Session, sign_in: str = "ada", role: str = "clinician") -> Account:
    expected = people.expect(session, NOBODY, name="Ada Byron", role=role)
    return people.join(session, NOBODY, expected.id, name="Ada Byron", sign_in=sign_in, password_hash="hash")  # noqa: S106  # none


def acts(session: Session, kind: str = "account") -> list[tuple[str, str]]:
    found = select(AuditRow).where(AuditRow.kind == kind).order_by(AuditRow.number)
    return [(row.act, row.object_id) for row in session.scalars(found)]


def test_somebody_expected_has_neither_name_to_sign_in_with_nor_password() -> None:
    with writing() as session:
        one = people.expect(session, NOBODY, name=AWKWARD, role="front_desk")
        other = people.expect(session, NOBODY, name="Ben", role="front_desk")
        assert not people.anybody(session)
    with reading() as session:
        assert people.get(session, one.id) == one == Account(one.id, AWKWARD, "front_desk", version=1)
        assert (one.has_joined, people.named(session, "")) == (False, None)
        assert people.names(session) == {one.id: AWKWARD, other.id: "Ben"}


def test_somebody_who_has_joined_is_found_by_name_however_it_is_written() -> None:
    with writing() as session:
        one = joined(session, "Zoë Łódź")
        assert (people.anybody(session), one.has_joined) == (True, True)
    with reading() as session:
        assert people.named(session, " zoe  ŁÓDŹ ") == people.get(session, one.id) == one


def test_two_people_cannot_sign_in_with_one_name() -> None:
    with writing() as session:
        joined(session, "ada")
    with pytest.raises(SignInTakenError), writing() as session:
        joined(session, "ADA")
    row = AccountRow(id="x", name="x", sign_in="ada", role="lead", made_at=NOW)
    with pytest.raises(IntegrityError), writing() as session:
        session.add(row)


def becomes_clinician(session: Session, id: str) -> None:
    people.set_role(session, NOBODY, id, "clinician")


def leaves(session: Session, id: str) -> None:
    people.set_active(session, NOBODY, id, active=False)


@pytest.mark.parametrize("act", [becomes_clinician, leaves])
def test_the_last_lead_stays_one(act: Callable[[Session, str], None]) -> None:
    with writing() as session:
        lead = joined(session, role="lead")
        people.expect(session, NOBODY, name="Ben", role="lead")
        other = joined(session, "cleo", role="lead")
        people.set_active(session, NOBODY, other.id, active=False)
    with pytest.raises(LastLeadError), writing() as session:
        act(session, lead.id)
    with writing() as session:
        people.set_active(session, NOBODY, other.id, active=True)
        act(session, lead.id)


def test_what_is_done_with_an_account_is_noted_with_who_did_it() -> None:
    with writing() as session:
        id = joined(session).id
        actor = Actor(joined(session, "lea", "lead").id, NOW)
        people.set_role(session, actor, id, "lead")
        people.set_role(session, actor, id, "lead")
        people.set_password(session, actor, id, "new")
        people.turn_codes_on(session, actor, id)
        people.turn_codes_off(session, actor, id)
        people.set_active(session, actor, id, active=False)
        people.set_active(session, actor, id, active=True)
        assert [act for act, record in acts(session) if record == id] == [
            "new_account", "join", "change_role", "change_password", "code_on", "code_off", "deactivate", "reactivate",
        ]  # fmt: skip  # a list reads best in lines


def test_a_new_password_ends_every_token_but_the_one_it_was_changed_with() -> None:
    with writing() as session:
        me = Actor(joined(session).id, NOW)
        for digest in ("here", "there"):
            tokens.sign_in(session, me, digest)
        people.set_password(session, me, me.account, "new", keep="here")
        here, there = tokens.get(session, "here"), tokens.get(session, "there")
        assert here
        assert there
        assert (here.ended_at, there.ended_at) == (None, NOW)


def test_a_hash_is_renewed_only_while_the_password_is_the_same() -> None:
    with writing() as session:
        id = joined(session).id
        people.rehash(session, id, "another", "new")
        assert people.get(session, id) == people.named(session, "ada")
        people.rehash(session, id, "hash", "newer")
        known = people.get(session, id)
        assert known
        assert known.password_hash == "newer"  # noqa: S105  # none


def test_a_code_and_those_before_it_are_used_up() -> None:
    with writing() as session:
        id = joined(session).id
        assert [people.use_step(session, id, step) for step in (7, 7, 6, 8)] == [True, False, False, True]


def test_a_secret_in_use_is_not_replaced() -> None:
    with writing() as session:
        id = joined(session).id
        people.propose_secret(session, id, "one")
        people.turn_codes_on(session, NOBODY, id)
        people.propose_secret(session, id, "two")
        known = people.get(session, id)
        assert known
        assert (known.totp_secret, known.totp_on) == ("one", True)


def test_a_token_keeps_when_it_was_seen_locked_and_ended() -> None:
    with writing() as session:
        me = Actor(joined(session).id, NOW)
        tokens.sign_in(session, me, "digest")
        tokens.seen(session, "digest", later(minutes=5))
        tokens.seen(session, "digest", later(minutes=4))
        tokens.lock(session, "digest")
        known = tokens.get(session, "digest")
        assert known
        assert (known.seen_at, known.locked) == (later(minutes=5), True)
        tokens.unlock(session, Actor(me.account, later(minutes=9)), "digest")
        tokens.sign_out(session, Actor(me.account, later(minutes=9)), "digest")
        tokens.sign_out(session, Actor(me.account, later(minutes=10)), "digest")
        known = tokens.get(session, "digest")
        assert known
        assert (known.seen_at, known.locked, known.ended_at) == (later(minutes=9), False, later(minutes=9))
        assert [act for act, _ in acts(session)][-3:] == ["sign_in", "unlock", "sign_out"]


def test_tokens_that_nobody_shows_any_more_are_forgotten() -> None:
    with writing() as session:
        id = joined(session).id
        tokens.sign_in(session, Actor(id, NOW), "old")
        tokens.sign_in(session, Actor(id, NOW + 31 * DAY), "new")
        assert tokens.get(session, "old") is None
        assert tokens.get(session, "new") is not None


def test_a_link_is_good_once_until_its_time_is_over_or_a_newer_one_is_made() -> None:
    with writing() as session:
        id = joined(session).id
        invitations.make(session, NOBODY, "first", Kind.FIRST, ends_at=NOW + DAY)
        invitations.make(session, NOBODY, "one", Kind.RESET, account=id, ends_at=NOW + DAY)
        assert invitations.good(session, "one", NOW) == Invitation("one", Kind.RESET, id)
        assert invitations.good(session, "one", NOW + DAY) is None
        invitations.make(session, NOBODY, "two", Kind.RESET, account=id, ends_at=NOW + DAY)
        assert invitations.good(session, "one", NOW) is None
        assert invitations.use(session, "two", NOW) is not None
        assert invitations.use(session, "two", NOW) is None
        assert invitations.good(session, "first", NOW) == Invitation("first", Kind.FIRST, "")


def test_guesses_are_kept_until_a_right_one_or_a_day_without_any() -> None:
    with writing() as session:
        assert guesses.of(session, "ada", NOW) == Guesses(0, NOW)
        guesses.keep(session, "ada", Guesses(4, later(seconds=8)), NOW)
        assert guesses.of(session, "ada", later(hours=23)) == Guesses(4, later(seconds=8))
        assert guesses.of(session, "ada", NOW + DAY).failures == 0
        guesses.forget(session, "ada")
        assert guesses.of(session, "ada", NOW).failures == 0


def test_nobody_is_told_of_who_is_not_there() -> None:
    with pytest.raises(AbsentError), writing() as session:
        people.set_role(session, NOBODY, "nobody", "lead")
    with reading() as session:
        assert (people.get(session, "nobody"), tokens.get(session, "x"), invitations.good(session, "x", NOW)) == (
            None, None, None,
        )  # fmt: skip  # one line of nothing
