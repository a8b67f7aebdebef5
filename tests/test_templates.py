"""Every page template compiles with the filters its pages have, and every template is used."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from jinja2 import Environment, TemplateSyntaxError, meta

from clinic import create_app
from clinic.settings import Settings
from tests import repository
from tests.repository import texts, tracked

TEMPLATES = {
    name.removeprefix("templates/"): text for name, text in texts(tracked(".html", ".svg", ".css")).items()
    if name.startswith("templates/")
}  # fmt: skip  # the condition reads best on a line of its own
PAGES = sorted(name for name in TEMPLATES if not name.startswith("handout/"))


def unused(templates: dict[str, str], strings: set[str]) -> set[str]:
    """The templates that neither the code nor a used template names; a name may leave out the leading folders."""
    waiting, used = set(strings), set[str]()
    while waiting:
        name = waiting.pop()
        for found in {found for found in templates if PurePosixPath("/" + found).match("/" + name.lstrip("/"))} - used:
            used.add(found)
            tree = Environment(autoescape=True).parse(templates[found])
            waiting.update(name for name in meta.find_referenced_templates(tree) if name)
    return set(templates) - used


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return create_app(Settings(instance=tmp_path_factory.mktemp("instance"))).jinja_env


@pytest.mark.parametrize("name", PAGES)
def test_a_page_template_compiles(pages: Environment, name: str) -> None:
    assert pages.get_template(name).name == name


def test_a_template_with_an_unknown_filter_does_not_compile(pages: Environment) -> None:
    with pytest.raises(TemplateSyntaxError, match="in_roman_numerals"):
        pages.from_string("{{ 3 | in_roman_numerals }}")


def test_every_template_is_used() -> None:
    strings = {value for text in texts(tracked(".py")).values() for value in repository.strings_of(text)}
    assert unused(TEMPLATES, strings) == set()
    planted = {
        "web/page.html": '{% extends "base.html" %}{% from "macros/field.html" import field %}',
        "base.html": "",
        "macros/field.html": "",
        "macros/old.html": '{% include "macros/older.html" %}',
        "macros/older.html": "",
    }
    assert unused(planted, {"web/page.html"}) == {"macros/old.html", "macros/older.html"}
