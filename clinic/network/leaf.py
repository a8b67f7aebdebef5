"""The certificate of this machine, which the clinic's authority vouches for: made anew whenever it no longer fits."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from clinic.network import own_file
from clinic.network.authority import CLOCKS_DIFFER, USES, Authority, pem
from clinic.network.place import Place

FILE = "this-machine.pem"
GOOD_FOR = timedelta(days=397)
"""The longest, its day of allowance included, that every browser and device accepts."""
ANEW_BEFORE = timedelta(days=30)
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""With TLS 1.2: a new key for every connection, and no message that can be altered unseen. TLS 1.3 has no others."""


@dataclass(frozen=True)
class Leaf:
    """This machine's certificate, the file that holds it with its key, and the names the authority cannot vouch for."""

    certificate: x509.Certificate
    path: Path
    left_out: tuple[str, ...]


def open_leaf(folder: Path, authority: Authority, place: Place, now: datetime) -> Leaf:
    """The certificate for these names and addresses: the one that is there while it fits, or else a new one."""
    path = folder / FILE
    left_out = tuple(one for one in place.names if not authority.vouches_for(one))
    wanted = [
        *(x509.DNSName(one) for one in place.names if one not in left_out),
        *map(x509.IPAddress, place.addresses),
    ]
    certificate = _kept(path)
    if certificate is None or not _fits(certificate, authority, wanted, now):
        own_file.replace(path, _new(authority, wanted, now))
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    return Leaf(certificate, path, left_out)


def tls(leaf: Leaf) -> ssl.SSLContext:
    """How connections are encrypted: TLS 1.2 or newer, HTTP/1.1, this machine's certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(leaf.path)
    return context


def _kept(path: Path) -> x509.Certificate | None:
    """The certificate that is there; None for none, for a damaged one, and for one whose key others may have read."""
    try:
        if own_file.others_can_read(path):
            return None
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path)  # the key is there and belongs to it
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return None


def _fits(certificate: x509.Certificate, authority: Authority, wanted: list[x509.GeneralName], now: datetime) -> bool:
    try:
        certificate.verify_directly_issued_by(authority.certificate)
    except (ValueError, InvalidSignature):
        return False
    stated = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    if set(stated) != set(wanted) or now < certificate.not_valid_before_utc:
        return False
    end = min(certificate.not_valid_after_utc, authority.certificate.not_valid_after_utc)
    return now < end - ANEW_BEFORE or end == authority.certificate.not_valid_after_utc


def _new(authority: Authority, wanted: list[x509.GeneralName], now: datetime) -> bytes:
    key = generate_private_key(SECP256R1())
    first = now - CLOCKS_DIFFER
    whose = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Plumbline")]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(min(first + GOOD_FOR, authority.certificate.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{name: name == "digital_signature" for name in USES}), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(wanted), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(whose), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    return pem(certificate, key)
