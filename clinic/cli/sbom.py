"""`clinic sbom -o FILE`: what this installation is made of, for whoever looks its parts up in lists of known faults."""

from __future__ import annotations

import argparse
import platform
import ssl
from pathlib import Path
from typing import Any

from clinic.cli.handout import write
from clinic.cli.status import Status
from clinic.exchange.parts_list import Kind, Part


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "write a software bill of materials (CycloneDX, JSON): every part of this installation with its release"
    command = commands.add_parser("sbom", help=says, description=says, parents=[debug], allow_abbrev=False)
    command.add_argument("-o", "--output", metavar="SBOM.json", type=Path, required=True, help="the file to write")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the list; it needs no network and no clinic."""
    import clinic
    from clinic.exchange.installed import installed_parts, lock_text, locked, program_needs
    from clinic.exchange.parts_list import parts_list
    from clinic.version import __version__

    system = system_parts()
    packages = installed_parts(locked(lock_text(Path(clinic.__file__).parent)))
    program = Part(
        "plumbline",
        "Plumbline",
        __version__,
        Kind.APPLICATION,
        licence="Apache-2.0",
        is_spdx=True,
        package_url=f"pkg:generic/plumbline@{__version__}",
        needs=(*program_needs(), *(one.reference for one in system)),
    )
    write(arguments.output, parts_list(program, (*system, *packages)).encode())
    print(f"{arguments.output}: {len(packages)} packages and {len(system)} other parts")
    return Status.ANSWERED


def system_parts() -> tuple[Part, ...]:
    """What is no Python package: Python, the libraries below it that matter most, and the clinical content."""
    from clinic.exchange.system_libraries import text_libraries
    from clinic.handout.print_edition import print_edition
    from clinic.knowledge import read_knowledge
    from clinic.store.engine import sqlite_driver

    driver = sqlite_driver()
    edition, printed = read_knowledge().edition, print_edition()
    below = {"SQLite": driver.sqlite_version, "OpenSSL": ssl.OPENSSL_VERSION.split()[1], **text_libraries()}
    return (
        Part(
            "python",
            "Python",
            platform.python_version(),
            Kind.PLATFORM,
            f"pkg:generic/python@{platform.python_version()}",
        ),
        *(
            Part(name.lower(), name, version, package_url=f"pkg:generic/{name.lower()}@{version}")
            for name, version in below.items()
        ),
        Part("clinical-knowledge", "Plumbline clinical knowledge", edition, Kind.DATA, digest=edition),
        Part("print-edition", "Plumbline poses and wording", printed, Kind.DATA, digest=printed),
    )
