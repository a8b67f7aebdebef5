"""Rules in words."""

from __future__ import annotations

import pytest

from clinic.domain.rule import Atom, Rule, Source
from clinic.domain.rule_words import (
    Phrase,
    atom_in_words,
    combination_in_words,
    derivation_in_words,
    rule_in_words,
    with_names,
)
from tests.domain.people import KNOWLEDGE


@pytest.mark.parametrize(
    ("atom", "words"),
    [
        (Atom(Source.DERIVED, "age", above=70), "age above 70"),
        (Atom(Source.DERIVED, "age", between=(60, 64)), "age 60 to 64"),
        (Atom(Source.PATIENT, "sex", is_="F"), "female"),
        (Atom(Source.MASTERED, "plank"), "Plank mastered"),
        (Atom(Source.DISABILITY, "disability", is_="high"), "disability high"),
        (Atom(Source.TEST, "sorensen_s", below=60), "Biering-Sorensen back endurance below 60 seconds"),
        (Atom(Source.TEST, "beighton", at_least=5), "Beighton score at least 5"),
        (Atom(Source.QUESTION, "temperature_c", at_least=38), "“Temperature”: at least 38 degrees C"),
        (Atom(Source.MEASURE, "nprs_leg_worst", is_="missing"), "Worst leg pain, last 24 hours not recorded"),
        (Atom(Source.QUESTION, "ankle_dorsiflexion_grade", between=(4, 4)),
         "“Strength of lifting the foot”: 4 MRC/Oxford grade"),
        (Atom(Source.TEST, "side_bridge_s", above=0.05, side_difference="fraction"),
         "fraction by which the sides differ in Side-bridge endurance above 0.05"),
        (Atom(Source.TEST, "lumbar_side_flexion_deg", at_least=10, side_difference="absolute"),
         "difference between the sides of Lumbar side-bend at least 10 degrees"),
        (Atom(Source.RATIO, "flexor_endurance_s", above=1, divisor="sorensen_s"),
         "Flexor endurance at 60 degrees divided by Biering-Sorensen back endurance above 1"),
        (Atom(Source.TEST, "fingertip_floor_cm", below=9.8, change_from_last=True),
         "change since the last visit in Fingertip to floor below 9.8 cm"),
        (Atom(Source.WEEKS_SINCE, "vertebral_fracture", at_least=12),
         "Date of the latest fracture of a spine bone at least 12 weeks ago"),
    ],
)  # fmt: skip  # a table reads best in lines
def test_a_comparison_is_said_with_its_source_and_its_unit(atom: Atom, words: str) -> None:
    assert atom_in_words(KNOWLEDGE, atom) == words


def test_alternatives_are_one_phrase_with_a_count() -> None:
    either = Rule(any=(Atom(Source.PATIENT, "sex", is_="F"), Atom(Source.PATIENT, "sex", is_="X")))
    assert rule_in_words(KNOWLEDGE, either) == (Phrase("at least 1 of", ("female", "other")),)


def test_a_single_alternative_needs_no_count() -> None:
    assert rule_in_words(KNOWLEDGE, Rule(any=(Atom(Source.PATIENT, "sex", is_="F"),))) == (Phrase("female"),)


def test_a_rule_that_always_holds_says_nothing() -> None:
    assert rule_in_words(KNOWLEDGE, Rule()) == ()


def test_a_derivation_says_that_its_results_belong_to_one_side() -> None:
    assert derivation_in_words(KNOWLEDGE, KNOWLEDGE.derivations["slr_irritable"])[-1] == Phrase("all on the same side")


def test_a_combination_counts_its_members() -> None:
    first, second = combination_in_words(KNOWLEDGE, KNOWLEDGE.combinations["cb_dvt_pe"])
    assert first == Phrase("one calf hot, swollen, sore")
    assert (second.text, len(second.of)) == ("at least 1 of", 6)


def test_no_rule_of_the_knowledge_shows_an_id() -> None:
    said = [
        *(derivation_in_words(KNOWLEDGE, one) for one in KNOWLEDGE.derivations.values()),
        *(combination_in_words(KNOWLEDGE, one) for one in KNOWLEDGE.combinations.values()),
        *(rule_in_words(KNOWLEDGE, rule) for one in KNOWLEDGE.effects.values() for rule in one.when),
        *(rule_in_words(KNOWLEDGE, one.gate.needs) for one in KNOWLEDGE.exercises.values() if one.gate),
        *(rule_in_words(KNOWLEDGE, one.applies_when) for one in KNOWLEDGE.flags.values() if one.applies_when),
        *(rule_in_words(KNOWLEDGE, block.when) for test in KNOWLEDGE.tests.values() for block in test.blocks),
    ]
    words = {word for parts in said for part in parts for text in (part.text, *part.of) for word in text.split()}
    assert len(words) > 100
    assert {word for word in words if "_" in word} == set()


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("see rf_age_over70", "see “age over 70”"),
        ("twisting: frontal_torsion_load.", "twisting: “Resisting side-bend or twist”."),
        ("the ladder add_hamstrings_now comes last", "the ladder add hamstrings now comes last"),
        ("as in foc2008, wall_occiput_cm of 5", "as in foc2008, “Wall to occiput distance” of 5"),
        ("nothing to replace", "nothing to replace"),
    ],
)
def test_a_note_names_what_it_is_about(note: str, words: str) -> None:
    assert with_names(KNOWLEDGE, note) == words
