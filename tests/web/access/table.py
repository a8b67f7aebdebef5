"""Who is answered what: every route with each method, for every role, and for one's own, another's and no object.

A route is one line. The columns are nobody, front desk, clinician and lead, who send a form that holds nothing but its
token, its key, a version and what SENT says. A cell is one status, or three where the route is about one record: one's
own (a patient in one's own care; for /people/ one's own account), another's, and one that does not exist. `200/403` is
200 under the caseload `shared`, 403 under `own`.

To add a route, add its line, with `<kind>` for `<any(one, two):kind>`. A new kind of record is told of in objects.py; a
placeholder that is no record has its value in PARTS, or in PARTS_OF where it means something else in another route.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clinic.web.access.roles import Role
from tests.web.people import PASSWORD

TABLE = """
GET /                                      | 200 | 200         | 200             | 200
GET /account                               | 401 | 200         | 200             | 200
GET /account/code                          | 401 | 200         | 200             | 200
POST /account/code                         | 401 | 422         | 422             | 422
POST /account/code/new                     | 401 | 303         | 303             | 303
POST /account/code/off                     | 401 | 422         | 422             | 422
POST /account/password                     | 401 | 422         | 422             | 422
POST /assessments/<assessment>/programme   | 401 | 403         | 303 303/403 404 | 303 303/403 404
GET /assessments/<id>                      | 401 | 403         | 200 200/403 404 | 200 200/403 404
POST /assessments/<id>/amend               | 401 | 403         | 422 422/403 404 | 422 422/403 404
POST /assessments/<id>/change              | 401 | 403         | 200 200/403 404 | 200 200/403 404
POST /assessments/<id>/check               | 401 | 403         | 422 422/403 404 | 422 422/403 404
POST /assessments/<id>/clear               | 401 | 403         | 422 422/403 404 | 422 422/403 404
POST /assessments/<id>/finalise            | 401 | 403         | 422 422/403 404 | 422 422/403 404
POST /assessments/<id>/live                | 401 | 403         | 200 200/403 404 | 200 200/403 404
POST /assessments/<id>/referral            | 401 | 403         | 409 409/403 404 | 409 409/403 404
GET /assessments/<id>/result               | 401 | 403         | 200 200/403 404 | 200 200/403 404
POST /assessments/<id>/save                | 401 | 403         | 200 200/403 404 | 200 200/403 404
POST /assessments/<id>/summary             | 401 | 403         | 200 200/403 404 | 200 200/403 404
GET /bootstrap/static/<path:filename>      | 200 | 200         | 200             | 200
GET /check                                 | 200 | 200         | 200             | 200
POST /check/change                         | 200 | 200         | 200             | 200
POST /check/clear                          | 400 | 400         | 400             | 400
POST /check/live                           | 200 | 200         | 200             | 200
POST /check/programme                      | 400 | 400         | 400             | 400
POST /check/referral                       | 400 | 400         | 400             | 400
POST /check/result                         | 422 | 422         | 422             | 422
POST /check/sheet                          | 400 | 400         | 400             | 400
GET /figures/<exercise>/<moment>.svg       | 200 | 200         | 200             | 200
GET /hazards                               | 200 | 200         | 200             | 200
GET /library                               | 200 | 200         | 200             | 200
GET /library/<id>                          | 200 | 200         | 200             | 200
POST /lock                                 | 401 | 204         | 204             | 204
GET /logo                                  | 404 | 404         | 404             | 404
GET /patients                              | 401 | 200         | 200             | 200
GET /patients/<id>                         | 401 | 200 200 404 | 200 200 404     | 200 200 404
GET /patients/<id>/details                 | 401 | 200 200 404 | 200 200 404     | 200 200 404
POST /patients/<id>/details                | 401 | 422 422 404 | 422 422 404     | 422 422 404
POST /patients/<id>/take-over              | 401 | 403         | 422 422 404     | 422 422 404
POST /patients/<patient>/assessments       | 401 | 403         | 303 303/403 404 | 303 303/403 404
GET /patients/new                          | 401 | 200         | 200             | 200
POST /patients/new                         | 401 | 422         | 422             | 422
POST /patients/search                      | 401 | 200         | 200             | 200
GET /people                                | 401 | 403         | 403             | 200
POST /people                               | 401 | 403         | 403             | 200
POST /people/<id>/code-off                 | 401 | 403         | 403             | 303 303 404
POST /people/<id>/deactivate               | 401 | 403         | 403             | 422 303 404
POST /people/<id>/link                     | 401 | 403         | 403             | 200 200 404
POST /people/<id>/reactivate               | 401 | 403         | 403             | 303 303 404
POST /people/<id>/role                     | 401 | 403         | 403             | 422 303 404
GET /programmes/<id>                       | 401 | 403         | 200 200/403 404 | 200 200/403 404
POST /programmes/<id>/<kind>               | 401 | 403         | 400 400/403 404 | 400 400/403 404
POST /programmes/<id>/find                 | 401 | 403         | 200 200/403 404 | 200 200/403 404
POST /programmes/<id>/issue                | 401 | 403         | 303 303/403 404 | 303 303/403 404
POST /programmes/<id>/override             | 401 | 403         | 422 422/403 404 | 422 422/403 404
GET /programmes/<id>/preview               | 401 | 403         | 200 200/403 404 | 200 200/403 404
GET /programmes/<id>/preview/<size>        | 401 | 403         | 200 200/403 404 | 200 200/403 404
POST /programmes/<id>/reason               | 401 | 403         | 422 422/403 404 | 422 422/403 404
POST /programmes/<id>/remove-template      | 401 | 403         | 303 303/403 404 | 303 303/403 404
POST /programmes/<id>/save-template        | 401 | 403         | 422 422/403 404 | 422 422/403 404
POST /programmes/<id>/sign                 | 401 | 403         | 303 303/403 404 | 303 303/403 404
GET /programmes/<id>/versions/<int:number> | 401 | 403         | 200 200/403 404 | 200 200/403 404
POST /programmes/<id>/withdraw             | 401 | 403         | 303 303/403 404 | 303 303/403 404
GET /rulebook                              | 200 | 200         | 200             | 200
GET /rulebook/combinations                 | 200 | 200         | 200             | 200
GET /rulebook/conditions                   | 200 | 200         | 200             | 200
GET /rulebook/demands                      | 200 | 200         | 200             | 200
GET /rulebook/derivations                  | 200 | 200         | 200             | 200
GET /rulebook/matrix                       | 200 | 200         | 200             | 200
GET /rulebook/red-flags                    | 200 | 200         | 200             | 200
GET /rulebook/sources                      | 200 | 200         | 200             | 200
GET /settings                              | 401 | 403         | 403             | 200
POST /settings                             | 401 | 403         | 403             | 422
POST /settings/logo                        | 401 | 403         | 403             | 422
POST /settings/logo/remove                 | 401 | 403         | 403             | 303
POST /settings/sign-off                    | 401 | 403         | 403             | 422
GET /sheets/<id>                           | 401 | 200 200 404 | 200 200 404     | 200 200 404
GET /sign-in                               | 200 | 200         | 200             | 200
POST /sign-in                              | 303 | 303         | 303             | 303
POST /sign-in/code                         | 401 | 401         | 401             | 401
POST /sign-out                             | 303 | 303         | 303             | 303
GET /static/<path:filename>                | 200 | 200         | 200             | 200
POST /still-here                           | 401 | 204         | 204             | 204
GET /today                                 | 401 | 200         | 200             | 200
GET /typeface/<int:weight>.ttf             | 200 | 200         | 200             | 200
GET /typeface/licence.txt                  | 200 | 200         | 200             | 200
POST /unlock                               | 401 | 401         | 401             | 401
GET /welcome                               | 200 | 200         | 200             | 200
POST /welcome                              | 403 | 403         | 403             | 403
POST /welcome/join                         | 403 | 403         | 403             | 403
"""

PARTS: Mapping[str, str] = {
    "exercise": "bird_dog", "moment": "start", "kind": "swap", "number": "1", "size": "normal", "weight": "400",
}  # fmt: skip  # a list reads best in lines
PARTS_OF: Mapping[str, Mapping[str, str]] = {
    "/static/<path:filename>": {"filename": "plumbline.svg"},
    "/bootstrap/static/<path:filename>": {"filename": "css/bootstrap.min.css"},
    "/library/<id>": {"id": "bird_dog"},
}
SENT: Mapping[str, Mapping[str, str]] = {
    "POST /people": {"name": "Eve Moreau", "role": "clinician"},
    "POST /sign-in": {"sign_in": "anna", "password": PASSWORD},
    "POST /people/<id>/role": {"role": "front_desk"},
}
WHO: tuple[Role | None, ...] = (None, Role.FRONT_DESK, Role.CLINICIAN, Role.LEAD)
WHICH = ("own", "other", "missing")


@dataclass(frozen=True)
class Line:
    """One route with one method, and what each is answered: by role, then by object, then by caseload."""

    method: str
    route: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        """The method and the route."""
        return f"{self.method} {self.route}"

    def expected(self, who: Role | None, which: str, caseload: str) -> int:
        """The status for somebody, for an object of this kind."""
        cell = self.cells[WHO.index(who)]
        shared, _, own = cell[WHICH.index(which) if len(cell) > 1 else 0].partition("/")
        return int(own or shared) if caseload == "own" else int(shared)


def lines(table: str = TABLE) -> tuple[Line, ...]:
    """The table, read."""
    found = []
    for written in filter(None, map(str.strip, table.splitlines())):
        name, *cells = written.split("|")
        method, _, route = name.strip().partition(" ")
        found.append(Line(method, route.strip(), tuple(tuple(cell.split()) for cell in cells)))
    return tuple(found)
