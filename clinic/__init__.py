"""Plumbline: screening, graded exercise programmes and printed sheets for people with back pain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic.version import __version__

if TYPE_CHECKING:
    from flask import Flask

    from clinic.settings import Settings

__all__ = ["__version__", "create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """The web application, ready to serve; imports it only now, so that `import clinic` stays cheap."""
    from clinic.app import create_app as make

    return make(settings)
