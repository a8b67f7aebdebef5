"""One clinic with a new, empty instance folder, and a browser-like client of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.app import create_app
from clinic.settings import Settings
from tests.web.visit import TODAY


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    instance: Path = tmp_path_factory.mktemp("instance")
    settings = Settings(instance, name="Harbour Street Physiotherapy", telephone="01632 960 011")
    return create_app(settings, clock=lambda: TODAY)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client
