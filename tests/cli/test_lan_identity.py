"""Who this machine is on its network, while `clinic serve --lan` runs and a router hands out new addresses."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509

from clinic.cli.lan import Identity
from clinic.settings import Settings


def identity_at(instance: Path, *hosts: str) -> Identity:
    return Identity(Settings(instance, allowed_hosts=hosts), towards=())


def certified(identity: Identity) -> list[object]:
    names = identity.leaf.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return list(names.get_values_for_type(x509.IPAddress))


def test_as_long_as_nothing_changes_its_certificate_stays(tmp_path: Path) -> None:
    identity = identity_at(tmp_path, "192.168.1.20")
    context = identity.context
    assert not identity.look_round()
    assert identity.context is context


def test_a_new_address_is_certified_without_a_new_start(tmp_path: Path) -> None:
    identity = identity_at(tmp_path, "192.168.1.20")
    before, authority = identity.context, identity.authority
    identity.settings = replace(identity.settings, allowed_hosts=("192.168.1.77",))
    assert identity.look_round()
    assert ip_address("192.168.1.77") in certified(identity)
    assert ip_address("192.168.1.20") not in certified(identity)
    assert identity.context is not before
    assert identity.authority is authority


def test_the_next_start_keeps_authority_and_certificate(tmp_path: Path) -> None:
    first, second = identity_at(tmp_path, "192.168.1.20"), identity_at(tmp_path, "192.168.1.20")
    assert (first.authority.der, first.leaf) == (second.authority.der, second.leaf)


def test_a_machine_without_a_network_is_certified_for_itself(tmp_path: Path) -> None:
    assert certified(identity_at(tmp_path)) == [ip_address("127.0.0.1"), ip_address("::1")]
