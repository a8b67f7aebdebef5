"""What the repository keeps about itself, as functions from files to mistakes; each mistake starts with its place."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    ".ci", ".gitattributes", ".gitignore", ".readme", "LICENSE", "README.md", "clinic", "instance", "pyproject.toml",
    "templates", "tests",
}  # fmt: skip  # a list of names reads best in lines
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "manager", "service", "data", "misc"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|pytest\.skip|mark\.skip|skipif|xfail)\b")
OTHER_MACHINE = re.compile(
    r"(?<![\w.$)}>-])/(?:home|root|Users|opt|work|tmp|mnt|srv|private)/"  # a folder of one machine
    r"|[\w-]\.(?:local|internal|lan)(?=[:/])"  # a host of one network
)
UNEXPLAINED = re.compile(r"#\s*(?:type: ignore|noqa)(?!\S*\[[\w, -]+\]\s+#\s*\w|: [A-Z0-9, ]+\s+[#(]\s*\w)")
MAX_LINES = 250
THESE_CHECKS = {"tests/repository.py", "tests/test_repository.py"}  # they spell out what no other file may hold

Pins = dict[str, tuple[Version, list[str]]]


def tracked(*suffixes: str) -> list[str]:
    """The files of the repository, as git sees them (also those not committed yet), relative to its root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607  # git is found by name
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip  # one call, one line of arguments
    names = sorted(name for name in listing.split("\0") if name and (ROOT / name).is_file())
    return [name for name in names if name.endswith(suffixes)] if suffixes else names


def texts(names: Iterable[str]) -> dict[str, str]:
    """The content of those of the files that are text, these checks left out."""
    found = {}
    for name in set(names) - THESE_CHECKS:
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            found[name] = content.decode("utf-8")
    return found


def outside_layout(names: Iterable[str]) -> list[str]:
    return [name for name in names if PurePosixPath(name).parts[0] not in TOP_LEVEL]


def names_that_say_nothing(names: Iterable[str]) -> list[str]:
    return [name for name in names if {part.split(".")[0].lower() for part in PurePosixPath(name).parts} & EMPTY_NAMES]


def too_long(sources: dict[str, str]) -> list[str]:
    return [f"{name}: {count}" for name, text in sources.items() if (count := text.count("\n")) > MAX_LINES]


def lines_matching(pattern: re.Pattern[str], sources: dict[str, str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in sources.items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def type_ignores(sources: dict[str, str]) -> list[str]:
    return lines_matching(re.compile(r"#\s*type: ignore"), sources)


def imports(source: str) -> set[str]:
    """The top-level names a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def strings_of(source: str) -> set[str]:
    constants = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def plain(distribution: str) -> str:
    """A distribution's name in the one spelling that locks use."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def without_reason(pyproject: str) -> list[str]:
    """The requirements in pyproject.toml that no comment on their line explains."""
    requirement = re.compile(r'^\s*"[A-Za-z][\w.-]*(\[[\w,-]+\])?[<>=~!].*"')
    reason = re.compile(r'"\s*,?\s*#\s*\w+,? \w+')
    return [line.strip() for line in pyproject.splitlines() if requirement.match(line) and not reason.search(line)]


def pins(lock: str) -> Pins:
    """The packages a lock names, each with its version and hashes; anything else in it is refused."""
    found: Pins = {}
    for entry in re.split(r"\n(?=\S)", lock):
        if entry.startswith("#"):
            continue
        requirement, *hashes = re.split(r"\s*\\?\n?\s+--hash=", entry.strip())
        parsed = Requirement(requirement)
        (version,) = parsed.specifier
        if version.operator != "==" or parsed.url:
            raise ValueError(f"not pinned: {requirement}")
        found[parsed.name] = (Version(version.version), hashes)
    return found


def not_locked(requirements: Iterable[str], locked: Pins) -> list[str]:
    """The requirements that a lock leaves out, pins outside their range, or pins without a SHA-256."""
    missing = []
    for text in requirements:
        requirement = Requirement(text)
        version, hashes = locked.get(plain(requirement.name), (Version("0"), []))
        if version not in requirement.specifier or not hashes:
            missing.append(text)
    return missing
