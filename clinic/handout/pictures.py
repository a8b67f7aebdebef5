"""The drawings of exercises, ready for a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clinic.domain.pose import Pose
from clinic.figures.drawing import draw_pair
from clinic.handout.sheet import Pictures


def pictures(poses: Mapping[str, Pose], exercises: Iterable[str]) -> Pictures:
    """Start, finish and description of each exercise that has a pose; a still hold has one picture and no finish."""
    drawn = {}
    for id in exercises:
        if pose := poses.get(id):
            pair = draw_pair(pose)
            drawn[id] = (pair.start, "" if pose.still else pair.finish, pose.alt)
    return drawn
