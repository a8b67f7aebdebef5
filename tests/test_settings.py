"""What a clinic may set, where its folder lies, and the key that is made once."""

from __future__ import annotations

import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clinic import settings
from clinic.settings import Settings, SettingsError, instance_folder, load_settings, secret_key, template_folder

CONFIG = """\
name = "Harbour Street Physiotherapy"
address = "4 Harbour Street"
telephone = "0131 496 0001"
paper = "Letter"
port = 9000
allowed_hosts = ["clinic.example"]
"""


def clinic_with(folder: Path, config: str) -> dict[str, str]:
    """The environment of a clinic whose instance folder holds this config.toml."""
    (folder / "config.toml").write_text(config, encoding="utf-8")
    return {"CLINIC_INSTANCE": str(folder)}


def refusal(folder: Path, config: str = "", **environ: str) -> list[str]:
    with pytest.raises(SettingsError) as error:
        load_settings(environ=clinic_with(folder, config) | environ)
    return str(error.value).replace(str(folder), "FOLDER").splitlines()


def test_a_clinic_that_sets_nothing_is_served_to_this_machine_only(tmp_path: Path) -> None:
    found = load_settings(environ={"CLINIC_INSTANCE": str(tmp_path)})
    assert found == Settings(
        tmp_path, host="127.0.0.1", port=None, paper="A4", allowed_hosts=("127.0.0.1", "localhost")
    )


def test_the_config_file_is_read(tmp_path: Path) -> None:
    found = load_settings(environ=clinic_with(tmp_path, CONFIG))
    assert found == Settings(
        instance=tmp_path,
        name="Harbour Street Physiotherapy",
        address="4 Harbour Street",
        telephone="0131 496 0001",
        paper="Letter",
        port=9000,
        allowed_hosts=("clinic.example",),
    )


def test_the_environment_wins_over_the_file_and_the_command_line_over_both(tmp_path: Path) -> None:
    environ = clinic_with(tmp_path, CONFIG) | {"CLINIC_PORT": "9001", "CLINIC_NAME": "Quay Clinic"}
    found = load_settings({"port": 9002, "host": None}, environ)
    assert (found.port, found.name, found.host, found.telephone) == (9002, "Quay Clinic", "127.0.0.1", "0131 496 0001")


def test_hosts_in_the_environment_are_parted_by_commas(tmp_path: Path) -> None:
    found = load_settings(environ={"CLINIC_INSTANCE": str(tmp_path), "CLINIC_ALLOWED_HOSTS": "a.example, b.example"})
    assert found.allowed_hosts == ("a.example", "b.example")


def test_settings_do_not_change_once_read(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        load_settings(environ={"CLINIC_INSTANCE": str(tmp_path)}).port = 1  # type: ignore[misc]  # that it cannot be assigned is what is tested


def test_reading_the_settings_writes_nothing(tmp_path: Path) -> None:
    load_settings(environ={"CLINIC_INSTANCE": str(tmp_path / "none")})
    assert list(tmp_path.iterdir()) == []


def test_every_mistake_is_named_at_once_with_the_nearest_valid_word(tmp_path: Path) -> None:
    assert refusal(tmp_path, 'telefone = "1"\nport = 0\npaper = "A5"', CLINIC_ADRESS="x", CLINIC_HOST="") == [
        "the environment: unknown variable CLINIC_ADRESS; did you mean CLINIC_ADDRESS?",
        "FOLDER/config.toml: unknown key telefone; did you mean telephone?",
        "the environment: host is ''; allowed is an address to listen on, such as 127.0.0.1",
        "FOLDER/config.toml: port is 0; allowed is a whole number from 1 to 65535",
        "FOLDER/config.toml: paper is 'A5'; allowed is A4 or Letter",
    ]


def test_a_word_near_to_nothing_is_answered_with_all_valid_words(tmp_path: Path) -> None:
    valid = "host, port, name, address, telephone, paper, allowed_hosts, database, backup_to"
    assert refusal(tmp_path, "zzz = 1") == [f"FOLDER/config.toml: unknown key zzz; known are {valid}"]


def test_the_config_file_cannot_name_another_instance_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path, 'instance = "elsewhere"')[0].startswith("FOLDER/config.toml: unknown key instance")


@pytest.mark.parametrize("port", ["65536", "0", "-1", "80 ", "eighty", ""])
def test_a_port_that_cannot_be_is_refused(tmp_path: Path, port: str) -> None:
    (mistake,) = refusal(tmp_path, CLINIC_PORT=port)
    assert mistake.endswith("; allowed is a whole number from 1 to 65535")


@pytest.mark.parametrize("hosts", ['["http://a.example"]', '["a.example:8642"]', "[]", '[""]', '"a.example"'])
def test_a_host_with_scheme_or_port_is_refused(tmp_path: Path, hosts: str) -> None:
    assert "allowed is a list of host names without ports" in refusal(tmp_path, f"allowed_hosts = {hosts}")[0]


def test_a_config_file_that_is_not_toml_is_refused_with_its_place(tmp_path: Path) -> None:
    (mistake,) = refusal(tmp_path, "name = Harbour")
    assert mistake.startswith("FOLDER/config.toml: cannot be read:")
    assert "line 1" in mistake


def test_in_a_checkout_the_instance_folder_lies_beside_the_package() -> None:
    assert instance_folder(environ={}) == Path(__file__).resolve().parent.parent / "instance"


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {"HOME": "/people/amara"}, "/people/amara/.local/share/plumbline"),
        ("linux", {"HOME": "/people/amara", "XDG_DATA_HOME": "/data"}, "/data/plumbline"),
        ("darwin", {"HOME": "/people/amara"}, "/people/amara/Library/Application Support/Plumbline"),
        ("win32", {"HOME": "C:/people/amara", "LOCALAPPDATA": "C:/Local"}, "C:/Local/Plumbline"),
    ],
)
def test_installed_from_a_wheel_the_instance_folder_is_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, environ: dict[str, str], folder: str
) -> None:
    monkeypatch.setattr(settings, "PACKAGE", tmp_path / "site-packages" / "clinic")
    monkeypatch.setattr(sys, "platform", platform)
    assert instance_folder(environ=environ) == Path(folder)


def test_templates_are_looked_for_inside_the_package_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PACKAGE", tmp_path / "clinic")
    assert template_folder() == tmp_path / "templates"
    (tmp_path / "clinic" / "templates").mkdir(parents=True)
    assert template_folder() == tmp_path / "clinic" / "templates"


def test_a_secret_key_that_cannot_be_made_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError, match="Make room on that disk"):
        secret_key(tmp_path / "file")


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    key = secret_key(instance)
    assert len(bytes.fromhex(key)) == 32
    assert secret_key(instance) == key
    assert stat.S_IMODE((instance / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in instance.iterdir()] == ["secret_key"]


def test_first_starts_at_the_same_moment_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starts:
        keys = list(starts.map(secret_key, [tmp_path] * 32))
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    secret_key(tmp_path)
    (tmp_path / "secret_key").chmod(0o644)
    with pytest.raises(SettingsError, match="others on this machine can read the secret key"):
        secret_key(tmp_path)


def test_a_damaged_key_is_refused_rather_than_used(tmp_path: Path) -> None:
    secret_key(tmp_path)
    (tmp_path / "secret_key").write_text("abc\n", encoding="ascii")
    with pytest.raises(SettingsError, match="not a secret key"):
        secret_key(tmp_path)
