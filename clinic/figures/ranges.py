"""How far human joints go, in degrees (shoulder blade and belly in cm): the bounds of every drawn pose.

Limb ranges: American Academy of Orthopaedic Surgeons, Joint Motion: Method of Measuring and Recording (1965), with the
passive ends of knee, hip, wrist and toes that weight and hands reach in exercise (Norkin and White, Measurement of
Joint Motion, 5th edition, 2016). Spine: lumbar and thoracic regions after White and Panjabi, Clinical Biomechanics of
the Spine (1990), rounded outwards; neck after AAOS. Shoulder blade and belly travel are for drawing.
"""

from __future__ import annotations

RANGES: dict[str, tuple[float, float]] = {
    "lumbar_flexion": (-35.0, 60.0),
    "lumbar_side_bend": (-25.0, 25.0),
    "lumbar_rotation": (-15.0, 15.0),
    "thoracic_flexion": (-25.0, 40.0),
    "thoracic_side_bend": (-30.0, 30.0),
    "thoracic_rotation": (-40.0, 40.0),
    "neck_flexion": (-60.0, 50.0),
    "neck_side_bend": (-45.0, 45.0),
    "neck_rotation": (-80.0, 80.0),
    "belly": (-3.0, 4.0),
    "hip_flexion": (-30.0, 135.0),
    "hip_abduction": (-30.0, 50.0),
    "hip_rotation": (-45.0, 50.0),
    "knee_flexion": (0.0, 155.0),
    "ankle_dorsiflexion": (-60.0, 35.0),
    "toe_extension": (-30.0, 85.0),
    "shoulder_flexion": (-60.0, 180.0),
    "shoulder_abduction": (-50.0, 180.0),
    "shoulder_rotation": (-95.0, 95.0),
    "elbow_flexion": (0.0, 150.0),
    "forearm_pronation": (-90.0, 95.0),
    "wrist_flexion": (-95.0, 85.0),
    "shoulder_blade_forward": (-5.0, 5.0),
    "shoulder_blade_up": (-4.0, 8.0),
}
