"""The poses' TOML is read strictly: every mistake at once, with its place and the nearest valid word."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.domain.pose import Rest
from clinic.knowledge.mistakes import KnowledgeError, Place
from clinic.knowledge.poses import packaged_poses, read_poses

POSITIONS = """
[standing]
both = { hip_abduction = 3 }
rests = { feet = "floor" }
[crouching]
base = "standing"
both = { knee_flexion = 60 }
"""


def folder(tmp_path: Path, poses: str) -> Path:
    (tmp_path / "positions.toml").write_text(POSITIONS, encoding="utf-8")
    (tmp_path / "phase_1.toml").write_text(poses, encoding="utf-8")
    return tmp_path


def mistakes(tmp_path: Path, poses: str, exercises: list[str] | None = None) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        read_poses(folder(tmp_path, poses), exercises)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_the_packaged_poses_are_without_mistakes() -> None:
    assert read_poses(packaged_poses())


def test_a_position_builds_on_the_position_it_names(tmp_path: Path) -> None:
    pose = read_poses(folder(tmp_path, '[a]\nalt = "x"\n[a.start]\nbase = "crouching"\n[a.finish]\n'))["a"]
    assert (pose.start.left.hip_abduction, pose.start.left.knee_flexion) == (3.0, 60.0)


def test_the_finish_inherits_what_it_does_not_state(tmp_path: Path) -> None:
    text = '[a]\nalt = "x"\n[a.start]\nright = { knee_flexion = 10 }\n[a.finish]\nleft = { knee_flexion = 70 }\n'
    finish = read_poses(folder(tmp_path, text))["a"].finish
    assert (finish.left.knee_flexion, finish.right.knee_flexion) == (70.0, 10.0)


def test_a_finish_with_a_base_of_its_own_begins_afresh(tmp_path: Path) -> None:
    text = '[a]\nalt = "x"\n[a.start]\nbase = "crouching"\n[a.finish]\nbase = "standing"\n'
    assert read_poses(folder(tmp_path, text))["a"].finish.left.knee_flexion == 0.0


def test_a_plural_point_means_both_sides_and_none_lifts_one(tmp_path: Path) -> None:
    text = '[a]\nalt = "x"\n[a.start]\nbase = "standing"\n[a.finish]\nrests = { left_foot = "none" }\n'
    pose = read_poses(folder(tmp_path, text))["a"]
    assert pose.start.rests == (Rest("left_foot", "floor"), Rest("right_foot", "floor"))
    assert pose.finish.rests == (Rest("right_foot", "floor"),)


def test_a_stated_lean_is_held(tmp_path: Path) -> None:
    text = '[a]\nalt = "x"\n[a.start]\nlean = -90\nlean_solved = true\n[a.finish]\nlean = -60\n'
    pose = read_poses(folder(tmp_path, text))["a"]
    assert (pose.start.lean_held, pose.finish.lean_held) == (False, True)


def test_every_mistake_is_told_at_once_with_the_nearest_word(tmp_path: Path) -> None:
    text = """
[a]
view = "sidd"
props = [{ kind = "chiar" }]
arrows = [{ at = "bely", by = [0, 5] }]
[a.start]
base = "standin"
both = { knee_flexoin = 10 }
rests = { feat = "floor" }
[a.finish]
place = { left_palm = "left_knees" }
"""
    found = mistakes(tmp_path, text)
    assert len(found) == 8
    for word in ("side", "chair", "belly", "standing", "knee_flexion", "feet", "left_knee"):
        assert any(f"Did you mean {word!r}?" in line for line in found), word
    assert f"{Place('poses/phase_1.toml', 'a', 'alt')}: is missing." in found


def test_nothing_can_rest_on_a_prop_that_is_not_there(tmp_path: Path) -> None:
    text = '[a]\nalt = "x"\n[a.start]\nrests = { buttocks = "chair" }\n[a.finish]\n'
    assert any("no chair is among the props" in line for line in mistakes(tmp_path, text))


def test_breath_post_band_width_and_closed_arrows_are_read(tmp_path: Path) -> None:
    text = """
[a]
alt = "x"
mark = "low_belly"
mark_on = "finish"
props = [{ kind = "post", x = 70, y = -20 }, { kind = "band", through = ["hands", [70, -20, 100]], width = 3 }]
arrows = [{ at = "left_hand", square = 14 }, { at = "left_foot", circle = 12 }]
[a.start]
belly = -2
[a.finish]
belly = 3.5
"""
    pose = read_poses(folder(tmp_path, text))["a"]
    assert (pose.start.trunk.belly, pose.finish.trunk.belly, pose.mark_on) == (-2.0, 3.5, "finish")
    assert [(prop.kind, prop.y, prop.width) for prop in pose.props] == [("post", -20.0, None), ("band", 0.0, 3.0)]
    assert [(arrow.square, arrow.circle) for arrow in pose.arrows] == [(14.0, 0.0), (0.0, 12.0)]


def test_a_closed_arrow_cannot_follow_a_landmark(tmp_path: Path) -> None:
    text = '[a]\nalt = "x"\narrows = [{ follows = "left_hand", square = 14 }]\n[a.start]\n[a.finish]\n'
    assert any("say at, not follows" in line for line in mistakes(tmp_path, text))


def test_a_mark_in_no_picture_is_refused(tmp_path: Path) -> None:
    text = '[a]\nalt = "x"\nmark = "belly"\nmark_on = "finnish"\n[a.start]\n[a.finish]\n'
    assert any("Did you mean 'finish'?" in line for line in mistakes(tmp_path, text))


def test_nobody_can_rest_on_a_post(tmp_path: Path) -> None:
    text = '[a]\nalt = "x"\nprops = [{ kind = "post" }]\n[a.start]\nrests = { back = "post" }\n[a.finish]\n'
    assert any("surface" in line for line in mistakes(tmp_path, text))


def test_a_number_in_quotes_is_refused(tmp_path: Path) -> None:
    assert any(
        "has to be a number" in line
        for line in mistakes(tmp_path, '[a]\nalt = "x"\n[a.start]\nlean = "90"\n[a.finish]\n')
    )


def test_a_pose_of_no_exercise_is_refused(tmp_path: Path) -> None:
    found = mistakes(tmp_path, '[bird_dgo]\nalt = "x"\n[bird_dgo.start]\n[bird_dgo.finish]\n', ["bird_dog"])
    assert found == ["poses/phase_1.toml [bird_dgo]: no exercise is called 'bird_dgo'. Did you mean 'bird_dog'?"]


def test_a_pose_in_two_files_is_refused(tmp_path: Path) -> None:
    text = '[a]\nalt = "x"\n[a.start]\n[a.finish]\n'
    (folder(tmp_path, text) / "phase_2.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="another file holds a pose"):
        read_poses(tmp_path)
