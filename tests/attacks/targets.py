"""Everything that can be sent to a clinic: each route and method, and each place in it where something can stand."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from clinic.store import people
from clinic.store.audit import Actor
from clinic.store.ids import new_id
from clinic.store.invitations import Kind
from clinic.store.transactions import writing
from clinic.web.access.guard import needed
from clinic.web.access.links import make_link
from clinic.web.access.roles import ALLOWED, Act, Role
from clinic.web.access.tokens import COOKIE
from tests.harness.found_forms import Found, found_forms
from tests.harness.full_clinic import PLACE, RECORDS, addresses, ids_of, restore, rules, snapshot
from tests.web.people import NOW, PASSWORD, form_token, signed_in

QUERIES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "patients.index": (("after", ""),),
    "house.settings": (("kept", "1"),),
    "planted.search": (("word", "Lovelace"),),
    "planted.echo": (("said", "hello"),),
}
"""What may stand behind the ? of a route; every other route looks at nothing there."""
UNSHOWN: Mapping[str, tuple[str, ...]] = {
    "access.prove_with_code": ("passed", "code"),
    "account.enter_code": ("code",),
    "assessments.change": ("clear",),
    "builder.override": ("exercise", "why-1"),
    "builder.reason": ("reason",),
    "builder.remove_template": ("template",),
    "house.remove_logo": (),
    "patients.take_over": ("reason",),
    "welcome.join": ("name", "sign_in", "password", "again", "registration"),
}
"""Fields of forms that no page of this clinic shows just now."""
RIGHT: Mapping[str, Mapping[str, str]] = {
    "access.prove": {"sign_in": "ben", "password": PASSWORD},
    "locking.unlock": {"password": PASSWORD},
}
"""What has to be in a field for a form to do what it is for."""
INVITED = ("welcome.show", "welcome.join")
OURS = "csrf_token"
MANY = 40
DEEP = ("assessments.save", "check.live")
"""A form with more than so many fields is the intake, which one place reads too: of its fields one of each kind is
attacked in depth and all others are looked at here, and one of each kind is looked at elsewhere."""


@dataclass(frozen=True)
class Target:
    """One route with one method as a role sends it. `places`: the parts of its path where a value stands; `names`: the
    fields to attack; `shallow`: those that are only looked at, being of a kind with one of the others."""

    endpoint: str
    method: str
    path: str
    role: Role
    fields: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    shallow: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The fields as they are sent."""
        return urlencode(self.fields)


@dataclass(frozen=True)
class Ground:
    """A clinic to attack: how it was, what can be sent to it, the cookies of each role and its pages."""

    app: Flask
    instance: Path
    as_it_was: Path
    targets: tuple[Target, ...]
    cookies: Mapping[Role, Mapping[str, str]]
    pages: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)

    def copy(self, folder: Path) -> Ground:
        """The same clinic once more, in a folder of its own."""
        shutil.copytree(self.instance, folder)
        return replace(self, instance=folder, as_it_was=folder / self.as_it_was.name)

    @property
    def places(self) -> int:
        """How many fields, and values in paths, there are to attack."""
        return sum(len(one.names) + len(one.shallow) + len(one.places) for one in self.targets)


def ground_of(app: Flask) -> Ground:
    """Opens every page once."""
    instance = Path(app.instance_path)
    clients = {role: signed_in(app, role) for role in (Role.LEAD, Role.CLINICIAN)}
    tokens = {role: form_token(client) for role, client in clients.items()}
    cookies = {
        role: {name: kept.value for name in (COOKIE, "plumbline") if (kept := client.get_cookie(name))}
        for role, client in clients.items()
    }
    link = {"code": invitation(app)}
    as_it_was = snapshot(app, instance)
    forms = found_forms(app, (clients[Role.LEAD], signed_in(app, None)))
    restore(app, instance, as_it_was)
    ids = [id for begin in RECORDS for id in ids_of(app, begin)]
    gets = tuple(_gets(app))
    posts = tuple(_posts(app, forms, tokens, ids, {**RIGHT, **dict.fromkeys(INVITED, link)}))
    return Ground(app, instance, as_it_was, gets + posts, cookies, {role: _pages(app, role) for role in clients})


def invitation(app: Flask) -> str:
    """The code of a link for somebody who has not joined yet."""
    with app.app_context(), writing() as session:
        actor = Actor("", NOW)
        expected = people.expect(session, actor, name="Eve Moreau", role=Role.CLINICIAN)
        return make_link(session, actor, Kind.JOIN, expected.id)


def role_for(app: Flask, endpoint: str) -> Role:
    """Who attacks a route: the clinician where they may use it, else the lead."""
    act = needed(app, endpoint)
    return Role.LEAD if isinstance(act, Act) and act not in ALLOWED[Role.CLINICIAN] else Role.CLINICIAN


def _pages(app: Flask, role: Role) -> tuple[str, ...]:
    mine = [rule for rule in rules(app, "GET") if role is Role.LEAD or role_for(app, rule.endpoint) is role]
    return tuple(
        address + (f"?{urlencode(asked)}" if (asked := QUERIES.get(rule.endpoint)) else "")
        for rule in mine
        for address in addresses(app, rule, most=2)
    )


def _gets(app: Flask) -> Iterator[Target]:
    for rule in rules(app, "GET"):
        address = addresses(app, rule, most=1)[0]
        yield Target(
            rule.endpoint, "GET", address, role_for(app, rule.endpoint), QUERIES.get(rule.endpoint, ()),
            _places(rule.rule, address), tuple(name for name, _ in QUERIES.get(rule.endpoint, ())),
        )  # fmt: skip  # one route, few lines


def _posts(
    app: Flask,
    forms: Mapping[str, list[Found]],
    tokens: Mapping[Role, str],
    ids: list[str],
    right: Mapping[str, Mapping[str, str]],
) -> Iterator[Target]:
    written = {rule.endpoint: rule.rule for rule in rules(app, "POST")}
    for endpoint, several in sorted(forms.items()):
        role = role_for(app, endpoint)
        longest: dict[str, Found] = {}
        for one in several:
            kind = re.sub("|".join(map(re.escape, ids)), "", one.path)
            if kind not in longest or _worth(one) > _worth(longest[kind]):
                longest[kind] = one
        for one in longest.values():
            known = right.get(endpoint, {})
            fields = tuple((name, known.get(name, value)) for name, value in _stamped(one, tokens[role]))
            deep, shallow = _deep(endpoint, {name: value for name, value in fields if name != OURS})
            yield Target(endpoint, "POST", one.path, role, fields, _places(written[endpoint], one.path), deep, shallow)


def _worth(form: Found) -> tuple[int, int]:
    return len({name for name, _ in form.fields} | form.typed), len(form.fields)


def _stamped(form: Found, token: str) -> tuple[tuple[str, str], ...]:
    """The form as a page that was opened just now has it, with each choice that nobody has made yet."""
    fresh = {OURS: token, "form_key": new_id()}
    there = [(name, fresh.get(name, value)) for name, value in form.fields]
    chosen = {name: min(values) for name, values in form.options.items() if name not in dict(there)}
    there += [(name, value) for name, value in chosen.items() if len(form.options) < MANY]
    there += [(name, "because it helps") for name in UNSHOWN.get(form.endpoint, ()) if name not in dict(there)]
    return (*there, *((name, value) for name, value in fresh.items() if name not in dict(there)))


def _deep(endpoint: str, fields: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    kinds: dict[str, str] = {}
    for name, value in fields.items():
        kinds.setdefault(f"{name.partition('-')[0]} {_like(value)}", name)
    if len(fields) > MANY and endpoint not in DEEP:
        return (), tuple(kinds.values())
    deep = tuple(kinds.values())
    return deep, tuple(name for name in fields if name not in deep)


def _like(value: str) -> str:
    return "none" if not value else "number" if value.isdecimal() else "word"


def _places(rule: str, address: str) -> tuple[str, ...]:
    """The values in an address that stand for the placeholders of its rule."""
    pattern = PLACE.sub("(.+)", re.sub(r"<any\([^)]*\):(\w+)>", r"<\1>", rule).replace(".", r"\."))
    found = re.fullmatch(pattern, address)
    return tuple(found.groups()) if found else ()
