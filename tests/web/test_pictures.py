from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("moment", ["start", "finish"])
def test_an_exercise_has_a_picture_of_each_moment(client: FlaskClient, moment: str) -> None:
    answer = client.get(f"/figures/bird_dog/{moment}.svg")
    assert answer.mimetype == "image/svg+xml"
    assert ET.fromstring(answer.get_data()).tag.endswith("svg")  # noqa: S314  # drawn by this program


@pytest.mark.parametrize("path", ["/figures/no_such/start.svg", "/figures/bird_dog/middle.svg", "/typeface/500.ttf"])
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_the_typeface_is_served_by_the_clinic_itself(client: FlaskClient, weight: int) -> None:
    with client.get(f"/typeface/{weight}.ttf") as answer:
        assert answer.mimetype == "font/ttf"
        assert "max-age" in answer.headers["Cache-Control"]


def test_the_typefaces_licence_comes_with_it(client: FlaskClient) -> None:
    with client.get("/typeface/licence.txt") as answer:
        assert "SIL Open Font License" in answer.get_data(as_text=True)
