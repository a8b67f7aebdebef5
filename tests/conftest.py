"""How long properties search. (That no test reaches another machine is set in pyproject.toml.)"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("here", deadline=None)  # a loaded machine is slow, not wrong
settings.register_profile("gate", deadline=None, derandomize=True, print_blob=True)  # one commit, one outcome
settings.register_profile("night", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("gate" if "CI" in os.environ else "here"))
