"""Figures are drawn while the clinic is being served, and never because somebody made an application."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from clinic.app import create_app
from clinic.domain.pose import Pose
from clinic.figures.drawing import draw_pair
from clinic.knowledge.poses import load_poses
from clinic.settings import Settings
from clinic.web.drawing_ahead import drawing_ahead
from clinic.web.pictures import drawn


def test_a_figure_drawn_ahead_is_not_drawn_again_for_a_page() -> None:
    pose = replace(load_poses()["bird_dog"], alt="a bird-dog that no page has asked for")
    with drawing_ahead([pose]) as thread:
        thread.join()
    before = draw_pair.cache_info().misses
    assert drawn(pose).start.startswith("<svg")
    assert draw_pair.cache_info().misses == before


def test_it_stops_when_the_clinic_closes_however_much_is_left() -> None:
    asked: list[int] = []

    def without_end() -> Iterator[Pose]:
        while True:
            asked.append(1)
            yield load_poses()["bird_dog"]

    with drawing_ahead(without_end()) as thread:
        assert thread.is_alive()
        assert thread.daemon
    assert not thread.is_alive()
    assert asked


def test_making_an_application_draws_nothing(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    create_app(Settings(tmp_path))
    assert set(threading.enumerate()) <= before
