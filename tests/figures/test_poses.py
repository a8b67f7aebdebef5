"""Every pose that ships: within human range, resting where it says, unlike the others, and true to its exercise."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from clinic.figures.checks import disagreements, faults, furthest_move
from clinic.figures.drawing import draw_pair, posed
from clinic.knowledge.poses import load_poses, packaged_poses

POSES = load_poses()


def exercises() -> dict[str, Any]:
    files = (packaged_poses().parent / "exercises").glob("*.toml")
    return {id: table for file in files for id, table in tomllib.loads(Path(file).read_text(encoding="utf-8")).items()}


EXERCISES = exercises()


@pytest.mark.parametrize("id", sorted(POSES))
def test_the_figure_is_anatomically_and_physically_sound(id: str) -> None:
    assert faults(POSES[id]) == []


@pytest.mark.parametrize("id", sorted(POSES))
def test_the_figure_shows_what_its_exercise_demands(id: str) -> None:
    assert disagreements(POSES[id], EXERCISES[id]["demands"]) == []


@pytest.mark.parametrize("id", sorted(POSES))
def test_a_still_pose_is_not_one_that_moves_far(id: str) -> None:
    assert not POSES[id].still or furthest_move(POSES[id]) < 12


@pytest.mark.parametrize("id", sorted(POSES))
def test_the_alternative_text_is_one_sentence(id: str) -> None:
    alt = POSES[id].alt
    assert alt.endswith(".")
    assert alt.count(".") == 1
    assert 20 <= len(alt) <= 160


@pytest.mark.parametrize("id", sorted(POSES))
def test_a_picture_stays_small(id: str) -> None:
    pair = draw_pair(POSES[id])
    assert max(len(pair.start), len(pair.finish)) < 25_000


def test_no_two_exercises_share_their_pictures() -> None:
    pictures = {id: (draw_pair(pose, start_title="x", finish_title="x")) for id, pose in POSES.items()}
    alike = [(a, b) for a, b in combinations(sorted(pictures), 2) if pictures[a] == pictures[b]]
    assert alike == []


def test_no_two_exercises_share_both_postures() -> None:
    def where(id: str) -> list[tuple[float, ...]]:
        return [tuple(round(v) for v in frame.o) for solved in posed(POSES[id]) for frame in solved.body.values()]

    places = {id: (where(id), POSES[id].props, POSES[id].arrows) for id in POSES}
    assert [(a, b) for a, b in combinations(sorted(places), 2) if places[a] == places[b]] == []
