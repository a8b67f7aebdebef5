"""`python -m clinic.cli`."""

import sys

from clinic.cli.command import main

sys.exit(main())
