"""The clinic's own certificate authority: made once, good for this machine's names and for local addresses only.

Every device of the clinic is told to trust it. So that a stolen key could do as little as possible with that trust, its
certificate says itself that it vouches for these names and for local networks alone, for web servers alone, and that it
makes no other authority.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from clinic.network import own_file
from clinic.network.errors import NetworkError
from clinic.network.place import LOCAL

FOLDER = "certificates"
FILE = "authority.pem"
GOOD_FOR = timedelta(days=3650)
CLOCKS_DIFFER = timedelta(days=1)
"""A device whose clock is behind by less than this believes a new certificate at once."""
ANEW = "Delete the file and start again; every device then has to be told to trust the new authority."


@dataclass(frozen=True)
class Authority:
    """The authority's certificate and its key, which is never shown."""

    certificate: x509.Certificate
    key: EllipticCurvePrivateKey = field(repr=False)

    @property
    def der(self) -> bytes:
        """The certificate as devices load it."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, the same as of the file that devices load, in 16 groups of four digits."""
        return fingerprint_of(self.certificate)

    def vouches_for(self, name: str) -> bool:
        """Whether it may sign a certificate for this host name."""
        permitted = self.certificate.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees
        own = [one.value for one in permitted or [] if isinstance(one, x509.DNSName)]
        return any(name == one or name.endswith(f".{one}") for one in own)


def fingerprint_of(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate as people compare it: 64 digits in 16 groups of four."""
    digits = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def open_authority(folder: Path, names: Iterable[str], now: datetime) -> Authority:
    """The clinic's authority; at the first start a new one for these host names.

    Raises NetworkError when its key can be read by others, is damaged, or is no longer good.
    """
    path = folder / FILE
    if not path.exists():
        own_file.write_new(path, _new(tuple(names), now))
    if own_file.others_can_read(path):
        raise NetworkError(
            f"{path}: others on this machine can read the key that every device of the clinic trusts. {ANEW}"
        )
    try:
        content = path.read_bytes()
        certificate, key = x509.load_pem_x509_certificate(content), load_pem_private_key(content, password=None)
    except ValueError as error:
        raise NetworkError(f"{path}: this is not the clinic's certificate authority. {ANEW}") from error
    if not isinstance(key, EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise NetworkError(f"{path}: the key and the certificate do not belong together. {ANEW}")
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        raise NetworkError(
            f"{path}: the authority is good from {first:%d %b %Y} to {last:%d %b %Y}, and this machine's clock says "
            f"{now:%d %b %Y}. Is the clock right? If it is: {ANEW[0].lower()}{ANEW[1:]}"
        )
    return Authority(certificate, key)


def pem(certificate: x509.Certificate, key: EllipticCurvePrivateKey) -> bytes:
    """A certificate and its key in one file, so that they cannot come apart."""
    return certificate.public_bytes(Encoding.PEM) + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _new(names: tuple[str, ...], now: datetime) -> bytes:
    key = generate_private_key(SECP256R1())
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    # The last part tells this authority from an earlier one of the same machine in a device's list.
    called = f"Plumbline {names[0][:40]} {identifier.digest.hex()[:8].upper()}"
    subject = x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Plumbline"),
        x509.NameAttribute(NameOID.COMMON_NAME, called),
    ])  # fmt: skip  # the parts of a name read best in lines
    usage = {name: name in ("key_cert_sign", "crl_sign") for name in USES}
    permitted = [*map(x509.DNSName, dict.fromkeys(names)), *map(x509.IPAddress, LOCAL)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now + GOOD_FOR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )
    return pem(certificate, key)


USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip  # a list reads best in lines
"""Everything that a key may be said to be for."""
