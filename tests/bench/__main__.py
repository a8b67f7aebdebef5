"""`python -m tests.bench NAME`."""

from __future__ import annotations

import argparse
import sys

from tests.bench import pages, start


def main(argv: list[str] | None = None) -> int:
    """Runs one benchmark and prints what it found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    names = parser.add_subparsers(metavar="NAME", required=True)
    pages.add_to(names)
    start.add_to(names)
    arguments = parser.parse_args(argv)
    status: int = arguments.run(arguments)
    return status


if __name__ == "__main__":
    sys.exit(main())
