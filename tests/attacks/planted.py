"""Two pages with a real fault each, planted into the clinic that is attacked: who does not find them sees nothing."""

from __future__ import annotations

from flask import Blueprint, Flask, request
from sqlalchemy.exc import SQLAlchemyError

from clinic.store.engine import db
from clinic.web.access.guard import open_to_all

INJECTED, ECHOED = "/planted/search", "/planted/echo"
PAGE = "<!doctype html><title>Planted</title><main><p>{}</p></main>"


def plant(app: Flask) -> None:
    """A search whose word becomes part of the SQL, and a page that says what it was told as markup."""
    planted = Blueprint("planted", __name__)

    @planted.get(INJECTED)
    @open_to_all
    def search() -> str:
        word = request.args.get("word", "")
        statement = f"SELECT surname FROM patient WHERE surname = '{word}'"  # noqa: S608  # the fault
        try:
            with db.engine.connect() as connection:
                rows = connection.exec_driver_sql(statement).all()
        except SQLAlchemyError:
            return PAGE.format("Nobody was found.")
        return PAGE.format(f"{len(rows)} found: " + ", ".join(str(row[0]) for row in rows))

    @planted.get(ECHOED)
    @open_to_all
    def echo() -> str:
        return PAGE.format(request.args.get("said", ""))

    app.register_blueprint(planted)
