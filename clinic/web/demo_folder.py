"""The folder of the demo clinic: made anew when the content or the release changed, and apart from any real one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from clinic.settings import Settings, SettingsError
from clinic.version import __version__

MARK = "demonstration"
"""The file that says of a folder that everybody in it is invented, and from what it was made."""
FOLDER = "demo"
NAME = "Plumbline demonstration clinic"
ADDRESS = "1 Nowhere Lane"
TELEPHONE = "01632 960999"  # kept free by the regulator for use in stories


def is_demo(instance: Path) -> bool:
    """Whether a folder is a demo clinic's."""
    return (instance / MARK).is_file()


def demo_settings(real: Settings) -> Settings:
    """The settings of the demo clinic beside a real one: a folder and a database of its own, whatever is configured."""
    return replace(real, instance=real.instance / FOLDER, database="", name=NAME, address=ADDRESS, telephone=TELEPHONE)


def ready_folder(settings: Settings, edition: str, make: Callable[[Settings], None]) -> bool:
    """See to it that the demo clinic's folder is there and made from this edition by this release; `make` fills a new
    one. Whether it was made now. A folder takes its place only when it is whole.

    Raises SettingsError, and touches nothing, when what is there is not a demo clinic's.
    """
    folder, made_from = settings.instance, f"{edition} {__version__}\n"
    _refuse_a_real_one(folder)
    if is_demo(folder) and (folder / MARK).read_text(encoding="ascii") == made_from:
        return False
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".demo-", ignore_cleanup_errors=True) as place:
        new, old = Path(place, "new"), Path(place, "old")
        new.mkdir(mode=0o700)
        (new / MARK).write_text("", encoding="ascii")
        make(replace(settings, instance=new))
        (new / MARK).write_text(made_from, encoding="ascii")
        _refuse_a_real_one(folder)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    return True


def _refuse_a_real_one(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not is_demo(folder) and any(folder.iterdir())):
        raise SettingsError(
            f"{folder}: this folder is not a demo clinic's, so nothing in it was touched. Move it away, or give "
            "another place with --instance."
        )
