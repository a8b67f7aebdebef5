"""Which releases of the operating system's libraries set the sheets' text on this machine."""

from __future__ import annotations

import ctypes
import ctypes.util
from contextlib import suppress

FUNCTIONS = {
    "Pango": ("pango-1.0", "pango_version_string"),
    "HarfBuzz": ("harfbuzz", "hb_version_string"),
}
"""The library that each name stands for, and the function that gives its release."""


def text_libraries() -> dict[str, str]:
    """The release of each library that is here, by its name."""
    found = {}
    for name, (library, function) in FUNCTIONS.items():
        place = ctypes.util.find_library(library)
        with suppress(OSError, AttributeError):
            says = getattr(ctypes.CDLL(place), function) if place else None
            if says is not None:
                says.restype = ctypes.c_char_p
                found[name] = says().decode()
    return found
