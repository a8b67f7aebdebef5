"""When two people changed one record: both texts, side by side, and the choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from clinic.store.errors import ConflictError
from clinic.web.access.desk import FORM_KEY

NOT_CARRIED = ("csrf_token", FORM_KEY, "version")


@dataclass(frozen=True)
class Texts:
    """What is kept now (`theirs`) and what was to be kept (`yours`), line by line under the same words."""

    theirs: Mapping[str, str]
    yours: Mapping[str, str]

    @property
    def lines(self) -> tuple[tuple[str, str, str], ...]:
        """Every line: its words, theirs, yours."""
        words = dict.fromkeys((*self.theirs, *self.yours))
        return tuple((word, self.theirs.get(word, ""), self.yours.get(word, "")) for word in words)

    @property
    def different(self) -> tuple[tuple[str, str, str], ...]:
        """The lines that are not the same."""
        return tuple(line for line in self.lines if line[1] != line[2])


def conflict_page(conflict: ConflictError, texts: Texts, *, back: str, again: bool = True) -> ResponseReturnValue:
    """Both texts; the form as it was sent can be sent again over the newest version, or left. `again` is False for what
    would act on theirs instead of keeping yours."""
    carried = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]
    page = render_template(
        "records/conflict.html",
        texts=texts,
        carried=carried,
        version=conflict.version,
        action=request.path,
        back=back,
        again=again,
    )
    return page, 409
