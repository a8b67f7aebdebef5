"""What one clinic has set: read once at start, from its instance folder and the environment, and never changed."""

from __future__ import annotations

import dataclasses
import difflib
import os
import secrets
import stat
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clinic.durable import make_folder, settle

PACKAGE = Path(__file__).resolve().parent
CONFIG_FILE = "config.toml"
KEY_FILE = "secret_key"
PREFIX = "CLINIC_"
PAPERS = ("A4", "Letter")
DEFAULT_PORT = 8642


class SettingsError(Exception):
    """The settings cannot be used; the message names every mistake with its place and what to do."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """Everything a clinic may set, checked.

    `instance` is the folder that holds everything the clinic owns. `port` is 1 to 65535; None is DEFAULT_PORT, or the
    next free one when that is taken. `name`, `address` and `telephone` are the clinic's own, as printed on the sheets.
    `allowed_hosts` are the host names the pages answer to, without a port. `database` is the address of a PostgreSQL
    database, such as postgresql+psycopg://clinic@/clinic; empty for the SQLite file in the instance folder.
    `backup_to` is the folder of the server's own backups, better on another disk; empty for `backups` in the instance
    folder.
    """

    instance: Path
    host: str = "127.0.0.1"
    port: int | None = None
    name: str = ""
    address: str = ""
    telephone: str = ""
    paper: str = "A4"
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    database: str = ""
    backup_to: str = ""


FIELDS = tuple(field.name for field in dataclasses.fields(Settings))


def load_settings(given: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force: `given` on the command line (None is not given), CLINIC_* variables, then config.toml.

    Raises SettingsError with every unknown key and every value out of range at once. Writes nothing.
    """
    environ = os.environ if environ is None else environ
    given = {key: value for key, value in (given or {}).items() if value is not None}
    mistakes: list[str] = []
    stated = {"the command line": given, "the environment": _from_environment(environ, mistakes)}
    instance = instance_folder(given, environ)
    stated[str(instance / CONFIG_FILE)] = _from_file(instance / CONFIG_FILE, mistakes)
    values: dict[str, Any] = {}
    for place, entries in stated.items():
        for key, raw in entries.items():
            values.setdefault(key, _checked(key, raw, place, mistakes))
    if mistakes:
        raise SettingsError("\n".join(mistakes))
    return dataclasses.replace(Settings(instance), **{**values, "instance": instance})


def instance_folder(given: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None) -> Path:
    """The folder of everything one clinic owns: as told, else ./instance of a checkout, else one in the user's data."""
    environ = os.environ if environ is None else environ
    told = (given or {}).get("instance") or environ.get(PREFIX + "INSTANCE")
    if told:
        return Path(str(told)).expanduser().absolute()
    checkout = _checkout()
    return checkout / "instance" if checkout else _user_data_folder(sys.platform, environ)


def template_folder() -> Path:
    """The folder of the page and sheet templates: inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


def secret_key(instance: Path) -> str:
    """The key that signs this clinic's forms and sessions, 64 hex digits; made once, readable by its owner only.

    Raises SettingsError when the file cannot be made or read, is damaged, or others on this machine can read it.
    """
    path = instance / KEY_FILE
    try:
        return _key_in(path)
    except OSError as error:
        raise SettingsError(
            f"{path}: the secret key cannot be made or read: {error.strerror}. Make room on that disk, or make the "
            "folder ours to write, then start again."
        ) from error


def _key_in(path: Path) -> str:
    if not path.exists():
        _make_key(path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SettingsError(
            f"{path}: others on this machine can read the secret key. Delete the file and start again: a new key is "
            "made, and forms open in a browser have to be loaded again."
        )
    key = path.read_text(encoding="ascii").strip()
    if len(key) != 64 or set(key) - set("0123456789abcdef"):
        raise SettingsError(f"{path}: this is not a secret key of 64 hex digits. Delete the file and start again.")
    return key


def _make_key(path: Path) -> None:
    """Written whole under another name and then linked, so that two first starts at once agree on one key."""
    make_folder(path.parent)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
        settle(path.parent)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def _checkout() -> Path | None:
    """The root of the checkout this package runs from, or None when it was installed from a wheel."""
    root = PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "instance").is_dir() else None


def _user_data_folder(platform: str, environ: Mapping[str, str]) -> Path:
    home = Path(environ.get("HOME") or Path.home())
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Plumbline"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Plumbline"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "plumbline"


def _from_environment(environ: Mapping[str, str], mistakes: list[str]) -> dict[str, object]:
    known: dict[str, object] = {}
    for variable in sorted(name for name in environ if name.startswith(PREFIX)):
        key = variable.removeprefix(PREFIX).lower()
        if key not in FIELDS:
            valid = [PREFIX + field.upper() for field in FIELDS]
            mistakes.append(f"the environment: unknown variable {variable}{_nearest(variable, valid)}")
        elif key == "port":
            known[key] = int(environ[variable]) if environ[variable].isdecimal() else environ[variable]
        elif key == "allowed_hosts":
            known[key] = [host.strip() for host in environ[variable].split(",")]
        else:
            known[key] = environ[variable]
    return known


def _from_file(path: Path, mistakes: list[str]) -> dict[str, object]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        mistakes.append(f"{path}: cannot be read: {error}")
        return {}
    valid = [field for field in FIELDS if field != "instance"]  # the file stands in the folder that it would name
    mistakes.extend(f"{path}: unknown key {key}{_nearest(key, valid)}" for key in sorted(set(entries) - set(valid)))
    return {key: entries[key] for key in entries if key in valid}


def _nearest(word: str, valid: list[str]) -> str:
    near = difflib.get_close_matches(word, valid, n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else f"; known are {', '.join(valid)}"


def _checked(key: str, raw: object, place: str, mistakes: list[str]) -> object:
    allowed = {
        "port": "a whole number from 1 to 65535",
        "paper": " or ".join(PAPERS),
        "allowed_hosts": "a list of host names without ports",
        "host": "an address to listen on, such as 127.0.0.1",
    }.get(key, "text")
    if not _is_valid(key, raw):
        mistakes.append(f"{place}: {key} is {raw!r}; allowed is {allowed}")
    return tuple(raw) if isinstance(raw, list) else raw


def _is_valid(key: str, raw: object) -> bool:
    if key == "port":
        return type(raw) is int and 1 <= raw <= 65535
    if key == "paper":
        return raw in PAPERS
    if key == "allowed_hosts":
        return isinstance(raw, list | tuple) and bool(raw) and all(_is_host(host) for host in raw)
    if key == "host":
        return isinstance(raw, str) and raw.strip() != ""
    return isinstance(raw, str | Path)


def _is_host(host: object) -> bool:
    return isinstance(host, str) and host != "" and not set(host) & set(" :/")
