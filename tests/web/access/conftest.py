"""A clinic with one person of each role, and a clock that a test moves on."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.people import Watch, clinic_with_people


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def app(tmp_path: Path, watch: Watch) -> Flask:
    return clinic_with_people(tmp_path, moment=watch)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
