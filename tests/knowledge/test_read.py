"""The strict reader: every mistake at once, each with file, table, field and the nearest valid word."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest

from clinic.domain.intake import Window
from clinic.domain.rule import EMPTY, Atom, Rule, Source
from clinic.domain.scales import Action, AskedBy, Level, SideRule
from clinic.knowledge import KnowledgeError, packaged_folder, read_knowledge
from clinic.knowledge.read import knowledge_of
from tests.knowledge.copies import mistakes, packaged, plant

PHASE_1 = "exercises/phase_1_relax_and_activate.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The packaged files, in a folder that may be spoilt."""
    copied = tmp_path / "knowledge"
    shutil.copytree(packaged_folder(), copied, ignore=shutil.ignore_patterns("*.py", "poses", "__pycache__", "checks"))
    return copied


def test_the_packaged_knowledge_reads_without_a_mistake() -> None:
    knowledge = read_knowledge()
    assert len(knowledge.exercises) == 107
    assert len(knowledge.demands) == 20
    assert [id for id, exercise in knowledge.exercises.items() if not exercise.recommended] == [
        "toe_touch_standing",
        "superman",
        "sit_up",
        "double_leg_raise",
        "russian_twist",
    ]


def test_the_packaged_knowledge_is_read_once() -> None:
    assert read_knowledge() is read_knowledge()


def test_a_copied_folder_gives_the_same_knowledge(folder: Path) -> None:
    assert read_knowledge(folder) == read_knowledge()


def test_words_become_values_and_table_names_become_ids() -> None:
    knowledge = read_knowledge()
    osteoporosis = knowledge.conditions["osteoporosis"]
    assert osteoporosis.id == "osteoporosis"
    assert osteoporosis.asked_by is AskedBy.SYSTEM
    assert osteoporosis.limits["loaded_flexion"] is Level.NONE
    assert knowledge.flags["rf_cord_signs"].single_action is Action.URGENT_REFERRAL
    assert knowledge.conditions["post_discectomy_6_12"].window == Window("discectomy", (6, 12))
    assert knowledge.flags["rf_cord_signs"].qualifiers["known_stable_under_care"].id == "known_stable_under_care"
    assert sorted(knowledge.staging.dose_templates) == [1, 2, 3, 4, 5]


def test_rules_become_atoms() -> None:
    knowledge = read_knowledge()
    raised = knowledge.derivations["slr_irritable"]
    assert raised.sides is SideRule.SAME
    assert raised.when.all == (
        Atom(Source.TEST, "slr_deg", at_most=45),
        Atom(Source.QUESTION, "leg_symptoms_reproduced", is_="yes"),
    )
    gate = knowledge.exercises["deadlift_barbell"].gate
    assert gate is not None
    assert gate.needs.any == (
        Atom(Source.MASTERED, "deadlift_raised", is_="yes"),
        Atom(Source.MASTERED, "trap_bar_deadlift", is_="yes"),
    )
    ratio = knowledge.effects["prioritise_extensor_endurance"].when
    assert ratio == (Rule(all=(Atom(Source.RATIO, "flexor_endurance_s", above=1.0, divisor="sorensen_s"),)),)
    unmeasured = {one.id: one.missing for one in knowledge.staging.unmeasured}
    assert unmeasured["disability_unmeasured"] == Atom(Source.DISABILITY, "", is_="missing")
    assert knowledge.staging.stages[-1].enter == EMPTY


def test_every_mistake_is_named_at_once() -> None:
    tables = packaged()
    plant(tables, "conditions", "osteoporosis.max_fase", 3)
    plant(tables, "conditions", "knee_oa.limits.kneelin", "low")
    plant(tables, "red_flags", "rf_fever.sources", ["finucane2002"])
    plant(tables, "phase_1", "cat_camel.dose.reps", 99)
    plant(tables, "ladders", "ladder.carry.rungs.2", "farmers_carry")
    found = mistakes(tables)
    assert [line for line in found if "sources.toml" not in line and "phase_5" not in line] == [
        "conditions.toml [knee_oa] limits: no demand or derived demand is called 'kneelin'. Did you mean 'kneeling'?",
        "conditions.toml [osteoporosis] max_fase: 'max_fase' is not a field here. Did you mean 'max_phase'?",
        f"{PHASE_1} [cat_camel] dose.reps: 99 lies outside its bounds, 6 to 12.",
        f"{PHASE_1} [cat_camel] dose.seconds_per_session: the formula of staging.toml gives 614.",
        "ladders.toml [ladder.carry] rungs: no exercise is called 'farmers_carry'. Did you mean 'farmer_carry'?",
        "red_flags.toml [rf_fever] sources: no source is called 'finucane2002'. Did you mean 'finucane2020'?",
    ]


def test_a_mistake_brings_no_others_that_only_follow_from_it() -> None:
    tables = packaged()
    plant(tables, "phase_3", "plank.dose.bounds", "wide")
    assert mistakes(tables) == [
        "exercises/phase_3_endurance.toml [plank] dose.bounds: has to be a table, not 'wide'.",
    ]


def test_the_message_says_what_to_do() -> None:
    tables = packaged()
    plant(tables, "equipment", "mat.label", 5)
    with pytest.raises(KnowledgeError) as raised:
        knowledge_of(tables)
    assert str(raised.value) == (
        "The clinical knowledge has 1 mistake. Mend the named files and start again:\n"
        "  equipment.toml [mat] label: has to be a text, not 5."
    )


def test_a_file_that_is_no_toml_is_named_with_its_line(folder: Path) -> None:
    (folder / "dates.toml").write_text("[due]\nlabel = Due date\n", encoding="utf-8")
    (folder / "aims.toml").write_bytes(b"\xff")
    with pytest.raises(KnowledgeError) as raised:
        read_knowledge(folder)
    first, second = raised.value.mistakes
    assert (first.place.file, second.place.file) == ("aims.toml", "dates.toml")
    assert first.wrong.startswith("is not TOML: ")
    assert "line 2" in second.wrong


def test_a_missing_and_an_unknown_file_are_named(folder: Path) -> None:
    (folder / "red_flags.toml").rename(folder / "red_flag.toml")
    with pytest.raises(KnowledgeError) as raised:
        read_knowledge(folder)
    assert [str(mistake) for mistake in raised.value.mistakes] == [
        "red_flag.toml: no file of the knowledge has this name. Did you mean 'red_flags.toml'?",
        "red_flags.toml: this file is missing.",
    ]


def test_a_folder_without_exercises_is_refused(folder: Path) -> None:
    shutil.rmtree(folder / "exercises")
    with pytest.raises(KnowledgeError, match="exercises/: no file with exercises is here"):
        read_knowledge(folder)


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "dates.toml").unlink()
    (folder / "dates.toml").mkdir()
    with pytest.raises(KnowledgeError, match=r"dates\.toml: cannot be read: Is a directory"):
        read_knowledge(folder)


def test_an_exercise_in_two_files_is_refused() -> None:
    tables = packaged()
    plant(tables, "phase_5", "plank", tables["exercises/phase_3_endurance.toml"]["plank"])
    assert mistakes(tables) == ["exercises/phase_5_strength.toml [plank]: another file holds this exercise too."]


def test_a_new_exercise_needs_tables_and_no_python() -> None:
    tables = copy.deepcopy(packaged())
    library = tables["exercises/phase_1_relax_and_activate.toml"]
    tables["exercises/ours.toml"] = {"open_door": {**library["open_book"], "name": "Open door"}}
    library["lower_trunk_rotation"]["progressions"].append("open_door")
    ladders = tables["ladders.toml"]["ladder"]
    ladders["doors"] = {**ladders["turn_mobility"], "rungs": ["lower_trunk_rotation", "open_door"]}
    tables["aims.toml"]["choice"]["fallback_ladders"].append("doors")
    knowledge = knowledge_of(tables)
    assert knowledge.exercises["open_door"].name == "Open door"
    assert knowledge.ladders["doors"].rungs[-1] == "open_door"
