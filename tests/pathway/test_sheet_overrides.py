"""What stands against a sheet at the moment it is printed, and a withheld exercise that was overridden."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from clinic.domain.change import added
from clinic.domain.facts import Facts
from clinic.domain.outcome import Screening
from clinic.domain.override import Override, objection_key
from clinic.domain.programme import Programme
from clinic.domain.reach import Reach
from clinic.handout.errors import HandoutError
from clinic.knowledge import read_knowledge
from clinic.pathway.issue import against_issue
from clinic.pathway.propose import propose_case
from clinic.pathway.screen import screen_case
from clinic.pathway.sheet import sheet_pdf
from clinic.settings import Settings
from tests.exchange.cases import TODAY, case

KNOWLEDGE = read_knowledge()
BRITTLE = case(conditions={"osteoporosis": "yes"}, measures={"nprs_back_worst": 3}, aims=["move_with_control"])
MORE = ("clam", "bridge_double", "wall_slide", "sit_to_stand", "scapular_setting", "heel_slide")
WHY = "Wanted and tried out under supervision."


def withheld_wish() -> tuple[Facts, Screening, Programme]:
    """Somebody with brittle bones whose programme holds one withheld exercise."""
    facts, screening, programme = propose_case(BRITTLE, KNOWLEDGE)
    assert programme is not None
    wish = added(Reach(KNOWLEDGE, facts, screening), programme, "sorensen_hold").programme
    assert wish is not None
    return facts, screening, wish


def overrides(screening: Screening) -> tuple[Override, ...]:
    return tuple(
        Override("sorensen_hold", objection_key(one), WHY, "Dr Ito", TODAY)
        for one in screening.withheld["sorensen_hold"]
    )


def printed(folder: Path, facts: Facts, screening: Screening, programme: Programme, **more: Any) -> bytes:
    return sheet_pdf(KNOWLEDGE, Settings(folder), facts, screening, programme, printed_on=TODAY, **more)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_withheld_exercise_with_an_override_for_each_objection_is_printed(tmp_path: Path) -> None:
    facts, screening, programme = withheld_wish()
    pdf = printed(tmp_path, facts, screening, programme, overrides=overrides(screening))
    assert KNOWLEDGE.exercises["sorensen_hold"].name in text_of(pdf)


def test_the_sheet_says_nothing_about_overrides(tmp_path: Path) -> None:
    facts, screening, programme = withheld_wish()
    words = text_of(printed(tmp_path, facts, screening, programme, overrides=overrides(screening)))
    assert not any(word in words for word in (WHY, "Dr Ito", "override", "withheld"))


def test_a_withheld_exercise_without_an_override_is_not_printed(tmp_path: Path) -> None:
    facts, screening, programme = withheld_wish()
    with pytest.raises(HandoutError, match=r"does not permit: sorensen_hold\."):
        printed(tmp_path, facts, screening, programme)


def test_an_override_without_a_reason_prints_nothing(tmp_path: Path) -> None:
    facts, screening, programme = withheld_wish()
    empty = tuple(replace(one, why="ok") for one in overrides(screening))
    with pytest.raises(HandoutError, match="sorensen_hold"):
        printed(tmp_path, facts, screening, programme, overrides=empty)


def test_overrides_print_nothing_under_a_referral(tmp_path: Path) -> None:
    _, screening, programme = withheld_wish()
    referred = {**BRITTLE, "red_flags": {"rf_saddle_sensation": "yes"}}
    facts, worse = screen_case(referred, KNOWLEDGE)
    with pytest.raises(HandoutError, match="does not permit"):
        printed(tmp_path, facts, worse, programme, overrides=overrides(screening))


def test_many_exercises_are_printed_with_a_reason_only(tmp_path: Path) -> None:
    facts, screening, programme = propose_case(BRITTLE, KNOWLEDGE)
    assert programme is not None
    for id in MORE[: 7 - len(programme.exercises)]:
        programme = added(Reach(KNOWLEDGE, facts, screening), programme, id).programme or programme
    with pytest.raises(HandoutError, match="say why there are so many"):
        printed(tmp_path, facts, screening, programme)
    assert printed(tmp_path, facts, screening, programme, count_reason="He trains daily.").startswith(b"%PDF-")


def test_an_easier_exercise_that_is_withheld_now_is_not_printed(tmp_path: Path) -> None:
    facts, screening, programme = propose_case(BRITTLE, KNOWLEDGE)
    assert programme is not None
    last = replace(programme.exercises[-1], eases_back_to="sorensen_hold")
    with pytest.raises(HandoutError, match="planned for another screening"):
        printed(tmp_path, facts, screening, replace(programme, exercises=(*programme.exercises[:-1], last)))


def test_what_stands_against_an_issue_is_said_in_words() -> None:
    facts, screening, programme = withheld_wish()
    (said,) = against_issue(KNOWLEDGE, facts, screening, programme)
    assert said.startswith("'Back hold off a bench' is withheld:")
    assert said.endswith("It waits for an override.")
    assert against_issue(KNOWLEDGE, facts, screening, programme, overrides(screening)) == ()
