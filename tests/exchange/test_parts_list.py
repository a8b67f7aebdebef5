"""The list of parts: its order, its number, and what a lock says."""

from __future__ import annotations

import json
from dataclasses import replace

from clinic.exchange.installed import locked, plain
from clinic.exchange.parts_list import Kind, Part, parts_list

PROGRAM = Part("program", "Program", "1.0", Kind.APPLICATION, needs=("one", "absent"))
ONE = Part("one", "One", "2.0", licence="MIT OR Apache-2.0", is_spdx=True, needed=True)
TWO = Part("two", "Two", "3.0", licence="A licence of its own", needed=False, digest="ab" * 32)


def test_the_order_of_the_parts_makes_no_difference() -> None:
    assert parts_list(PROGRAM, (ONE, TWO)) == parts_list(PROGRAM, (TWO, ONE))


def test_another_release_of_one_part_is_another_number() -> None:
    newer = replace(TWO, version="3.1")
    numbers = [json.loads(parts_list(PROGRAM, (ONE, two)))["serialNumber"] for two in (TWO, newer)]
    assert numbers[0] != numbers[1]


def test_a_dependency_that_is_not_installed_is_left_out() -> None:
    told = json.loads(parts_list(PROGRAM, (ONE, TWO)))["dependencies"]
    assert told[0] == {"ref": "program", "dependsOn": ["one"]}


def test_licences_are_expressions_only_where_they_are_declared_as_such() -> None:
    one, two = json.loads(parts_list(PROGRAM, (ONE, TWO)))["components"]
    assert one["licenses"] == [{"expression": "MIT OR Apache-2.0"}]
    assert two["licenses"] == [{"license": {"name": "A licence of its own"}}]


def test_what_the_program_does_not_need_to_run_is_marked() -> None:
    one, two = json.loads(parts_list(PROGRAM, (ONE, TWO)))["components"]
    assert (one["scope"], two["scope"]) == ("required", "excluded")


def test_a_lock_gives_each_packages_hashes() -> None:
    first, second = "0" * 64, "1" * 64
    lines = (
        "# a note",
        "Some_Name==1.2 ; python_version < '4' \\",
        f"    --hash=sha256:{first} \\",
        f"    --hash=sha256:{second}",
    )
    assert locked("\n".join(lines)) == {("some-name", "1.2"): (first, second)}


def test_names_are_compared_as_the_registry_does() -> None:
    assert plain("Flask_SQL..Alchemy") == "flask-sql-alchemy"
