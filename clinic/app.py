"""The web application, put together from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from clinic.domain.in_words import UNVERIFIED
from clinic.knowledge import read_knowledge
from clinic.knowledge.poses import load_poses
from clinic.settings import Settings, load_settings, secret_key, template_folder
from clinic.web.check import check
from clinic.web.errors import answer_errors
from clinic.web.intake_form import intake_form
from clinic.web.intake_layout import intake_layout
from clinic.web.pictures import pictures
from clinic.web.practice import Practice, day_here
from clinic.web.programme import programme
from clinic.web.protection import protect
from clinic.web.start import start
from clinic.web.words import filters


def create_app(settings: Settings | None = None, *, clock: Callable[[], date] = day_here) -> Flask:
    """The pages of one clinic, ready to serve; `clock` says what day it is there.

    Raises SettingsError or KnowledgeError, each with every mistake, when the clinic cannot be opened.
    """
    settings = settings or load_settings()
    knowledge = read_knowledge()
    layout = intake_layout(knowledge)

    app = Flask("clinic", template_folder=str(template_folder()), instance_path=str(settings.instance))
    app.config.update(SECRET_KEY=secret_key(settings.instance), BOOTSTRAP_SERVE_LOCAL=True)
    form = intake_form(knowledge, layout)
    app.extensions["practice"] = Practice(settings, knowledge, layout, form, load_poses(), clock)

    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(knowledge=knowledge, settings=settings, unverified=UNVERIFIED)
    app.jinja_env.filters.update(filters(knowledge))

    protect(app, settings)
    CSRFProtect(app)
    Bootstrap5(app)
    for pages in (start, check, programme, pictures):
        app.register_blueprint(pages)
    answer_errors(app)
    return app
