"""The web application, put together from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from clinic.domain.in_words import UNVERIFIED
from clinic.knowledge import packaged_json, read_knowledge
from clinic.knowledge.poses import load_poses
from clinic.settings import Settings, load_settings, secret_key, template_folder
from clinic.store.editions import keep_edition
from clinic.store.engine import database_url, db, init_database
from clinic.store.ids import new_id
from clinic.store.migrate import bring_up
from clinic.store.upgrade import upgrade
from clinic.web.access.account import account
from clinic.web.access.entering import answer_strangers
from clinic.web.access.guard import guard
from clinic.web.access.locking import locking
from clinic.web.access.passwords import Passwords, keep_passwords
from clinic.web.access.people_page import staff
from clinic.web.access.sign_in import access
from clinic.web.access.welcome import welcome
from clinic.web.access.who import know_who
from clinic.web.assessed import assessed
from clinic.web.assessments import assessments
from clinic.web.backup_now import backup_now
from clinic.web.builder import builder
from clinic.web.check import check
from clinic.web.clock_now import clock_now
from clinic.web.demo_folder import is_demo
from clinic.web.errors import answer_errors
from clinic.web.hazards import hazards
from clinic.web.house import expect_logos, house
from clinic.web.house_now import house_now
from clinic.web.intake_form import field_names, intake_form
from clinic.web.intake_layout import intake_layout
from clinic.web.issue import issue
from clinic.web.patients import patients
from clinic.web.pictures import pictures
from clinic.web.practice import Practice, day_here, now
from clinic.web.programme import programme
from clinic.web.protection import protect
from clinic.web.record_errors import answer_record_errors
from clinic.web.rulebook import rulebook
from clinic.web.sheets import sheets
from clinic.web.shelf import shelf
from clinic.web.start import start
from clinic.web.summary import summary
from clinic.web.today import today
from clinic.web.words import filters


def create_app(
    settings: Settings | None = None,
    *,
    clock: Callable[[], date] = day_here,
    moment: Callable[[], datetime] = now,
    earliest: date = date.min,
) -> Flask:
    """The pages of one clinic, ready to serve; `clock` says what day it is there and `moment` the moment, neither of
    which can be right before the day `earliest`.

    Raises SettingsError or KnowledgeError, each with every mistake, or StoreError, when the clinic cannot be opened.
    """
    settings = settings or load_settings()
    knowledge = read_knowledge()
    layout = intake_layout(knowledge)

    app = Flask("clinic", template_folder=str(template_folder()), instance_path=str(settings.instance))
    app.config.update(SECRET_KEY=secret_key(settings.instance), BOOTSTRAP_SERVE_LOCAL=True)
    form = intake_form(knowledge, layout)
    app.extensions["practice"] = Practice(
        settings, knowledge, layout, form, field_names(form), load_poses(), clock, moment, is_demo(settings.instance)
    )

    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(knowledge=knowledge, settings=settings, unverified=UNVERIFIED, new_key=new_id)
    app.jinja_env.filters.update(filters(knowledge))

    app.extensions["upgraded"] = upgrade(settings.instance, settings.database, moment())
    init_database(app, database_url(settings.instance, settings.database))
    with app.app_context():
        bring_up(db.engine)
    keep_edition(settings.instance, knowledge.edition, packaged_json)

    protect(app, settings, invented=is_demo(settings.instance))
    keep_passwords(app, Passwords())
    know_who(app)
    guard(app)
    expect_logos(app)
    CSRFProtect(app)
    Bootstrap5(app)
    house_now(app)
    backup_now(app)
    clock_now(app, earliest)
    for pages in (start, check, programme, pictures, shelf, rulebook, hazards, today, patients, assessments, assessed):
        app.register_blueprint(pages)
    for pages in (builder, issue, sheets):
        app.register_blueprint(pages)
    for pages in (access, locking, welcome, account, staff, house, summary):
        app.register_blueprint(pages)
    answer_errors(app)
    answer_strangers(app)
    answer_record_errors(app)
    return app
