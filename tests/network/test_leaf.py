"""This machine's certificate: kept while it fits, made anew when it does not."""

from __future__ import annotations

import ssl
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

from clinic.network.authority import FILE as AUTHORITY
from clinic.network.leaf import FILE, Leaf, open_leaf, tls
from clinic.network.place import Place
from tests.network.clinic_place import MOVED, NOW, PLACE, authority_of, greet, trusting


def leaf_of(folder: Path, place: Place = PLACE, later: timedelta = timedelta()) -> Leaf:
    return open_leaf(folder, authority_of(folder), place, NOW + later)


@pytest.mark.parametrize("host", ["192.168.1.20", "reception", "reception.local", "localhost", "127.0.0.1"])
def test_a_device_that_trusts_the_authority_alone_is_served_under_every_name_and_address(
    tmp_path: Path, host: str
) -> None:
    assert greet(trusting(authority_of(tmp_path)), tls(leaf_of(tmp_path)), host) == "TLSv1.3"


def test_a_device_that_trusts_another_authority_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        greet(trusting(authority_of(tmp_path / "another")), tls(leaf_of(tmp_path)), "reception")


def test_tls_1_2_is_spoken_and_nothing_older(tmp_path: Path) -> None:
    device, server = trusting(authority_of(tmp_path)), tls(leaf_of(tmp_path))
    device.maximum_version = ssl.TLSVersion.TLSv1_2
    assert greet(device, server, "reception") == "TLSv1.2"
    assert server.minimum_version == ssl.TLSVersion.TLSv1_2


def test_every_cipher_makes_a_new_key_for_each_connection_and_notices_a_change(tmp_path: Path) -> None:
    ciphers = tls(leaf_of(tmp_path)).get_ciphers()
    assert [one["name"] for one in ciphers if not one["aead"]] == []
    assert [one["name"] for one in ciphers if one["protocol"] != "TLSv1.3" and "ECDHE" not in one["name"]] == []


def test_it_is_kept_while_it_fits(tmp_path: Path) -> None:
    assert leaf_of(tmp_path) == leaf_of(tmp_path, later=timedelta(days=300))


def test_it_is_made_anew_when_the_address_changes_and_then_kept(tmp_path: Path) -> None:
    first, second = leaf_of(tmp_path), leaf_of(tmp_path, MOVED)
    assert first.certificate != second.certificate
    assert greet(trusting(authority_of(tmp_path)), tls(second), "10.0.0.7") == "TLSv1.3"
    assert leaf_of(tmp_path, MOVED) == second


def test_it_is_made_anew_a_month_before_its_end(tmp_path: Path) -> None:
    first = leaf_of(tmp_path)
    left = first.certificate.not_valid_after_utc - NOW - timedelta(days=30)
    assert leaf_of(tmp_path, later=left - timedelta(hours=1)) == first
    assert leaf_of(tmp_path, later=left + timedelta(hours=1)) != first


def test_it_is_made_anew_for_a_new_authority(tmp_path: Path) -> None:
    first = leaf_of(tmp_path)
    (tmp_path / AUTHORITY).unlink()
    assert leaf_of(tmp_path) != first


def test_it_is_made_anew_when_others_could_have_read_its_key(tmp_path: Path) -> None:
    first = leaf_of(tmp_path)
    first.path.chmod(0o644)
    assert leaf_of(tmp_path) != first
    assert stat.S_IMODE(first.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"no certificate"])
def test_it_is_made_anew_when_it_is_damaged(tmp_path: Path, content: bytes) -> None:
    leaf_of(tmp_path)
    (tmp_path / FILE).write_bytes(content)
    assert greet(trusting(authority_of(tmp_path)), tls(leaf_of(tmp_path)), "reception") == "TLSv1.3"


def test_it_is_good_for_no_longer_than_devices_accept_and_for_a_web_server_alone(tmp_path: Path) -> None:
    certificate = leaf_of(tmp_path).certificate
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc == timedelta(days=397)
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert [
        one.dotted_string for one in certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    ] == ["1.3.6.1.5.5.7.3.1"]


def test_it_never_outlives_the_authority(tmp_path: Path) -> None:
    late = leaf_of(tmp_path, later=timedelta(days=3500))
    assert late.certificate.not_valid_after_utc == authority_of(tmp_path).certificate.not_valid_after_utc
    assert leaf_of(tmp_path, later=timedelta(days=3640)) == late


def test_a_name_the_authority_was_not_made_for_is_left_out_and_named(tmp_path: Path) -> None:
    leaf_of(tmp_path)
    renamed = leaf_of(tmp_path, replace(PLACE, names=("front-desk", *PLACE.names)))
    assert renamed.left_out == ("front-desk",)
    stated = renamed.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert stated.get_values_for_type(x509.DNSName) == list(PLACE.names)
