"""What a figure shows: one exercise's start and finish as joint angles and as what rests on what.

Angles are in degrees in clinical terms (0 is standing upright, arms by the sides, thumbs forward; flexion is positive);
lengths are in cm for a body of 170 cm. The picture plane has x to the right and z up; y points away from the viewer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Trunk:
    """Spine angles: forward bend, bend to the left, turn to the left, each positive and summed over its region.

    `belly` is how far (cm) the front of the tummy is pushed out (breath in) or, negative, drawn in.
    """

    lumbar_flexion: float = 0.0
    lumbar_side_bend: float = 0.0
    lumbar_rotation: float = 0.0
    thoracic_flexion: float = 0.0
    thoracic_side_bend: float = 0.0
    thoracic_rotation: float = 0.0
    neck_flexion: float = 0.0
    neck_side_bend: float = 0.0
    neck_rotation: float = 0.0
    belly: float = 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """Joint angles of one arm and one leg; rotation is outward; the two shoulder blade fields are in cm."""

    hip_flexion: float = 0.0
    hip_abduction: float = 0.0
    hip_rotation: float = 0.0
    knee_flexion: float = 0.0
    ankle_dorsiflexion: float = 0.0
    toe_extension: float = 0.0
    shoulder_flexion: float = 0.0
    shoulder_abduction: float = 0.0
    shoulder_rotation: float = 0.0
    elbow_flexion: float = 0.0
    forearm_pronation: float = 0.0
    wrist_flexion: float = 0.0
    shoulder_blade_forward: float = 0.0
    shoulder_blade_up: float = 0.0


@dataclass(frozen=True, slots=True)
class Rest:
    """A body point that lies on a surface."""

    point: str
    surface: str


@dataclass(frozen=True, slots=True)
class Place:
    """A hand, foot, knee or elbow that is brought to a landmark (or to world coordinates), moved by an offset in cm."""

    point: str
    at: str | Point
    offset: Point = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Posture:
    """One picture's body: how it is turned, its joint angles, and what rests or is held where.

    `lean` turns the whole body in the picture plane: 0 upright, -90 on the back (head left), 90 face down (head right).
    `lean_held` keeps it exactly; otherwise the contacts decide it. `turn` 0 faces right, -90 faces the viewer.
    """

    lean: float = 0.0
    lean_held: bool = True
    turn: float = 0.0
    roll: float = 0.0
    trunk: Trunk = field(default_factory=Trunk)
    left: Side = field(default_factory=Side)
    right: Side = field(default_factory=Side)
    rests: tuple[Rest, ...] = ()
    places: tuple[Place, ...] = ()
    slides: tuple[str, ...] = ()
    grip: bool = False


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing in the picture. Solid things stand at `x` (a post also at `y`); a line thing runs `through` anchors.

    Line things are stick, band and strap; `width` (cm) is how thick they look.
    """

    kind: str
    x: float | None = None
    y: float = 0.0
    height: float | None = None
    length: float | None = None
    width: float | None = None
    faces: str = "right"
    back: bool = True
    under: str | None = None
    through: tuple[str | Point, ...] = ()
    overhang: float = 0.0
    crank: float = 0.0
    on: str = "both"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A motion arrow: either it `follows` a landmark from start to finish, or it starts `at` one and goes `by` cm.

    With `square` (side, cm) or `circle` (diameter, cm) it goes clockwise round that path, whose middle is `at`.
    """

    follows: str | None = None
    at: str | Point | None = None
    by: tuple[float, float] = (0.0, 0.0)
    offset: tuple[float, float] = (0.0, 0.0)
    curve: float = 0.0
    square: float = 0.0
    circle: float = 0.0
    on: str = "finish"
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Pose:
    """The two pictures of one exercise. `still` says that start and finish are meant to be alike (a hold);
    `mark_on` in which picture the mark is shown."""

    id: str
    alt: str
    start: Posture
    finish: Posture
    azimuth: float = 0.0
    elevation: float = 0.0
    mat: bool = False
    still: bool = False
    mark: str | None = None
    mark_on: str = "both"
    props: tuple[Prop, ...] = ()
    arrows: tuple[Arrow, ...] = ()
