"""The second factor: six digits that an app on somebody's phone makes anew every half minute (RFC 6238).

The secret is kept as it is. The program has to make the same codes by itself whenever it runs, so whatever could
decipher a secret would have to lie beside it in the instance folder; a backup is encrypted as a whole instead.
"""

from __future__ import annotations

from datetime import datetime

import pyotp
import segno
from pyotp.utils import strings_equal

from clinic.store.people import Account

PERIOD_S = 30
ISSUER = "Plumbline"


def new_secret() -> str:
    """A secret of 32 letters, 20 random bytes."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute that a code belongs to: this one, the one before or the one after, as clocks differ; else None.

    Whether the code was used before is known by the person's last step.
    """
    typed = "".join(code.split())
    now = int(at.timestamp()) // PERIOD_S
    maker = pyotp.TOTP(secret, interval=PERIOD_S)
    fitting = [step for step in (now - 1, now, now + 1) if strings_equal(maker.generate_otp(step), typed)]
    return fitting[-1] if fitting else None


def picture(account: Account) -> str:
    """The secret as a QR code for the app, an SVG in a data URL; it is drawn here and sent nowhere."""
    address = pyotp.TOTP(account.totp_secret, interval=PERIOD_S).provisioning_uri(
        name=account.sign_in, issuer_name=ISSUER
    )
    drawn = segno.make(address, error="m", micro=False)
    return str(drawn.svg_data_uri(scale=5, border=4, dark="#10384a", light="#fff"))


def in_fours(secret: str) -> str:
    """A secret as it is typed by hand."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
