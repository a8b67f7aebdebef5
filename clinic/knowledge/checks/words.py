"""The closed lists of words that the reasoning knows how to act on, and the fields that are prose."""

from __future__ import annotations

from clinic.domain.dosing import Applies, DoseOrder, DoseRule, DoseWith, FirstWalk, RecoveryRule, TimeOfDayRule
from clinic.domain.inference import Combination, Derivation, Effect, Referral
from clinic.domain.intake import (
    Block,
    Change,
    Condition,
    Cutoff,
    DateItem,
    Flag,
    Group,
    Measure,
    Qualifier,
    Question,
    Section,
    Test,
)
from clinic.domain.knowledge import Mastery, Source
from clinic.domain.library import (
    Activation,
    Aim,
    Anchors,
    Choice,
    Demand,
    DerivedDemand,
    Equipment,
    Estimate,
    Exercise,
    Gate,
    Kind,
    Ladder,
    LibraryDose,
    NotRecommended,
)
from clinic.domain.marks import Marks, Subscale
from clinic.domain.scales import Level, Mode
from clinic.domain.staging import DisabilityBands, ExerciseCount, Irritability, Stage, Staging, Unmeasured
from clinic.domain.stepping import PainBand, ProgressRule, RegressRule

MASTERED_BY = ("review", "clinician_seen")

WORDS: dict[tuple[type, str], tuple[str, ...]] = {
    (Question, "type"): ("answer", "number", "choice"),
    (DateItem, "when"): ("past", "due"),
    (Test, "input"): ("number", "choice"),
    (Group, "kind"): ("red_flags", "conditions"),
    (Section, "case_fields"): ("aims", "equipment", "minutes_a_day", "mastered"),
    (Effect, "kind"): ("note", "ask", "choice", "dose", "stage", "compare"),
    (Effect, "as_"): ("last_of_proposed",),
    (Effect, "side_first"): ("weaker",),
    (Ladder, "role"): ("activation",),
    (Ladder, "pull"): ("horizontal", "vertical"),
    (Choice, "second_of_a_kind_after"): ("must_serve",),
    (Choice, "rung"): ("highest_due",),
    (Choice, "rung_already_chosen"): ("ladder_served",),
    (Choice, "several_aims"): ("in_turn",),
    (Mastery, "mastered_by"): MASTERED_BY,
    (Mastery, "mastered_but_withheld"): MASTERED_BY,
    (ExerciseCount, "above_stage_range"): ("reason",),
    (PainBand, "id"): ("red", "amber", "green"),
    (PainBand, "action"): ("ease_back", "hold", "go_on"),
    (Applies, "mode"): (*(mode.value for mode in Mode), "any"),
    (Applies, "at_least"): tuple(level.word for level in Level),
    (Applies, "role"): ("activation",),
    (ProgressRule, "change"): ("load", "repetitions", "duration", "rung_up"),
    (ProgressRule, "up_to"): ("bounds_max",),
    (ProgressRule, "of"): (
        "load", "repetitions", "sets", "hold", "duration", "range", "surface", "speed", "rung",
    ),
    (RegressRule, "change"): ("sets", "rung_down", "stop_and_screen", "clinician_review", "stop_and_ask"),
    (RegressRule, "round"): ("up",),
    (RegressRule, "to"): ("nearest_permitted_rung_below",),
    (RegressRule, "otherwise"): ("leave_out",),
    (DoseWith, "cap"): ("max_hold_s",),
    (DoseWith, "choice"): ("clinician",),
    (DoseWith, "field"): ("minutes_a_day",),
    (DoseRule, "keep"): ("total_hold",),
    (DoseRule, "up_to"): ("bounds_max_reps",),
    (DoseRule, "steps"): (
        "sets_to_bounds_min_from_last", "once_a_day_from_last", "walking_and_cycling_to_bounds_min", "leave_out_last",
    ),
    (DoseRule, "days"): ("between_loaded_days",),
    (DoseOrder, "order"): ("exercise_dose", "finding_caps", "stage_max_rpe"),
}  # fmt: skip
"""Fields whose words are a closed list, because the reasoning acts on each of them."""

PROSE: dict[type, tuple[str, ...]] = {
    Activation: ("note",),
    Aim: ("label", "label_clinician", "note"),
    Anchors: ("none", "low", "moderate", "high"),
    Block: ("reason",),
    Change: ("value",),
    Combination: ("label", "timescale", "rationale", "note"),
    Condition: ("label", "rationale", "timescale", "advice", "advice_clinician", "stop_signs"),
    Cutoff: ("band", "reference"),
    DateItem: ("label", "note"),
    Demand: ("label", "group", "basis", "doubt"),
    Derivation: ("note",),
    DerivedDemand: ("label",),
    DisabilityBands: ("note",),
    DoseRule: ("note",),
    Effect: ("does", "says_clinician", "says_patient", "note"),
    Equipment: ("label", "note"),
    Estimate: ("newtons", "note"),
    Exercise: (
        "name", "aliases", "category", "start_position", "targets", "steps", "form_faults", "note",
    ),
    ExerciseCount: ("adherence_note",),
    FirstWalk: ("note",),
    Flag: ("topic", "timescale", "question", "note"),
    Gate: ("reason",),
    Group: ("label",),
    Irritability: ("note",),
    Kind: ("label", "purpose"),
    Ladder: ("label", "note"),
    LibraryDose: ("note",),
    Marks: ("words",),
    Measure: ("name", "items", "scoring", "direction", "licence", "ship_wording", "unit", "note"),
    NotRecommended: ("reason",),
    PainBand: ("says", "note"),
    ProgressRule: ("note",),
    Qualifier: ("label",),
    Question: ("wording", "unit", "options", "name", "note"),
    RecoveryRule: ("note",),
    Referral: ("label", "timescale"),
    RegressRule: ("note",),
    Section: ("label",),
    Source: ("authors", "title", "journal_or_publisher", "doi", "found_at", "note"),
    Stage: ("label", "note"),
    Staging: ("status",),
    Subscale: ("label",),
    Test: ("name", "unit", "options", "measurement_error", "note"),
    TimeOfDayRule: ("says", "note"),
    Unmeasured: ("says",),
}  # fmt: skip
"""Fields that people read and nothing acts on, and names that tables coin for themselves."""
