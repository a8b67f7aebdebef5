"""The process that prints: started as `python -m clinic.handout.worker`, one page at a time until its input ends.

It talks over its standard input and output in messages: eight bytes of length, then the body. A job goes in as eight
bytes of its number and the page as JSON; out comes the same number, a byte for the kind of answer, then the PDF or the
reason why there is none. Both sides use this module, so it imports WeasyPrint only in `serve`.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import asdict
from typing import IO

from clinic.handout.errors import HandoutError
from clinic.handout.page import Page

LENGTH_BYTES = NUMBER_BYTES = 8
PRINTED, REFUSED, READY = b"P", b"R", b"."
NO_FILE = "A file that the sheet needs could not be written or read"
MEMORY_BYTES = 500 * 2**20


def send(stream: IO[bytes], body: bytes) -> None:
    """Writes one message."""
    stream.write(len(body).to_bytes(LENGTH_BYTES, "big") + body)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Reads one message; None when the other side has ended."""
    head = stream.read(LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    body = stream.read(length)
    return body if len(body) == length else None


def numbered(job: int, body: bytes) -> bytes:
    """A job or an answer with the number of the job."""
    return job.to_bytes(NUMBER_BYTES, "big") + body


def packed(page: Page) -> bytes:
    """A page as a message."""
    return json.dumps(asdict(page)).encode()


def unpacked(body: bytes) -> Page:
    """The page of a message."""
    fields = json.loads(body)
    return Page(fields["html"], fields["assets"], tuple(fields["must_read"]))


def serve() -> None:
    """Prints until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the messages
    limit_memory()
    from clinic.handout.pdf import Writer

    writer = Writer()
    send(answers, READY)
    while (message := receive(sys.stdin.buffer)) is not None:
        job, body = message[:NUMBER_BYTES], message[NUMBER_BYTES:]
        try:
            answer = PRINTED + writer.write(unpacked(body))
        except HandoutError as error:
            answer = REFUSED + str(error).encode()
        except OSError as error:
            answer = (
                REFUSED
                + f"{NO_FILE}: {error.strerror or error}. Make room on this machine's disk, then print again.".encode()
            )
        except MemoryError:
            raise  # this process is of no more use
        except Exception as error:  # noqa: BLE001  # whatever a library raises, the next page can still be printed
            answer = REFUSED + f"The page is faulty and was not printed: {error!r}. Report this fault.".encode()
        send(answers, job + answer)


def limit_memory() -> None:
    """Lets the operating system refuse this process more than 500 MB of its own data, where it can."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    for kind in ("RLIMIT_DATA", "RLIMIT_AS"):
        if sys.platform == "linux" and kind == "RLIMIT_AS":
            continue  # mapped files and reserved space count there too
        if hasattr(resource, kind):
            with contextlib.suppress(ValueError, OSError):  # a stricter limit is in force, or this system has none
                resource.setrlimit(getattr(resource, kind), (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    serve()
