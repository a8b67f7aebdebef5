"""`python -m tests.inventory`: looks every package of both locks up in a public list of known faults, and checks the
software bill of materials against the schema of CycloneDX.

Makes an environment of its own from `tools.lock` and leaves nothing behind. Ends with 0 only when the source found the
faults of a planted old release, answered about every package, and knows of none; with 1 when it knows of one, or the
list of parts is not as the schema wants it; with 3 when it did not answer.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

from tests.inventory.answers import Answer, pinned, read_answer
from tests.inventory.newest import newest_said
from tests.repository import ROOT

HERE = Path(__file__).parent
LOCKS = ("clinic/bin/requirements.lock", "clinic/bin/requirements-test.lock", "tests/inventory/tools.lock")
PLANTED = {"osv": "jinja2==2.4.1", "pypi": "jinja2==2.4.1", "newest": "pycrypto==2.6.1"}
"""Releases with faults that every list knows; the last one is a newest release that nobody mends."""
FOUND, SILENT = 1, 3
WHOSE = "whose list; osv.dev unless told. newest: PyPI's pages, which answer for newest releases only"
CHECK = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(sys.stdin.read())
sys.exit(f"it is not as the schema wants it: {fault}" if fault else 0)
"""


def main(argv: list[str] | None = None) -> int:
    """Looks up and prints; see above for what it ends with."""
    parser = argparse.ArgumentParser(prog="python -m tests.inventory", description=__doc__)
    parser.add_argument("--source", choices=list(PLANTED), default="osv", help=WHOSE)
    parser.add_argument(
        "--osv-url", help="where the list of osv.dev is answered instead, for one that is kept in-house"
    )
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="plumbline-inventory-") as folder:
        tools = made(Path(folder))
        sound = checked_list(tools, Path(folder))
        source = ["-s", arguments.source, *(["--osv-url", arguments.osv_url] if arguments.osv_url else [])]
        planted = PLANTED[arguments.source]
        if not looked_up(tools, (planted,), source).known:
            print(
                f"{arguments.source}: did not answer, or does not know the faults of {planted}: nothing was found out"
            )
            return SILENT
        print(f"{planted}: its faults are known there")
        answers = [told(name, looked_up(tools, pinned(Path(ROOT, name).read_text("utf-8")), source)) for name in LOCKS]
    if not sound or any(one.known for one in answers):
        return FOUND
    return 0 if all(one.found_nothing for one in answers) else SILENT


def made(folder: Path) -> Path:
    """An environment with exactly what `tools.lock` names; its commands' folder."""
    venv.create(folder / "tools", with_pip=True)
    commands = folder / "tools" / "bin"
    install = [str(commands / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--require-hashes", "-r", str(HERE / "tools.lock")], check=True)
    return commands


def looked_up(tools: Path, asked: tuple[str, ...], source: list[str]) -> Answer:
    """What the source says of these packages; nothing at all where pip-audit could not finish."""
    if "newest" in source:
        return read_answer(asked, newest_said(asked))
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(asked) + "\n")
        file.flush()
        command = [str(tools / "pip-audit"), "-r", file.name, "--no-deps", "--disable-pip", "-f", "json", *source]
        ended = subprocess.run([*command, "--progress-spinner", "off"], capture_output=True, text=True, check=False)
    try:
        said: dict[str, Any] = json.loads(ended.stdout)
    except ValueError:
        print(*ended.stderr.strip().splitlines()[-1:], file=sys.stderr)
        said = {}
    return read_answer(asked, said)


def told(name: str, answer: Answer) -> Answer:
    """The answer, printed."""
    print(f"{name}: {answer.clear} clear, {len(answer.known)} with known faults, {len(answer.unanswered)} unanswered")
    for package, faults in answer.known.items():
        print(f"  {package}: {', '.join(faults)}")
    if answer.unanswered:
        print(f"  no answer about {', '.join(answer.unanswered[:5])}{' ...' if len(answer.unanswered) > 5 else ''}")
    return answer


def checked_list(tools: Path, folder: Path) -> bool:
    """Whether `clinic sbom` writes what the schema wants, and a list with a planted mistake is found out."""
    file = folder / "sbom.json"
    subprocess.run([sys.executable, "-m", "clinic.cli", "sbom", "-o", file], check=True, cwd=ROOT)
    sound = file.read_text(encoding="utf-8")
    spoilt = sound.replace('"type": "library"', '"type": "book"', 1)
    faults = [
        subprocess.run([tools / "python", "-c", CHECK], input=one, text=True, capture_output=True, check=False)
        for one in (sound, spoilt)
    ]
    good = faults[0].returncode == 0 and faults[1].returncode != 0
    print("the list of parts is as the schema wants it" if good else faults[0].stderr or "the check finds no mistake")
    return good


if __name__ == "__main__":
    sys.exit(main())
