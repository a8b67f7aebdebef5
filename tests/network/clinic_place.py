"""A clinic's machine on its network, certificates that others might make, and a greeting between two ends in memory."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from clinic.network.authority import Authority, open_authority, pem
from clinic.network.place import Place

NOW = datetime.now(UTC).replace(microsecond=0)
"""The real one: whoever checks a chain asks the machine's clock."""
PLACE = Place(("reception", "reception.local", "localhost"), (ip_address("192.168.1.20"), ip_address("127.0.0.1")))
MOVED = Place(PLACE.names, (ip_address("10.0.0.7"), ip_address("127.0.0.1")))


def authority_of(folder: Path, now: datetime = NOW) -> Authority:
    """The authority that this folder holds, or a new one for the machine at the reception."""
    return open_authority(folder, PLACE.names, now)


def signed(authority: Authority, path: Path, *names: x509.GeneralName) -> Path:
    """What a thief of the authority's key would make for these names, with its own key."""
    key = generate_private_key(SECP256R1())
    whose = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName(names), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(whose), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    path.write_bytes(pem(certificate, key))
    return path


def trusting(authority: Authority) -> ssl.SSLContext:
    """A device that trusts this authority and no other, and keeps to the letter of the standard."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority.der)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


def greet(device: ssl.SSLContext, server: ssl.SSLContext, host: str) -> str:
    """The TLS version that both ends agree on when the device asks for this host; else ssl.SSLError is raised."""
    to_server, to_device = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (
        device.wrap_bio(to_device, to_server, server_hostname=host),
        server.wrap_bio(to_server, to_device, server_side=True),
    )
    for _ in range(4):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return str(ends[0].version())


def serving(path: Path) -> ssl.SSLContext:
    """A server with the certificate and key of this file."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
