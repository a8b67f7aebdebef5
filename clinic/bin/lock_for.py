"""Prints the pins of a lock that hold for one Python on one kind of Linux: `lock_for.py LOCK 3.13 aarch64`.

pip judges the conditions in a lock by the machine it runs on, even where it downloads for another one; here they are
judged for that other one and left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement


def pins_for(lock: str, python: str, machine: str) -> Iterator[str]:
    """Each pin of `lock` with its hashes, on one line, that holds for CPython `python` (3.13) on a Linux `machine`."""
    target = {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
    }
    for line in lock.replace("\\\n", " ").splitlines():
        pin, *hashes = line.split(" --hash=")
        if not hashes:
            continue  # a comment
        requirement = Requirement(pin)
        if requirement.marker is None or requirement.marker.evaluate(target):
            yield " --hash=".join([f"{requirement.name}{requirement.specifier}", *(each.strip() for each in hashes)])


if __name__ == "__main__":
    lock, python, machine = sys.argv[1:]
    for line in pins_for(Path(lock).read_text(encoding="utf-8"), python, machine):
        print(line)
