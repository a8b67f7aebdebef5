"""The cross-checks of the knowledge: what no single table can show to be wrong."""

from clinic.knowledge.checks.together import cross_check

__all__ = ["cross_check"]
