"""The clinic's own settings, its signed editions, and forms that are done once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinic.store import house, sent
from clinic.store.errors import ConflictError, StoreError
from clinic.store.house import Caseload, House, SignOff
from clinic.store.transactions import reading, writing
from tests.store.records import AWKWARD, NOW, clinician, later

pytestmark = pytest.mark.usefixtures("store")

SET = House(
    name=AWKWARD, address="1 High Street\nLeeds", telephone="0113 496 0000", paper="Letter", amber_from=3, red_from=6,
    caseload=Caseload.OWN, codes_required=True,
)  # fmt: skip  # one clinic, few lines


def test_a_new_clinic_has_set_nothing() -> None:
    with reading() as session:
        assert house.of(session) == House()
        assert house.logo(session) == b""


def test_what_is_set_is_given_back_whole() -> None:
    with writing() as session:
        house.save(session, clinician(session), SET, logo=b"\x89PNG\0")
    with reading() as session:
        assert house.of(session) == replace(SET, has_logo=True, version=1)
        assert house.logo(session) == b"\x89PNG\0"


def test_a_logo_stays_until_it_is_taken_away() -> None:
    with writing() as session:
        actor = clinician(session)
        house.save(session, actor, SET, logo=b"PNG")
        house.save(session, actor, replace(house.of(session), name="New"))
        assert (house.logo(session), house.of(session).has_logo) == (b"PNG", True)
        house.save(session, actor, house.of(session), logo=b"")
        assert (house.logo(session), house.of(session).has_logo) == (b"", False)


def test_settings_changed_from_an_older_version_are_a_conflict() -> None:
    with writing() as session:
        actor = clinician(session)
        house.save(session, actor, SET)
        with pytest.raises(ConflictError) as refused:
            house.save(session, actor, replace(SET, name="Late"))
        assert refused.value.version == 1
        assert house.of(session).name == SET.name


def test_an_edition_is_signed_off_once() -> None:
    with writing() as session:
        actor = clinician(session)
        assert house.signed_off(session, "e" * 64) is None
        house.sign_off(session, actor, "e" * 64, AWKWARD)
        house.sign_off(session, replace(actor, at=later(days=3)), "e" * 64, "Again")
        assert house.signed_off(session, "e" * 64) == SignOff("e" * 64, actor.account, "2026-11-20", AWKWARD)
        assert house.signed_off(session, "f" * 64) is None


def test_a_form_sent_twice_leads_where_it_led() -> None:
    with writing() as session:
        actor = clinician(session)
        assert sent.led_to(session, "key", actor.account) is None
        sent.was_acted_upon(session, "key", actor.account, "/patients/one", NOW)
    with reading() as session:
        assert sent.led_to(session, "key", actor.account) == "/patients/one"
        assert sent.led_to(session, "other", actor.account) is None
        assert sent.led_to(session, "key\0", actor.account) is None


def test_a_form_of_somebody_else_leads_nowhere_and_is_not_done() -> None:
    with writing() as session:
        actor, other = clinician(session), clinician(session)
        sent.was_acted_upon(session, "key", actor.account, "/patients/one", NOW)
        assert sent.led_to(session, "key", other.account) is None
        with pytest.raises(StoreError, match="sent before"):
            sent.was_acted_upon(session, "key", other.account, "/patients/two", NOW)
        assert sent.led_to(session, "key", actor.account) == "/patients/one"


def test_a_form_before_anybody_signed_in_is_done_once_too() -> None:
    with writing() as session:
        sent.was_acted_upon(session, "key", "", "/join", NOW)
        assert sent.led_to(session, "key", "") == "/join"
