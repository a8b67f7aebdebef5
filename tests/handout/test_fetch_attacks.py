"""Printing fetches nothing and opens no file, whatever a page, a word or a logo asks for: as many ways as are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clinic.domain.facts import Facts, Person
from clinic.domain.screening import screen
from clinic.handout import printing
from clinic.handout.errors import HandoutError
from clinic.handout.fonts import missing_characters
from clinic.handout.reading import squeezed
from clinic.handout.referral import referral_note_content
from clinic.handout.sheet import ClinicDetails
from clinic.handout.summary import Assessed
from clinic.knowledge import read_knowledge
from clinic.web.logo import logo_png
from tests.handout.builders import AMARA, CLINIC, PRINTED_ON, sheet
from tests.handout.fetch_attacks import SECRET, Attack, attacks, logos
from tests.handout.shooting import NOTHING, Range, live, printed, said, target
from tests.handout.test_referral import YES
from tests.handout.test_summary import VISITS, summary_of

LEAST = 21
LONGEST, NUMBER = 120, 20
"""Letters of an attack that are typed: more are cut off by the fields of our pages, or do not fit on the paper."""
FIELDS, SEEN = 5, 12
"""Free texts that are filled in at once, and how much of the beginning of each is looked for on the paper."""


@pytest.fixture(scope="module")
def shooting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Range]:
    with target(tmp_path_factory.mktemp("range")) as found:
        yield found


def typed(attack: Attack) -> str:
    return " ".join(attack.words.split())[:LONGEST]


def of_clinic(name: str, address: str, telephone: str) -> ClinicDetails:
    return replace(CLINIC, name=name, address=address, telephone=telephone)


def a_sheet(one: str, two: str, *clinic: str) -> bytes:
    person = Person(name=one, number=two[:NUMBER])
    return printing.render_pdf(sheet("plank", person=person, goal=two, clinic=of_clinic(*clinic)))


def a_note(one: str, two: str, *clinic: str) -> bytes:
    knowledge, person = read_knowledge(), replace(AMARA, name=one, number=two[:NUMBER])
    facts = Facts(PRINTED_ON, person, answers={("rf_cancer_history", ""): YES}, everything_else_no=True)
    content = referral_note_content(
        knowledge, facts, screen(knowledge, facts), of_clinic(*clinic), printed_on=PRINTED_ON
    )
    return printing.render_referral_note(content)


def a_summary(one: str, two: str, *clinic: str) -> bytes:
    content = summary_of(next(iter(VISITS.values())), Assessed("Ben Okafor", two[:NUMBER], amends=two))
    return printing.render_summary(replace(content, person=one, clinic=of_clinic(*clinic)))


PRINTED: tuple[Callable[..., bytes], ...] = (a_sheet, a_note, a_summary)


def test_there_are_as_many_ways_as_are_promised_each_with_a_name_of_its_own(shooting: Range) -> None:
    names = [one.name for one in attacks(shooting.aims)]
    assert len(names) == len(set(names)) >= LEAST


def test_an_attack_that_stands_in_the_page_reaches_nobody_and_opens_nothing(shooting: Range) -> None:
    for attack in attacks(shooting.aims):
        text = printed(shooting.worker, live(attack))
        assert (attack.name, shooting.worker.since(), shooting.connections) == (attack.name, NOTHING, [])
        assert SECRET not in text
        assert "attached" not in text


def test_an_attack_typed_as_words_is_printed_as_words(shooting: Range, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "workers", lambda: shooting.worker)
    words = [typed(attack) for attack in attacks(shooting.aims) if not missing_characters(attack.words)]
    for number, several in enumerate(zip(*[iter([*words, *words[:FIELDS]])] * FIELDS, strict=False)):
        text = squeezed(said(PRINTED[number % len(PRINTED)](*several)))
        assert [one for one in several if squeezed(one)[:SEEN] not in text] == []
        assert (several, shooting.worker.since(), shooting.connections) == (several, NOTHING, [])


def test_a_logo_with_an_attack_is_refused_or_only_its_picture_is_printed(
    shooting: Range, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "workers", lambda: shooting.worker)
    kept = 0
    for name, sent in logos(shooting.aims).items():
        try:
            logo = logo_png(sent)
        except HandoutError:
            continue
        kept += 1
        assert SECRET.encode() not in logo, name
        pdf = printing.render_pdf(sheet("plank", clinic=replace(CLINIC, logo=logo)))
        assert SECRET.encode() not in pdf, name
        assert (name, shooting.worker.since(), shooting.connections) == (name, NOTHING, [])
    assert kept == 3


def test_a_writer_that_lets_one_address_through_is_noticed(tmp_path: Path) -> None:
    """The planted fault."""
    with target(tmp_path, leaky=True) as leaking:
        one = {attack.name: attack for attack in attacks(leaking.aims)}
        printed(leaking.worker, live(one["picture over http"]))
        assert any(event.startswith("socket.connect") for event in leaking.worker.since().reached)
        assert len(leaking.connections) == 1
        printed(leaking.worker, live(one["attached file"]))
        assert leaking.worker.since().opened == (str(leaking.aims.secret),)
