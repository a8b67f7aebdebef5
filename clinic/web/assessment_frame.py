"""What stands around the form and the result of a stored assessment: where they are sent, and what may be done."""

from __future__ import annotations

from flask import url_for

from clinic.store import assessments, programmes
from clinic.store.assessments import Assessment, State
from clinic.store.patients import Patient
from clinic.web.access.desk import Desk
from clinic.web.access.roles import Act
from clinic.web.answers import CHART
from clinic.web.clock_words import kept_at
from clinic.web.frame import Frame
from clinic.web.visits import age


def frame_of(assessment: Assessment, patient: Patient, desk: Desk | None = None) -> Frame:
    """The frame of one assessment; `desk` says on a result what whoever looks at it may do."""
    draft = assessment.state is State.DRAFT
    may = {act: bool(desk and desk.may(act, patient)) for act in Act}
    amendment = assessments.amended_by(desk.session, assessment) if desk and not draft else ""
    planned = programmes.of_assessment(desk.session, assessment.id) if desk and not draft else None

    plan = not draft and not amendment and may[Act.PLAN]

    def to(end: str, *, when: bool) -> str:
        return url_for(end, id=assessment.id) if when else ""

    return Frame(
        "Amendment" if assessment.amends else "Assessment",
        judge=url_for("assessments.check", id=assessment.id),
        live=url_for("assessments.live", id=assessment.id),
        change=_change(assessment, desk),
        clear=to("assessed.clear", when=not draft and may[Act.CLEAR]),
        propose=url_for("builder.begin", assessment=assessment.id) if plan else "",
        referral=to("assessed.referral", when=not draft),
        save=to("assessments.save", when=draft),
        finalise=to("assessments.finalise", when=draft and may[Act.ASSESS]),
        amend=to("assessed.amend", when=not draft and may[Act.ASSESS]),
        summary=to("summary.printed", when=not draft),
        programme=url_for("builder.one", id=planned.id) if planned else "",
        patient=patient,
        age=age(patient, assessment.assessed_on),
        version=assessment.version,
        saved=kept_at(assessment.saved_at),
        amends=bool(assessment.amends),
        reason=assessment.reason,
        amended_by=url_for("assessments.form", id=amendment) if amendment else "",
        final=not draft,
        charted=any(name.startswith(CHART) and any(one.values) for name, one in assessment.answers.items()),
    )


def _change(assessment: Assessment, desk: Desk | None) -> str:
    """On the form an answer is taken back there; on the result of a draft it leads back to the form."""
    if assessment.state is State.FINAL:
        return ""
    return url_for("assessments.form" if desk else "assessments.change", id=assessment.id)
