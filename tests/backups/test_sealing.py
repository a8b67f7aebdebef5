"""What is sealed opens with its key alone, whole or not at all."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.backups.errors import BackupError
from clinic.backups.sealing import checked_recipient, new_key, recipient_of, seal, unseal

KEY, RECIPIENT = new_key()
OTHER_KEY, OTHER_RECIPIENT = new_key()


def sealed(content: bytes, *recipients: str) -> bytes:
    target = BytesIO()
    seal(BytesIO(content), target, recipients or (RECIPIENT,))
    return target.getvalue()


def opened(content: bytes, key: str = KEY) -> bytes:
    target = BytesIO()
    unseal(BytesIO(content), target, key)
    return target.getvalue()


@given(st.binary(max_size=300_000))
def test_what_was_sealed_comes_out_as_it_went_in(content: bytes) -> None:
    assert opened(sealed(content)) == content


def test_each_of_several_recipients_opens_it() -> None:
    both = sealed(b"records", RECIPIENT, OTHER_RECIPIENT)
    assert (opened(both, KEY), opened(both, OTHER_KEY)) == (b"records", b"records")


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(BackupError, match="sealed for another one"):
        opened(sealed(b"records"), OTHER_KEY)


@pytest.mark.parametrize("place", [30, 150, 1_000, 70_000, -1])
def test_a_single_bit_that_changed_is_noticed(place: int) -> None:
    content = bytearray(sealed(bytes(100_000)))
    content[place] ^= 1
    with pytest.raises(BackupError):
        opened(bytes(content))


@pytest.mark.parametrize("length", [0, 10, 300, 65_000, 99_999])
def test_one_that_was_cut_short_is_noticed(length: int) -> None:
    with pytest.raises(BackupError, match="damaged or cut short"):
        opened(sealed(bytes(100_000))[:length])


def test_a_key_knows_its_recipient() -> None:
    assert recipient_of(KEY) == RECIPIENT == checked_recipient(RECIPIENT)


def test_a_key_among_the_recipients_is_refused_and_not_repeated() -> None:
    with pytest.raises(BackupError, match="This is the key itself") as refused:
        checked_recipient(KEY)
    assert KEY not in str(refused.value)


@pytest.mark.parametrize("line", ["", "age1", "nobody", RECIPIENT[:-1]], ids=["empty", "begun", "a word", "cut short"])
def test_what_is_no_recipient_is_refused(line: str) -> None:
    with pytest.raises(BackupError, match="is no recipient"):
        checked_recipient(line)


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(BackupError, match="This is no key"):
        recipient_of("AGE-SECRET-KEY-1")
