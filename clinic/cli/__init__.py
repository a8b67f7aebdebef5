"""The command line: `clinic screen | propose | explain | matrix | handout | check | figures | serve`."""

from clinic.cli.command import main

__all__ = ["main"]
