"""Pages with a fault in them, planted into an application so that a harness can show that it sees it."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template_string, request
from flask.typing import ResponseReturnValue

from clinic.store import patients
from clinic.store.transactions import reading
from clinic.web.access.guard import open_to_all

FORM = """<!doctype html><title>Planted</title><main><form method="post" action="{{ action }}">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}"><input name="kept" value="{{ kept }}">
<textarea name="forgotten">{{ forgotten }}</textarea><button>Send</button></form></main>"""
LIST = """<!doctype html><title>Planted</title>{% for one in people %}<p>{{ one.surname|safe }}</p>{% endfor %}"""


def plant_forms(app: Flask) -> None:
    """A form whose view raises when anything is typed into it that is no number, and one that comes back refused
    without one of its texts."""
    planted = Blueprint("planted", __name__)

    @planted.get("/planted")
    @open_to_all
    def show() -> str:
        return render_template_string(FORM, action="/planted/raises", kept="", forgotten="")

    @planted.get("/planted/second")
    @open_to_all
    def second() -> str:
        return render_template_string(FORM, action="/planted/forgets", kept="", forgotten="")

    @planted.post("/planted/raises")
    @open_to_all
    def raises() -> str:
        return str(int(request.form.get("kept", "1") or "1"))

    @planted.post("/planted/forgets")
    @open_to_all
    def forgets() -> ResponseReturnValue:
        kept = request.form.get("kept", "")
        return render_template_string(FORM, action="/planted/forgets", kept=kept, forgotten=""), 422

    app.register_blueprint(planted)


def plant_template(app: Flask) -> None:
    """A page that takes what people wrote for markup."""
    planted = Blueprint("planted", __name__)

    @planted.get("/planted")
    @open_to_all
    def show() -> str:
        with reading() as session:
            people = patients.recent(session)
        return render_template_string(LIST, people=people)

    app.register_blueprint(planted)
