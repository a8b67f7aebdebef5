"""The clinic's certificate authority: made once, kept close, and good for little else than this clinic."""

from __future__ import annotations

import hashlib
import ssl
import stat
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID

from clinic.network.authority import FILE, pem
from clinic.network.errors import NetworkError
from tests.network.clinic_place import NOW, authority_of, greet, serving, signed, trusting


def test_the_authority_is_made_at_the_first_start_and_kept_from_then_on(tmp_path: Path) -> None:
    assert authority_of(tmp_path).der == authority_of(tmp_path, NOW + timedelta(days=900)).der


def test_only_its_owner_can_read_the_key_and_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "certificates"
    authority_of(folder)
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_but_the_authority_is_left_in_the_folder(tmp_path: Path) -> None:
    authority_of(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    authority_of(tmp_path)
    (tmp_path / FILE).chmod(mode)
    with pytest.raises(NetworkError, match="others on this machine can read the key"):
        authority_of(tmp_path)


def test_a_damaged_authority_is_refused_and_never_replaced_unasked(tmp_path: Path) -> None:
    authority_of(tmp_path)
    (tmp_path / FILE).write_bytes(b"-----BEGIN CERTIFICATE-----\nabc\n")
    with pytest.raises(NetworkError, match="not the clinic's certificate authority"):
        authority_of(tmp_path)


def test_a_key_that_is_not_the_certificates_is_refused(tmp_path: Path) -> None:
    authority = authority_of(tmp_path)
    (tmp_path / FILE).write_bytes(pem(authority.certificate, generate_private_key(SECP256R1())))
    with pytest.raises(NetworkError, match="do not belong together"):
        authority_of(tmp_path)


@pytest.mark.parametrize("later", [timedelta(days=-2), timedelta(days=3651)])
def test_an_authority_outside_its_time_is_refused(tmp_path: Path, later: timedelta) -> None:
    authority_of(tmp_path)
    with pytest.raises(NetworkError, match="clock"):
        authority_of(tmp_path, NOW + later)


def test_its_certificate_says_that_it_makes_no_other_authority_and_vouches_for_web_servers_alone(
    tmp_path: Path,
) -> None:
    extensions = authority_of(tmp_path).certificate.extensions
    basic = extensions.get_extension_for_class(x509.BasicConstraints)
    usage = extensions.get_extension_for_class(x509.KeyUsage)
    constraints = extensions.get_extension_for_class(x509.NameConstraints)
    assert (basic.critical, basic.value) == (True, x509.BasicConstraints(ca=True, path_length=0))
    assert (usage.critical, usage.value.key_cert_sign, usage.value.crl_sign) == (True, True, True)
    assert not usage.value.digital_signature
    assert list(extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert constraints.critical


def test_the_fingerprint_is_that_of_the_file_that_devices_load(tmp_path: Path) -> None:
    authority = authority_of(tmp_path)
    assert authority.fingerprint.replace(" ", "").lower() == hashlib.sha256(authority.der).hexdigest()
    assert [len(group) for group in authority.fingerprint.split()] == [4] * 16


def test_the_key_is_not_shown_with_the_authority(tmp_path: Path) -> None:
    assert "key" not in repr(authority_of(tmp_path))


@pytest.mark.parametrize("name", ["reception", "reception.local", "192.168.7.7", "10.1.2.3", "fd12::1"])
def test_devices_believe_a_certificate_for_the_clinics_names_and_for_local_addresses(tmp_path: Path, name: str) -> None:
    authority = authority_of(tmp_path)
    path = signed(authority, tmp_path / "server.pem", general(name))
    assert greet(trusting(authority), serving(path), name) == "TLSv1.3"


@pytest.mark.parametrize("name", ["bank.example", "printer.local", "8.8.8.8", "172.32.0.1", "2001:4860:4860::8888"])
def test_devices_believe_no_certificate_for_anything_else_even_with_the_authoritys_key(
    tmp_path: Path, name: str
) -> None:
    authority = authority_of(tmp_path)
    path = signed(authority, tmp_path / "server.pem", general(name))
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        greet(trusting(authority), serving(path), name)


def general(name: str) -> x509.GeneralName:
    """A host name or an address as a certificate states it."""
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
