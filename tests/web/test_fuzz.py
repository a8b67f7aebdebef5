from __future__ import annotations

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from clinic.web.case_fields import AIMS, BIRTH
from tests.web.visit import LAYOUT, entered, parsed, token

NAMES = [
    *(name for item in LAYOUT.items.values() for name in (*item.names, item.qualifier)),
    *AIMS, *BIRTH, "patient-sex", "patient-age", "patient-name", "assessed_on", "goal", "minutes_a_day", "clearance",
]  # fmt: skip  # a list reads best in lines
TEXTS = st.sampled_from(
    ["yes", "no", "unsure", "-1", "1e400", "99999999999", "٣", "NaN", "2026-02-31", "31 Feb 2026", "0/0/0000", "{}",
     "[]", "null", "F", "<script>", "31/2/1979", "\x00", "\u2028", "\ud7ff", "a" * 400, "1,5", "left"]
) | st.text(max_size=20)  # fmt: skip  # a list reads best in lines


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=12))
def test_whatever_is_typed_is_answered_and_comes_back(client: FlaskClient, typed: dict[str, str]) -> None:
    sent = MultiDict(typed | {"csrf_token": token(client)})
    assert client.post("/check/live", data=sent).status_code == 200
    answer = client.post("/check/result", data=sent)
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        kept = entered(parsed(answer).one("form#check"))
        texts = {name: text for name, text in typed.items() if _is_text(name)}
        assert {name: shown(kept.get(name)) for name in texts} == {name: shown(text) for name, text in texts.items()}


def _is_text(name: str) -> bool:
    """Whether a name is a field that text is typed into, rather than a choice among given answers."""
    item = next((one for one in LAYOUT.items.values() if name in one.names), None)
    return item.kind in ("number", "date") if item else name in (*BIRTH, "patient-age", "patient-name", "goal")


def shown(text: str | None) -> str:
    """A text as a one-line field holds it: what no page can carry is left out by whoever reads the page."""
    return "".join(letter for letter in text or "" if letter not in "\x00\r\n\ufffd")
