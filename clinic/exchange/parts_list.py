"""What an installation is made of, as a software bill of materials in CycloneDX 1.6, for programs that look parts up.

Written here and not by cyclonedx-python-lib, which would bring six packages more to every clinic's machine for one
document; `python -m tests.inventory` checks it against that library's schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_URL, uuid5

SPECIFICATION = "1.6"
ALLOWED_HASH = "plumbline:locked-sha256"
"""A property with the SHA-256 of one file that the lock allows for this part; which of them was taken is not kept."""


class Kind(StrEnum):
    """What sort of thing a part is, in the specification's words."""

    APPLICATION = "application"
    LIBRARY = "library"
    PLATFORM = "platform"
    DATA = "data"


@dataclass(frozen=True)
class Part:
    """One part. `reference` tells it from the others; `licence` is an SPDX expression when `is_spdx`; `digest` is the
    SHA-256 of its content where that is known, `allowed` those of the files that the lock allows; `needs` are other
    parts' references. `needed` says whether the program needs it to run; None where that is not known."""

    reference: str
    name: str
    version: str
    kind: Kind = Kind.LIBRARY
    package_url: str = ""
    licence: str = ""
    is_spdx: bool = False
    digest: str = ""
    allowed: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needed: bool | None = None


def parts_list(program: Part, parts: Iterable[Part]) -> str:
    """The document, as JSON. Equal parts give equal bytes: it names no moment, its number is made of its content."""
    found = sorted(parts, key=lambda one: one.reference)
    there = {one.reference for one in (program, *found)}
    document: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "version": 1,
        "metadata": {"component": _component(program)},
        "components": [_component(one) for one in found],
        "dependencies": [
            {"ref": one.reference, "dependsOn": sorted(there.intersection(one.needs))} for one in (program, *found)
        ],
    }
    number = uuid5(NAMESPACE_URL, json.dumps(document, sort_keys=True))
    return json.dumps({**document, "serialNumber": f"urn:uuid:{number}"}, indent=1, ensure_ascii=False) + "\n"


def _component(part: Part) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": part.kind.value,
        "bom-ref": part.reference,
        "name": part.name,
        "version": part.version,
    }
    if part.needed is not None:
        told["scope"] = "required" if part.needed else "excluded"
    if part.digest:
        told["hashes"] = [{"alg": "SHA-256", "content": part.digest}]
    if part.licence:
        told["licenses"] = [{"expression": part.licence} if part.is_spdx else {"license": {"name": part.licence}}]
    if part.package_url:
        told["purl"] = part.package_url
    if part.allowed:
        told["properties"] = [{"name": ALLOWED_HASH, "value": one} for one in sorted(part.allowed)]
    return told
