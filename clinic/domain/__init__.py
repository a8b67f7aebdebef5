"""The clinical reasoning: pure functions over frozen dataclasses, standard library only."""
