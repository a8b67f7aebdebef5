"""How a command ends, and the errors that end one."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """The exit status of every command."""

    ANSWERED = 0
    WRONG_INPUT = 2
    REFERRAL = 3
    INCOMPLETE = 4
    NO_PDF = 5
    FAULT = 70


class CommandError(Exception):
    """What was asked for on the command line cannot be done; the message says why and what is allowed."""
