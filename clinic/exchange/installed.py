"""The Python packages that are installed here, as parts, with what the lock of this checkout says of them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from clinic.exchange.parts_list import Part

PROGRAM = "plumbline"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
LONGEST = 60
"""Letters of a licence's name; longer ones are the licence itself."""


def installed_parts(lock: Mapping[tuple[str, str], tuple[str, ...]]) -> tuple[Part, ...]:
    """Every package of the running environment but this program. `lock` is what `locked` reads."""
    found = {plain(one.name): one for one in metadata.distributions()}
    here = found.pop(PROGRAM, None)
    needed = _reached(_needs(here), found) if here else None
    return tuple(_part(name, one, lock, needed) for name, one in sorted(found.items()))


def program_needs() -> tuple[str, ...]:
    """The references of the packages that this program names; none where it runs without having been installed."""
    found = [one for one in metadata.distributions() if plain(one.name) == PROGRAM]
    return tuple(reference(one) for one in (_needs(found[0]) if found else ()))


def locked(text: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The hashes of each package and version in a lock."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    at = ("", "")
    for line in text.splitlines():
        if pinned := PINNED.match(line):
            at = (plain(pinned[1]), pinned[2])
        if allowed := HASH.search(line):
            found[at] = (*found.get(at, ()), allowed[1])
    return found


def lock_text(package: Path) -> str:
    """The lock that an installation from a checkout was made from; empty for one from a wheel, which has none."""
    file = package / "bin" / "requirements.lock"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def plain(name: str) -> str:
    """A package's name as the registry compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def reference(name: str) -> str:
    """What a package is called in the list."""
    return f"python:{plain(name)}"


def _part(
    name: str,
    about: metadata.Distribution,
    lock: Mapping[tuple[str, str], tuple[str, ...]],
    needed: frozenset[str] | None,
) -> Part:
    licence, is_spdx = _licence(about)
    return Part(
        reference=reference(name),
        name=about.name,
        version=about.version,
        package_url=f"pkg:pypi/{name}@{about.version}",
        licence=licence,
        is_spdx=is_spdx,
        allowed=lock.get((name, about.version), ()),
        needs=tuple(reference(one) for one in _needs(about)),
        needed=None if needed is None else name in needed,
    )


def _needs(about: metadata.Distribution) -> tuple[str, ...]:
    """The packages that one asks for, whether or not they are installed; not those of its extras, but for the program's
    own, which the lock takes in."""
    asked = about.requires or ()
    kept = asked if plain(about.name) == PROGRAM else (one for one in asked if "extra ==" not in one)
    return tuple(sorted({plain(match[0]) for one in kept if (match := NAME.match(one))}))


def _reached(roots: Iterable[str], found: Mapping[str, metadata.Distribution]) -> frozenset[str]:
    """What is installed and asked for by one of these, or by what they ask for."""
    reached: set[str] = set()
    waiting = deque(roots)
    while waiting:
        name = waiting.popleft()
        if name in found and name not in reached:
            reached.add(name)
            waiting.extend(_needs(found[name]))
    return frozenset(reached)


def _licence(about: metadata.Distribution) -> tuple[str, bool]:
    """The licence as the package declares it, and whether that is an SPDX expression."""
    told = about.metadata
    if expressions := told.get_all("License-Expression"):
        return str(expressions[0]), True
    marked = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    if marked:
        return " or ".join(sorted(marked)), False
    first = "".join(told.get_all("License") or ()).strip()
    return (first, False) if 0 < len(first) <= LONGEST and "\n" not in first else ("", False)
