"""The ladders to walk, in order: those of each aim in this stage, moved, led and joined as effects and findings ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.inference import Effect
from clinic.domain.ladder_walk import rung_of
from clinic.domain.preference import preferred_ladder
from clinic.domain.reach import Reach

LEADING_STAGE = "movement_control"
"""`leads_with_aim` counts in this stage only (effects.toml, favours_stabilisation, `does`)."""

FALLING_BACK = "The aim's own ladders give too few exercises."


@dataclass(frozen=True)
class Turn:
    """One aim's ladders in order and the kinds it must serve before any repeats. `why` goes before each rung's own."""

    aim: str
    ladders: tuple[str, ...]
    must_serve: tuple[str, ...]
    why: str = ""


def aim_turns(reach: Reach) -> tuple[Turn, ...]:
    """One turn per aim; the first one's order also follows effects that move a ladder first and preferred ladders."""
    turns = [Turn(aim, reach.aim_stage(aim).ladders, reach.aim_stage(aim).must_serve) for aim in reach.aims]
    first = turns[0]
    return (Turn(first.aim, _joined(reach, _moved(reach, first.ladders)), first.must_serve), *turns[1:])


def leading_turns(reach: Reach) -> Iterator[tuple[Turn, Effect]]:
    """The turns that go before every aim's, each with its effect, which says how many exercises it may bring."""
    if reach.stage.id != LEADING_STAGE:
        return
    for effect in reach.effects:
        if effect.leads_with_aim:
            stage = reach.aim_stage(effect.leads_with_aim)
            yield Turn(effect.leads_with_aim, stage.ladders, stage.must_serve, effect.says_clinician), effect


def adding_turns(reach: Reach) -> Iterator[tuple[Turn, Effect]]:
    """The turns of ladders that effects add, each with its effect; their rungs go last."""
    for effect in reach.effects:
        if effect.adds_ladders:
            must_serve = reach.aim_stage(reach.aims[0]).must_serve
            yield Turn(reach.aims[0], effect.adds_ladders, must_serve, effect.says_clinician), effect


def fallback_turn(reach: Reach) -> Turn:
    """The ladders that follow when the aims' own give too few exercises."""
    aim = reach.aims[0]
    return Turn(aim, reach.knowledge.choice.fallback_ladders, reach.aim_stage(aim).must_serve, FALLING_BACK)


def _moved(reach: Reach, ladders: tuple[str, ...]) -> tuple[str, ...]:
    """The aim's ladders with those an effect moves put first, whether or not the aim names them."""
    first: list[str] = []
    for effect in reach.effects:
        giving = [id for id in effect.moves_first if rung_of(reach, reach.knowledge.ladders[id])]
        first += giving[: effect.moves_at_most]
    return tuple(dict.fromkeys((*first, *ladders)))


def _joined(reach: Reach, ladders: tuple[str, ...]) -> tuple[str, ...]:
    """The aim's ladders with the one that a finding's preference brings in, after the first."""
    choice = reach.knowledge.choice
    entering = (preferred_ladder(reach),)[: choice.preferred_ladders_at_most]
    after = choice.preferred_ladder_enters_after
    return tuple(dict.fromkeys(id for id in (*ladders[:after], *entering, *ladders[after:]) if id))
