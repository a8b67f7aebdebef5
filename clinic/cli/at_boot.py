"""`clinic service`: Plumbline as a service of this machine, which starts with it, under systemd."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic.cli import words
from clinic.cli.status import CommandError, Status
from clinic.settings import PACKAGE, PREFIX, Settings

if TYPE_CHECKING:
    from clinic.cli.host_account import Account
    from clinic.cli.unit import Unit

UNITS = Path("/etc/systemd/system")
FOLDER = Path("/var/lib/plumbline")
"""The clinic's folder where there is no checkout and none is named."""
BOOTED = Path("/run/systemd/system")
"""Is there when systemd runs this machine."""
WITHOUT_SYSTEMD = (
    "systemd does not run this machine, so there is nothing to install into, and nothing was written. Under WSL put "
    "the lines [boot] and systemd=true into /etc/wsl.conf and restart it with wsl --shutdown. In a container, and on "
    "other systems, let whatever starts programs there run clinic serve; clinic service show prints what it needs."
)
NEEDS_ROOT = "this needs root, and nothing was changed. Run it as: sudo {command}"
NOT_STARTED = (
    "The service is installed and did not start. What is wrong stands at the end of: journalctl -u {name} -n 30. Mend "
    "it, then: systemctl restart {name}"
)
REMOVED = "Plumbline is no service any more. The records stay in {instance}, and so does the account they belong to."


def add_to(commands: Any, debug: argparse.ArgumentParser) -> None:
    """Adds the command to the command line."""
    says = "run as a service of this machine, which starts with it"
    command = commands.add_parser("service", help=says, description=says, parents=[debug], allow_abbrev=False)
    acts = command.add_subparsers(metavar="ACT", required=True)
    for name, act, does in (
        (
            "install",
            install,
            "write the unit, start it, and start it with this machine from now on; again after changes",
        ),
        ("show", show, "print the unit; writes nothing"),
        ("remove", remove, "stop it and take the unit away; the records stay"),
    ):
        one = acts.add_parser(name, help=does, description=does, parents=[debug], allow_abbrev=False)
        one.set_defaults(run=act)
        if act is not remove:
            one.add_argument("--instance", metavar="FOLDER", help="the folder of everything this clinic owns")
            one.add_argument(
                "--this-machine", action="store_true", help="serve this machine alone, without HTTPS and the network"
            )


def show(arguments: argparse.Namespace) -> int:
    """Prints the unit."""
    from clinic.cli.unit import rendered

    print(rendered(planned(arguments)[0]), end="")
    return Status.ANSWERED


def install(arguments: argparse.Namespace) -> int:
    """Writes the unit, hands the clinic's folder over where it is root's, starts it, and says what was done."""
    from clinic.cli import host_account as host
    from clinic.cli.unit import NAME, rendered
    from clinic.network.own_file import replace

    check_systemd()
    check_root()
    unit, account = planned(arguments)
    text = rendered(unit)  # before anything is changed: it may be refused
    host.check_clinic(unit.instance)
    if not unit.program.exists():
        raise CommandError(f"{unit.program} is not there. Start clinic/bin/serve once: it makes it.")
    host.check_reach(unit.program, unit.instance, account)
    there, account = account.there, host.made(account, unit.instance)
    given = host.hand_over(unit.instance, account)
    closed = [folder for folder in unit.writes if not host.for_backups(folder, account)]
    path = UNITS / f"{NAME}.service"
    replace(path, text.encode())
    path.chmod(0o644)
    for act in (("daemon-reload",), ("enable", "--quiet", NAME)):
        systemctl(*act)
    print(told(unit, there, given, closed))
    if not _runs("restart", NAME):
        raise CommandError(NOT_STARTED.format(name=NAME))
    return Status.ANSWERED


def remove(_: argparse.Namespace) -> int:
    """Stops the service and takes its unit away."""
    from clinic.cli.unit import NAME

    path = UNITS / f"{NAME}.service"
    if not path.exists():
        print("Plumbline is no service of this machine.")
        return Status.ANSWERED
    check_systemd()
    check_root()
    instance = served()
    systemctl("disable", "--now", "--quiet", NAME)
    path.unlink()
    systemctl("daemon-reload")
    print(REMOVED.format(instance=instance or "the clinic's folder"))
    return Status.ANSWERED


def planned(arguments: argparse.Namespace) -> tuple[Unit, Account]:
    """The unit as it would be written, and the account it would run as.

    The clinic's folder is the one that is named, else the one that the service has now, else that of this checkout.
    Raises SettingsError or CommandError, and nothing was changed.
    """
    if sys.platform != "linux":
        raise CommandError(WITHOUT_SYSTEMD)
    from clinic.cli.host_account import account_for
    from clinic.cli.unit import Unit
    from clinic.settings import instance_folder, load_settings

    named = arguments.instance or os.environ.get(PREFIX + "INSTANCE")
    instance = instance_folder({"instance": named or served()}, {}).resolve()
    if not (named or served() or instance.is_relative_to(PACKAGE.parent)):
        instance = FOLDER  # the data of the account that installs is not the service's
    settings = load_settings({"instance": instance}, {})  # the service does not have this terminal's variables
    account = account_for(instance)
    program = Path(sys.prefix, "bin", "clinic")
    unit = Unit(
        program, reads(), instance, account.user, account.group, backups(settings, account),
        not arguments.this_machine, settings.port,
    )  # fmt: skip  # one record, few lines
    return unit, account


def reads() -> tuple[Path, ...]:
    """The folders that hold the program: the environment and the checkout, and a Python that somebody has at home."""
    from clinic.cli.unit import is_in_a_home

    own = (PACKAGE.parent, Path(sys.prefix).resolve())
    python = Path(sys.base_prefix).resolve()
    found = (*own, python) if is_in_a_home(python) else own
    return tuple(
        one for one in dict.fromkeys(found) if not any(one != other and one.is_relative_to(other) for other in found)
    )


def backups(settings: Settings, account: Account) -> tuple[Path, ...]:
    """The folder of the server's own backups where it lies outside the clinic's; `~` is the home of the account."""
    import pwd

    told = Path(settings.backup_to)
    if told.parts[:1] == ("~",) and account.there:
        told = Path(pwd.getpwnam(account.user).pw_dir, *told.parts[1:])
    folder = settings.instance / told
    return () if not settings.backup_to or folder.is_relative_to(settings.instance) else (folder,)


def served() -> Path | None:
    """The folder of the clinic that the service has now; None where there is none."""
    from clinic.cli.unit import NAME, instance_in

    path = UNITS / f"{NAME}.service"
    return instance_in(path.read_text(encoding="utf-8")) if path.exists() else None


def told(unit: Unit, there: bool, given: bool, closed: list[Path]) -> str:
    """What was done, and what to do from now on."""
    as_it = f"sudo -u {unit.user} {unit.program}"
    rows = [
        ("runs as", unit.user + ("" if there else ", an account that was made for it")),
        ("records", f"{unit.instance}, given to that account with all that is in it" if given else str(unit.instance)),
        *(
            ("LOOK AT", f"{one}: the account cannot write backups there; sudo chown {unit.user} {one}")
            for one in closed
        ),
        *(
            ("LOOK AT", f"{one} is another checkout that holds the records: never delete it")
            for one in unit.instance.parents
            if one != PACKAGE.parent and (one / "clinic" / "bin" / "serve").is_file()
        ),
        ("what it says", "sudo journalctl -u plumbline -n 40"),
        ("its log", str(unit.instance / "log" / "clinic.log")),
        ("commands", f"{as_it} doctor --instance {unit.instance}"),
        ("new release", "clinic/bin/serve --help in the new checkout, then there"),
        ("", "sudo .venv/bin/clinic service install; it keeps the records"),
        ("away with it", f"sudo {unit.program} service remove"),
    ]
    return words.page(
        "Plumbline is a service of this machine now. It starts with the machine, and at this moment.",
        "\n".join(words.table(rows)),
        words.paragraph(
            "At its first start it says the addresses, the fingerprint and the link for the first lead; the link is "
            "good for an hour, and a restart makes a new one. Install again after a change of backup_to or port in "
            "config.toml; for everything else there sudo systemctl restart plumbline is enough.",
            indent="",
        ),
    )


def check_systemd() -> None:
    """Raises CommandError where systemd does not run this machine."""
    if not BOOTED.is_dir() or shutil.which("systemctl") is None:
        raise CommandError(WITHOUT_SYSTEMD)


def check_root() -> None:
    """Raises CommandError for anybody but root."""
    if os.geteuid() != 0:
        command = " ".join((str(Path(sys.prefix, "bin", "clinic")), *sys.argv[1:]))
        raise CommandError(NEEDS_ROOT.format(command=command))


def systemctl(*arguments: str) -> None:
    """Runs systemctl, which says itself what went wrong. Raises CommandError when it fails."""
    if not _runs(*arguments):
        raise CommandError(f"systemctl {' '.join(arguments)} failed")


def _runs(*arguments: str) -> bool:
    sys.stdout.flush()
    ran = subprocess.run(["systemctl", *arguments], check=False)  # noqa: S603, S607  # found on the search path, as everywhere
    return ran.returncode == 0
