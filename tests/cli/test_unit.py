"""The systemd unit: what is started, what is closed to it, and that no folder's name can write into it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from clinic.cli.status import CommandError, Status
from clinic.cli.unit import UNPRIVILEGED, WRONG_INPUT, Unit, instance_in, rendered
from clinic.network.place import is_neighbour
from clinic.network.server import LAST_WAIT

PLACE = Path("/plumbline")
PROGRAM = PLACE / ".venv" / "bin" / "clinic"
HOME = Path("/home", "ann")
UNIT = Unit(PROGRAM, (PLACE,), Path("/clinic"), "plumbline", "plumbline")
YES = {
    "NoNewPrivileges", "PrivateTmp", "PrivateMounts", "PrivateDevices", "ProtectKernelTunables", "ProtectKernelModules",
    "ProtectKernelLogs", "ProtectControlGroups", "ProtectClock", "ProtectHostname", "RestrictSUIDSGID",
    "RestrictRealtime", "RestrictNamespaces", "LockPersonality", "MemoryDenyWriteExecute", "RemoveIPC",
}  # fmt: skip  # a list reads best in lines
NAMED = {
    "ProtectSystem": "strict", "ProtectHome": "yes", "ProtectProc": "invisible", "ProcSubset": "pid",
    "DevicePolicy": "closed", "KeyringMode": "private", "SystemCallArchitectures": "native",
    "SystemCallErrorNumber": "EPERM", "CapabilityBoundingSet": "", "AmbientCapabilities": "", "IPAddressDeny": "any",
    "UMask": "0077", "LimitCORE": "0",
}  # fmt: skip  # a table reads best in lines


def lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Section, name and value of each line that is no comment."""
    section = ""
    for line in filter(None, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            name, _, value = line.partition("=")
            yield section, name, value


def of(unit: Unit, name: str) -> list[str]:
    """What stands under a name, line by line."""
    return [value for _, one, value in lines(rendered(unit)) if one == name]


def one(unit: Unit, name: str) -> str:
    (value,) = of(unit, name)
    return value


def changed(**told: object) -> Unit:
    return Unit(**{**UNIT.__dict__, **told})


def test_everything_that_it_does_not_need_is_closed_to_it() -> None:
    assert {name for name in YES if one(UNIT, name) != "yes"} == set()
    assert {name: one(UNIT, name) for name in NAMED} == NAMED
    assert of(UNIT, "SystemCallFilter") == ["@system-service", "~@privileged @resources"]
    assert set(one(UNIT, "RestrictAddressFamilies").split()) == {"AF_UNIX", "AF_INET", "AF_INET6"}


def test_it_runs_as_its_own_account_and_writes_to_the_clinics_folder_and_the_backups_only() -> None:
    unit = changed(writes=(Path("/disk"),))
    assert (one(unit, "User"), one(unit, "Group")) == ("plumbline", "plumbline")
    assert one(UNIT, "ReadWritePaths") == "/clinic"
    assert one(unit, "ReadWritePaths") == "/clinic -/disk"  # a disk for backups may be away


def test_it_starts_with_the_machine_and_serves_the_network_from_that_folder() -> None:
    assert shlex.split(one(UNIT, "ExecStart")) == [str(PROGRAM), "serve", "--lan", "--instance", "/clinic"]
    assert one(UNIT, "WantedBy") == "multi-user.target"
    assert "network-online.target" not in rendered(UNIT)  # an address may come later


def test_it_may_finish_what_it_has_begun_before_it_is_ended() -> None:
    assert int(one(UNIT, "TimeoutStopSec")) > LAST_WAIT + 5
    assert one(UNIT, "KillMode") == "mixed"


def test_a_fault_starts_it_again_and_a_wrong_setting_does_not() -> None:
    assert one(UNIT, "Restart") == "on-failure"
    assert one(UNIT, "RestartPreventExitStatus") == str(WRONG_INPUT) == str(int(Status.WRONG_INPUT))


@pytest.mark.parametrize(
    ("address", "near"),
    [("10.1.2.3", True), ("192.168.77.2", True), ("127.0.0.1", True), ("fd00::2", True), ("fe80::1", True),
     ("192.0.2.1", False), ("8.8.8.8", False), ("172.32.0.1", False), ("2001:db8::1", False)],
)  # fmt: skip  # a table reads best in lines
def test_only_local_addresses_pass_as_the_server_has_it(address: str, near: bool) -> None:
    found = ip_address(address)
    allowed = [ip_network(one) for one in one(UNIT, "IPAddressAllow").split()]
    assert any(found in network for network in allowed if network.version == found.version) is near
    assert is_neighbour(address, "192.168.1.1") is near


def test_this_machine_alone_needs_no_network() -> None:
    unit = changed(lan=False)
    assert one(unit, "IPAddressAllow") == "localhost"
    assert "--lan" not in shlex.split(one(unit, "ExecStart"))


def test_of_peoples_homes_only_what_it_needs_is_there() -> None:
    there = HOME / "plumbline"
    unit = changed(
        program=there / ".venv" / "bin" / "clinic", reads=(there,), instance=there / "instance", writes=(HOME / "kept",)
    )
    assert one(unit, "ProtectHome") == "tmpfs"
    assert of(unit, "BindPaths") == [str(there / "instance"), f"-{HOME / 'kept'}"]
    assert of(unit, "BindReadOnlyPaths") == [str(there)]
    assert (of(UNIT, "BindPaths"), of(UNIT, "BindReadOnlyPaths")) == ([], [])


def test_a_port_that_needs_a_privilege_gets_that_one() -> None:
    assert one(changed(port=UNPRIVILEGED - 1), "CapabilityBoundingSet") == "CAP_NET_BIND_SERVICE"
    assert one(changed(port=UNPRIVILEGED), "CapabilityBoundingSet") == ""


def test_the_next_install_finds_the_folder_again() -> None:
    assert instance_in(rendered(changed(instance=Path("/a clinic 100%")))) == Path("/a clinic 100%")
    assert instance_in("[Unit]\nDescription=something else\n") is None


def test_blanks_and_signs_in_a_folders_name_mean_nothing_to_systemd() -> None:
    unit = changed(instance=Path("/a clinic/100%$x"))
    assert one(unit, "ReadWritePaths") == '"/a clinic/100%%$x"'
    assert shlex.split(one(unit, "ExecStart"))[-1] == "/a clinic/100%%$$x"


@pytest.mark.parametrize("name", ["a\nUser=root", 'a"b', "a\\b", "a:b", "a'b", "a;b", "a\x07b"])
def test_a_folder_that_a_unit_cannot_name_is_refused(name: str) -> None:
    with pytest.raises(CommandError, match="systemd cannot name this folder"):
        rendered(changed(instance=Path("/", name)))


@pytest.mark.parametrize("place", ["/tmp", "/var/tmp"])  # noqa: S108  # nothing is written there
def test_records_among_temporary_files_are_refused(place: str) -> None:
    with pytest.raises(CommandError, match="temporary files"):
        rendered(changed(instance=Path(place, "clinic")))
