"""Forms whose texts can be kept: a character that is no letter is refused at its field, with all else still there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm

NO_LETTER = "This holds a character that is no letter and cannot be kept. Type it again without."


class LettersForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """A form that refuses what no database keeps."""

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether everything in it is as it has to be; what is not is said at its field."""
        fine = bool(super().validate(extra_validators))
        wrong = [field for field in self if isinstance(field.data, str) and "\0" in field.data]
        for field in wrong:
            field.errors = [*field.errors, NO_LETTER]
        return fine and not wrong
