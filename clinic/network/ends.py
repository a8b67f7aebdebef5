"""When the clinic's certificates end, for whoever looks after the machine."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography import x509

from clinic.network import authority, leaf
from clinic.network.errors import NetworkError


def ends(instance: Path) -> tuple[datetime, datetime] | None:
    """When the authority's and this machine's certificate end; None where none were made: nobody served over HTTPS.

    Raises NetworkError for files that hold no certificate.
    """
    files = [instance / authority.FOLDER / name for name in (authority.FILE, leaf.FILE)]
    if not all(file.is_file() for file in files):
        return None
    try:
        first, second = (x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc for file in files)
    except (OSError, ValueError) as error:
        raise NetworkError(f"The certificates in {files[0].parent} cannot be read: {error}.") from error
    return first, second
