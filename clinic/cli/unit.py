"""The systemd unit under which Plumbline runs: what it is started with, and what is closed to it. Pure text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clinic.cli.status import CommandError
from clinic.network.place import LINK, LOCAL
from clinic.network.server import LAST_WAIT

NAME = "plumbline"
HOMES = tuple(map(PurePosixPath, ("/home", "/root", "/run/user")))
TEMPORARY = tuple(map(PurePosixPath, ("/tmp", "/var/tmp")))  # noqa: S108  # nothing is written there: they are refused
UNWRITABLE = frozenset("\"'\\:;")
TO_FINISH = 2 * LAST_WAIT
"""Seconds after which systemd ends what is still there: twice what the server takes for the answers it has begun."""
WRONG_INPUT = 2  # as the commands say it: starting again mends no setting
UNPRIVILEGED = 1024
"""The lowest port that any account may listen on."""

Lines = tuple[tuple[str, str], ...]

CLOSED: Lines = (
    ("ProtectSystem", "strict"),
    ("PrivateTmp", "yes"),
    ("PrivateMounts", "yes"),
    ("PrivateDevices", "yes"),
    ("DevicePolicy", "closed"),
    ("ProtectKernelTunables", "yes"),
    ("ProtectKernelModules", "yes"),
    ("ProtectKernelLogs", "yes"),
    ("ProtectControlGroups", "yes"),
    ("ProtectClock", "yes"),
    ("ProtectHostname", "yes"),
    ("ProtectProc", "invisible"),
    ("ProcSubset", "pid"),
    ("NoNewPrivileges", "yes"),
    ("RestrictSUIDSGID", "yes"),
    ("RestrictRealtime", "yes"),
    ("RestrictNamespaces", "yes"),
    ("LockPersonality", "yes"),
    ("MemoryDenyWriteExecute", "yes"),
    ("RemoveIPC", "yes"),
    ("KeyringMode", "private"),
    ("SystemCallArchitectures", "native"),
    ("SystemCallFilter", "@system-service"),
    ("SystemCallFilter", "~@privileged @resources"),
    ("SystemCallErrorNumber", "EPERM"),
    ("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6"),
    ("IPAddressDeny", "any"),
    ("UMask", "0077"),
    ("LimitCORE", "0"),
)
"""What is closed whoever it runs as. A core dump would hold records, so there is none."""


@dataclass(frozen=True)
class Unit:
    """What is started, as whom, and where. `reads` are the folders of the program, `writes` those it may write to
    besides `instance`; `port` is the one that is set, None for the usual ones."""

    program: Path
    reads: tuple[Path, ...]
    instance: Path
    user: str
    group: str
    writes: tuple[Path, ...] = ()
    lan: bool = True
    port: int | None = None


def rendered(unit: Unit) -> str:
    """The text of the unit. Raises CommandError for a folder that a unit cannot name."""
    sections = {"Unit": _about(unit), "Service": _run(unit) + _shut(unit) + CLOSED}
    sections["Install"] = (("WantedBy", "multi-user.target"),)
    sections["X-Plumbline"] = (("Instance", str(unit.instance)),)  # systemd leaves it alone; the next install reads it
    parts = [f"[{name}]\n" + "".join(f"{key}={value}\n" for key, value in lines) for name, lines in sections.items()]
    return (
        "# Written by `clinic service install`; the next one replaces it. Own settings: systemctl edit plumbline\n\n"
        + "\n".join(parts)
    )


def instance_in(text: str) -> Path | None:
    """The folder of the clinic that a unit written here serves; None for any other text."""
    found = [line.partition("=")[2] for line in text.splitlines() if line.startswith("Instance=")]
    return Path(found[0]) if found else None


def is_in_a_home(path: Path) -> bool:
    """Whether a folder lies where people have their own files."""
    return any(PurePosixPath(path).is_relative_to(home) for home in HOMES)


def _about(unit: Unit) -> Lines:
    return (
        ("Description", "Plumbline, the records and exercise sheets of this clinic"),
        ("After", "network.target postgresql.service"),  # it also starts before there is an address, and looks again
        ("RequiresMountsFor", " ".join(map(written, (unit.instance, *unit.reads)))),
    )


def _run(unit: Unit) -> Lines:
    words = (written(unit.program).replace("$", "$$"), "serve", *(["--lan"] if unit.lan else []), "--instance")
    return (
        ("Type", "notify"),
        ("ExecStart", " ".join((*words, written(unit.instance).replace("$", "$$")))),
        ("User", unit.user),
        ("Group", unit.group),
        ("WorkingDirectory", "/"),
        ("Environment", "LANG=C.UTF-8 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=%T"),
        ("Restart", "on-failure"),
        ("RestartSec", "5"),
        ("RestartPreventExitStatus", str(WRONG_INPUT)),
        ("TimeoutStartSec", "15min"),  # a new release may have large records to bring up
        ("TimeoutStopSec", str(TO_FINISH)),
        ("KillMode", "mixed"),  # the server alone is asked to stop: a sheet that is being printed comes to its end
    )


def _shut(unit: Unit) -> Lines:
    mine = (unit.instance, *unit.writes)
    own = tuple(path for path in (*mine, *unit.reads) if is_in_a_home(path))
    # Only what is for backups may be missing: the clinic's folder on a passing file system would lose the records.
    binds = tuple(
        ("BindPaths" if path in mine else "BindReadOnlyPaths", written(path, "-" if path in unit.writes else ""))
        for path in own
    )
    low = "CAP_NET_BIND_SERVICE" if unit.port is not None and unit.port < UNPRIVILEGED else ""
    near = " ".join(map(str, (*LOCAL, *LINK))) if unit.lan else "localhost"
    return (
        ("ReadWritePaths", " ".join((written(unit.instance), *(written(path, "-") for path in unit.writes)))),
        ("ProtectHome", "tmpfs" if own else "yes"),
        *binds,
        ("CapabilityBoundingSet", low),
        ("AmbientCapabilities", low),
        ("IPAddressAllow", near),
    )


def written(path: Path, before: str = "") -> str:
    """A folder as a unit names it, with `before` in front. Raises CommandError for one that it cannot name, or that
    systemd would hide."""
    text = str(path)
    if UNWRITABLE & set(text) or not text.isprintable():
        raise CommandError(f"{path}: systemd cannot name this folder. Give it a name of letters, figures, - and _.")
    if any(PurePosixPath(text).is_relative_to(one) for one in TEMPORARY):
        raise CommandError(f"{path} is among the temporary files, which the system removes. Put it somewhere else.")
    text = before + text.replace("%", "%%")
    return f'"{text}"' if " " in text else text
