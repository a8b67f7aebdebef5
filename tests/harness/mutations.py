"""What may be wrong with a form that is sent: by name, each a way to change one that was right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from urllib.parse import quote_plus

from clinic.store.ids import new_id
from tests.store.records import AWKWARD

FORM = "application/x-www-form-urlencoded"
STRANGE = (
    "", " ", "-1", "0", "1e400", "NaN", "999999999999999999999", "1,5", "٣", "²", "{}", "[]", "null", "yes", "true",
    "31 Feb 2026", "2026-02-31", "0/0/0000", "9999-12-31", "0001-01-01", "\x00", "a\x00b", "\u2028", "\ud800", "\ufffe",
    "\x1b[2J", "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "%s%n", "%00", "../..",
    "A\u0301" * 40, "\U0001f6b6\U0001f3fd", "a\r\nb", AWKWARD, "x" * 130, "x" * 5_000, "Ж" * 501,
)  # fmt: skip  # a list reads best in lines
LIKELY = ("Ada", "Ross", "12", "3", "1979", "20 Nov 2026", "F", "yes", "no", "because it was agreed with the person")
METHODS = ("GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Sending:
    """One form as it is sent; `body` is what is sent instead of its fields, of another kind."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...]
    kind: str = FORM
    body: bytes | None = None

    @property
    def content(self) -> bytes:
        """The bytes that go over the line; half a letter pair goes as it is."""
        if self.body is not None:
            return self.body
        spelt = (quote_plus(name, errors="surrogatepass") + "=" + _spelt(value) for name, value in self.fields)
        return "&".join(spelt).encode()


def _spelt(value: str) -> str:
    return quote_plus(value, errors="surrogatepass")


Mutation = Callable[[Random, Sending, Sequence[str]], Sending]


def _at(chance: Random, sending: Sending, make: Callable[[str, str], list[tuple[str, str]]]) -> Sending:
    if not sending.fields:
        return sending
    at = chance.randrange(len(sending.fields))
    made = make(*sending.fields[at])
    return replace(sending, fields=(*sending.fields[:at], *made, *sending.fields[at + 1 :]))


def as_it_stands(_: Random, sending: Sending, _ids: Sequence[str]) -> Sending:
    """Nothing is wrong."""
    return sending


def filled_in(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """Every empty field holds something likely."""
    return replace(sending, fields=tuple((name, value or chance.choice(LIKELY)) for name, value in sending.fields))


def strange(chance: Random, sending: Sending, _ids: Sequence[str]) -> Sending:
    """Up to three fields hold what nobody would type."""
    for _ in range(chance.randint(1, 3)):
        sending = _at(chance, sending, lambda name, _: [(name, chance.choice(STRANGE))])
    return sending


def strange_everywhere(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """Every field but those that say who sends holds what nobody would type."""
    return replace(
        sending,
        fields=tuple(
            (name, value if name in ("csrf_token", "form_key", "version") else chance.choice(STRANGE))
            for name, value in sending.fields
        ),
    )


def dropped(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """A field is missing."""
    return _at(chance, sending, lambda *_: [])


def half(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """Half of the fields are missing."""
    return replace(sending, fields=tuple(one for one in sending.fields if chance.random() < 0.5))


def doubled(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """A field comes twice."""
    return _at(chance, sending, lambda name, value: [(name, value), (name, chance.choice(STRANGE))])


def renamed(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """A field has a name that no form has."""
    return _at(chance, sending, lambda name, value: [(chance.choice((name + "-0", name[:-1], "\x00", AWKWARD)), value)])


def huge(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """A field holds more than anybody types; sometimes more than may be sent."""
    size = chance.choice((20_000, 200_000, 700_000))
    return _at(chance, sending, lambda name, _: [(name, "y" * size)])


def many(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """More fields than any form has."""
    return replace(sending, fields=sending.fields + (("extra", "1"),) * chance.choice((900, 1_100)))


def stale(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """Filled in from a version that is not the newest, or from none."""
    return _given(sending, "version", chance.choice(("0", "-1", "99", "99999999999", "one", "٣", "")))


def keyless(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """Without the key, the token or the version."""
    gone = chance.choice(("form_key", "csrf_token", "version"))
    return replace(sending, fields=tuple(one for one in sending.fields if one[0] != gone))


def same_key(_: Random, sending: Sending, _ids: Sequence[str]) -> Sending:
    """With the key of every other form that is sent so."""
    return _given(sending, "form_key", "the-same-key")


def elsewhere(chance: Random, sending: Sending, ids: Sequence[str]) -> Sending:
    """To another record, of any kind, or to none."""
    parts = sending.path.split("/")
    at = chance.randrange(1, len(parts))
    parts[at] = chance.choice((*ids, *ids, new_id(), "0", "%00", "%ED%A0%80", "a" * 3_000, "..", "%2F"))
    return replace(sending, path="/".join(parts))


def foreign(chance: Random, sending: Sending, ids: Sequence[str]) -> Sending:
    """A field names another record."""
    return _at(chance, sending, lambda name, _: [(name, chance.choice(ids))])


def otherwise(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """By another method."""
    return replace(sending, method=chance.choice(METHODS))


def no_form(chance: Random, sending: Sending, _: Sequence[str]) -> Sending:
    """Not as a form, or as half of one."""
    kind, body = chance.choice(
        (
            ("application/json", b'{"version": 1}'),
            ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="version"\r\n\r\n1'),
            ("multipart/form-data", b"--"),
            (FORM, b"%ff%fe=%zz&&==&" + sending.content[: chance.randrange(200)]),
            ("text/plain", b"\xff\xfe"),
            ("", b""),
        )
    )
    return replace(sending, kind=kind, body=body)


def _given(sending: Sending, name: str, value: str) -> Sending:
    others = tuple(one for one in sending.fields if one[0] != name)
    return replace(sending, fields=(*others, (name, value)))


MUTATIONS: Mapping[Mutation, int] = {
    as_it_stands: 6, filled_in: 6, strange: 16, strange_everywhere: 6, dropped: 4, half: 3, doubled: 4, renamed: 2,
    huge: 3, many: 1, stale: 5, keyless: 3, same_key: 3, elsewhere: 5, foreign: 4, otherwise: 2, no_form: 3,
}  # fmt: skip  # a table reads best in lines
"""Each with how often it comes among the others."""
