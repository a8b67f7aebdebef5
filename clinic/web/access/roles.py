"""What each role may do, decided in one place; whatever is not named here is denied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinic.store.house import Caseload
from clinic.store.patients import Patient


class Role(StrEnum):
    """What somebody works as."""

    CLINICIAN = "clinician"
    LEAD = "lead"
    FRONT_DESK = "front_desk"

    @property
    def label(self) -> str:
        """As it stands on the pages."""
        return {"clinician": "Clinician", "lead": "Clinic lead", "front_desk": "Front desk"}[self.value]


class Act(StrEnum):
    """One kind of thing that is done; every route names the one it needs."""

    SEE_TODAY = "see_today"
    FIND_PATIENTS = "find_patients"
    ADD_PATIENT = "add_patient"
    READ_PERSON = "read_person"
    CHANGE_PERSON = "change_person"
    REPRINT = "reprint"
    READ_RECORD = "read_record"
    ASSESS = "assess"
    CLEAR = "clear"
    PLAN = "plan"
    OVERRIDE = "override"
    ISSUE = "issue"
    TAKE_OVER = "take_over"
    OWN_ACCOUNT = "own_account"
    CHANGE_HOUSE = "change_house"
    MANAGE_PEOPLE = "manage_people"
    SIGN_OFF = "sign_off"


@dataclass(frozen=True)
class User:
    """Somebody who is signed in."""

    id: str
    name: str
    role: Role
    registration: str = ""


DESK_ACTS = frozenset(
    {
        Act.SEE_TODAY, Act.FIND_PATIENTS, Act.ADD_PATIENT, Act.READ_PERSON, Act.CHANGE_PERSON, Act.REPRINT,
        Act.OWN_ACCOUNT,
    }
)  # fmt: skip  # a list reads best in lines
CLINICAL_ACTS = frozenset({Act.READ_RECORD, Act.ASSESS, Act.CLEAR, Act.PLAN, Act.OVERRIDE, Act.ISSUE})
LEAD_ACTS = frozenset({Act.CHANGE_HOUSE, Act.MANAGE_PEOPLE, Act.SIGN_OFF})
ALLOWED: Mapping[Role, frozenset[Act]] = {
    Role.FRONT_DESK: DESK_ACTS,
    Role.CLINICIAN: DESK_ACTS | CLINICAL_ACTS | {Act.TAKE_OVER},
    Role.LEAD: DESK_ACTS | CLINICAL_ACTS | {Act.TAKE_OVER} | LEAD_ACTS,
}


def authorize(user: User | None, act: Act, patient: Patient | None = None, *, caseload: Caseload) -> bool:
    """Whether this person may do this, to this patient where it is about one.

    Under the caseload `own`, clinical acts are for the patient's own clinician; a patient without one is everybody's.
    """
    if user is None or act not in ALLOWED.get(user.role, frozenset()):
        return False
    if patient is None or act not in CLINICAL_ACTS or caseload is Caseload.SHARED:
        return True
    return patient.clinician in ("", user.id)
