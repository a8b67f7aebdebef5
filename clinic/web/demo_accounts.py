"""Who may sign in to the demo clinic. Its sign-in page shows it; no other clinic has these people."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.web.access.roles import Role


@dataclass(frozen=True)
class DemoAccount:
    """Somebody who may sign in to the demo clinic."""

    role: Role
    name: str
    sign_in: str
    registration: str = ""


@dataclass(frozen=True)
class Demonstration:
    """What the pages of the demo clinic say of it: who may sign in, all with one password."""

    accounts: tuple[DemoAccount, ...]
    password: str


DEMONSTRATION = Demonstration(
    (
        DemoAccount(Role.LEAD, "Imogen Castellane", "lead", "PH-DEMO-1"),
        DemoAccount(Role.CLINICIAN, "Tobias Wren", "clinician", "PH-DEMO-2"),
        DemoAccount(Role.FRONT_DESK, "Noor Haddad", "desk"),
    ),
    password="copper kettle at dawn",  # noqa: S106  # of a clinic that does not exist
)
