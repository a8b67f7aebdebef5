"""The edition: what identifies a state of the clinical knowledge, in whatever order its files and tables stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical_json(parsed: Mapping[str, Any]) -> str:
    """Parsed tables as one line of JSON: keys sorted, whole numbers without a point, text as it is (UTF-8).

    Lists keep their order, because the order of a list means something; tables and keys have none.
    """
    return json.dumps(_canonical(parsed), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def edition_of(parsed: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(parsed).encode()).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _canonical(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
