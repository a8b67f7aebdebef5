"""When the clinic's certificates end and how the authority is told, for whoever looks after the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509

from clinic.network import authority, leaf
from clinic.network.errors import NetworkError


@dataclass(frozen=True)
class Ends:
    """When the authority's and this machine's certificate end, and the fingerprint of the authority's, in groups."""

    authority: datetime
    own: datetime
    fingerprint: str


def ends(instance: Path) -> Ends | None:
    """What there is to know of the certificates; None where none were made: nobody is served over HTTPS.

    Raises NetworkError for files that hold no certificate.
    """
    files = [instance / authority.FOLDER / name for name in (authority.FILE, leaf.FILE)]
    if not all(file.is_file() for file in files):
        return None
    try:
        first, second = (x509.load_pem_x509_certificate(file.read_bytes()) for file in files)
    except (OSError, ValueError) as error:
        raise NetworkError(f"The certificates in {files[0].parent} cannot be read: {error}.") from error
    return Ends(first.not_valid_after_utc, second.not_valid_after_utc, authority.fingerprint_of(first))
