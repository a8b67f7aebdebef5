"""The print edition: what identifies the drawings, the wording and the look of a sheet, beside the clinical edition."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from clinic.knowledge.poses import packaged_poses
from clinic.settings import template_folder

WORDING = Path(__file__).parent
"""Where the sentences of the sheets are made."""


@cache
def print_edition() -> str:
    """The SHA-256 over every pose, template and sentence of the sheets, in hexadecimal."""
    found = hashlib.sha256()
    for name, content in _parts():
        found.update(f"{name}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def _parts() -> Iterator[tuple[str, bytes]]:
    """Every file by its place, in order; a checkout with other line ends is no other edition."""
    folders = (
        ("poses", packaged_poses(), "*.toml"),
        ("templates", template_folder() / "handout", "*"),
        ("wording", WORDING, "*.py"),
    )
    for place, folder, pattern in folders:
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                yield f"{place}/{path.name}", path.read_bytes().replace(b"\r\n", b"\n")
