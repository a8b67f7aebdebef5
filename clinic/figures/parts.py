"""The painted parts of a body, each with its tint and how near it is: limbs, trunk, neck and head."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from clinic.domain.pose import Place, Posture
from clinic.figures import proportions as p
from clinic.figures.halo import Veil, crease
from clinic.figures.holding import skin
from clinic.figures.landmarks import landmark
from clinic.figures.outline import Loop, chain_outline, hull, smooth, union
from clinic.figures.skeleton import Body, Flesh, flesh, placed
from clinic.figures.space import Camera, Vec, dot

SHIRT, SHIRT_FAR = "#2a7896", "#8db6c6"
LEGGINGS, LEGGINGS_FAR = "#10384a", "#8aa3ae"
SKIN, SKIN_FAR = "#d3a68a", "#e9d3c5"
SHADE = "#bd8c6f"
HAIR = "#16242b"
HALO = "#ffffff"
_HIP = 15.5


class Layer(NamedTuple):
    """One filled outline. `edges` are pale lines always drawn on it; `haloed` asks for one where it covers others."""

    loops: list[Loop]
    fill: str
    haloed: bool = True
    veils: tuple[Veil, ...] = ()
    edges: tuple[Sequence[Loop], ...] = ()


class Item(NamedTuple):
    """Layers painted together, and their depth (cm, larger is nearer)."""

    depth: float
    layers: list[Layer]
    name: str


def far(body: Body, side: str, segment: str, camera: Camera) -> bool:
    """Whether this side of the body is turned away from the viewer."""
    facing = dot(body[segment].l, camera.toward)
    return facing < -0.8 if side == "left" else facing > 0.8


def _limb_depth(camera: Camera, side: str, lateral: Vec, middle: float, joints: Sequence[Vec], out: float) -> float:
    """Seen from the side near limbs lie before the trunk and far ones behind it; else their own depth counts."""
    facing = dot(lateral, camera.toward) * (1.0 if side == "left" else -1.0)
    if abs(facing) > 0.5:
        return middle + (out if facing > 0 else -out)
    return _mean_depth(camera, joints) + 1.0


def _mean_depth(camera: Camera, points: Sequence[Vec]) -> float:
    return sum(camera.depth(q) for q in points) / len(points)


def _loops(blobs: Sequence[Flesh], camera: Camera, rounds: int = 4) -> list[Loop]:
    return [smooth(loop, rounds=rounds) for loop in chain_outline(blobs, camera)]


def _joined(chains: Sequence[Sequence[Flesh]], camera: Camera, rounds: int = 4) -> list[Loop]:
    hulls = [hull(pair, camera) for chain in chains for pair in itertools.pairwise(chain)]
    return [smooth(loop, rounds=rounds) for loop in union(hulls)]


def leg(body: Body, side: str, camera: Camera, middle: float) -> Item:
    """Thigh, shank and foot of one side."""
    away = far(body, side, "pelvis", camera)
    thigh, shank = placed(body, p.THIGH_BLOBS, side), placed(body, p.SHANK_BLOBS, side)
    foot = [
        placed(body, p.REAR_FOOT, side),
        placed(body, (p.BALL, *p.TOE_BLOBS), side),
        placed(body, p.ANKLE_BLOBS, side),
    ]
    knee, hip = body[f"{side}_shank"].o, body[f"{side}_thigh"].o
    fold = Veil(camera.flat(knee), 8.5)
    layers = [
        Layer(_joined(foot, camera, 3), SKIN_FAR if away else SKIN),
        Layer(
            _joined([thigh, shank], camera, 5),
            LEGGINGS_FAR if away else LEGGINGS,
            veils=(Veil(camera.flat(hip), 11.5 if _bent(body, side, 0.8) else _HIP),),
            edges=(crease(_loops(thigh, camera), _loops(shank, camera), fold),),
        ),
    ]
    # A bent thigh is painted over the shirt, but its round root must not show through behind the crease of the hip.
    if _bent(body, side, 0.64) and abs(dot(body["pelvis"].l, camera.toward)) > 0.5:
        layers.append(Layer(_loops(placed(body, p.HEM), camera), SHIRT, haloed=False))
    joints = [hip, knee, body[f"{side}_foot"].o]
    return Item(_limb_depth(camera, side, body["pelvis"].l, middle, joints, 9.0), layers, f"{side}_leg")


def arm(body: Body, side: str, camera: Camera, middle: float, grip: bool) -> list[Item]:
    """Upper arm with its sleeve, forearm and hand of one side; a gripping fist lies over what it holds."""
    away = far(body, side, "thoracic2", camera)
    upper, fore = placed(body, p.UPPER_ARM_BLOBS, side), placed(body, p.FOREARM_BLOBS, side)
    fingers = p.FIST_BLOBS if grip else p.FINGER_BLOBS
    palm = [placed(body, p.PALM_BLOBS, side), placed(body, fingers, side)]
    palm += [] if grip else [placed(body, p.THUMB_BLOBS, side)]
    shoulder, elbow, wrist = (body[f"{side}_{name}"].o for name in ("upper_arm", "forearm", "hand"))
    fold = Veil(camera.flat(elbow), 6.0)
    sleeve = Veil(camera.flat(shoulder), 13.0)
    tint = SKIN_FAR if away else SKIN
    whole = [upper, fore] if grip else [upper, fore, *palm]
    layers = [
        Layer(
            _joined(whole, camera, 3),
            tint,
            veils=(sleeve,),
            edges=(crease(_loops(fore, camera), _loops(upper, camera), fold),),
        ),
        Layer(
            _loops(placed(body, p.SLEEVE_BLOBS, side), camera),
            SHIRT_FAR if away else SHIRT,
            veils=(Veil(camera.flat(shoulder), 10.5),),
        ),
    ]
    depth = _limb_depth(camera, side, body["thoracic2"].l, middle, [shoulder, elbow, wrist], 18.0) + 3.0
    items = [Item(depth, layers, f"{side}_arm")]
    if grip:
        fist = Layer(_joined(palm, camera, 2), tint, veils=(Veil(camera.flat(wrist), 4.5),))
        items.append(Item(depth + 0.5, [fist], f"{side}_hand"))
    return items


def trunk(body: Body, camera: Camera) -> Item:
    """The lower trunk in leggings, up to under the shirt."""
    loops = _loops(placed(body, p.PELVIC), camera, 5)
    hips = tuple(Veil(camera.flat(body[f"{side}_thigh"].o), _HIP) for side in ("left", "right"))
    depth = _mean_depth(camera, [body["pelvis"].o, body["thoracic2"].o])
    return Item(depth, [Layer(loops, LEGGINGS, veils=hips)], "trunk")


def shirt(body: Body, camera: Camera, middle: float, legs: Sequence[Item]) -> Item:
    """The upper trunk from the hem to the collar; it hangs over a straight leg and under one that is bent up."""
    girdle = [[flesh(body, p.GIRDLE, side), flesh(body, p.UPPER_ARM_BLOBS[0], side)] for side in ("left", "right")]
    layer = Layer(_joined([placed(body, p.SHIRT), *girdle], camera, 6), SHIRT, haloed=False)
    before = [
        (item, _bent(body, side, 0.64) or dot(body[f"{side}_thigh"].u, camera.toward) < -0.8)
        for item in legs
        if item.depth > middle and (side := item.name.removesuffix("_leg"))
    ]
    depth = middle + 0.01
    straight = [item.depth for item, bent in before if not bent]
    if straight:
        depth = max(straight) + 0.2
    return Item(depth, [layer], "shirt")


def _bent(body: Body, side: str, straight: float) -> bool:
    return dot(body[f"{side}_thigh"].u, body["pelvis"].u) < straight


def neck(body: Body, camera: Camera, middle: float) -> Item:
    """The neck in the shade of the chin, tucked into the collar."""
    return Item(middle - 0.05, [Layer(_loops(placed(body, p.NECK_BLOBS), camera), SHADE, haloed=False)], "neck")


def head(body: Body, camera: Camera, middle: float) -> Item:
    """Face, nose, hair and ears; seen from the front the back hair is behind the face."""
    face = Layer(_joined([placed(body, p.FACE), placed(body, p.NOSE)], camera, 2), SKIN)
    crown = placed(body, p.CROWN)
    looks, sideways = dot(body["head"].f, camera.toward), dot(body["head"].l, camera.toward)
    ears = Layer([hull(placed(body, (p.EAR,)), camera)], SHADE, haloed=False)
    if looks > 0.4:
        layers = [
            Layer(_loops(placed(body, p.HAIR), camera, 2), HAIR),
            face,
            Layer(_loops(crown, camera, 2), HAIR, haloed=False),
        ]
        if looks > 0.8:
            layers = [ears, *layers, Layer([hull(placed(body, (p.NOSE_SHADE,)), camera)], SHADE, haloed=False)]
    else:
        layers = [face, Layer(_joined([crown, placed(body, p.HAIR)], camera, 2), HAIR, haloed=looks < -0.4)]
    if abs(sideways) > 0.55:
        ear = flesh(body, p.EAR._replace(y=1.0 if sideways > 0 else -1.0, ry=1.0))
        layers.append(Layer([hull([ear], camera)], SHADE, haloed=False))
    there = camera.depth(landmark(body, "head"))
    return Item(max(there, middle + 0.5) if there > middle - 6 else there, layers, "head")


def figure(body: Body, posture: Posture, camera: Camera) -> list[Item]:
    """All parts of a body, not yet sorted."""
    low = trunk(body, camera)
    legs = [leg(body, side, camera, low.depth) for side in ("left", "right")]
    top = shirt(body, camera, low.depth, legs)
    arms = [item for side in ("left", "right") for item in arm(body, side, camera, low.depth, posture.grip)]
    laid = {place.point.partition("_")[0] for place in posture.places if _seen_on_trunk(place, body, camera)}
    arms = [
        item._replace(depth=max(item.depth, top.depth + 1.0)) if item.name.partition("_")[0] in laid else item
        for item in arms
    ]
    return [
        low,
        top,
        neck(body, camera, low.depth),
        head(body, camera, low.depth),
        *legs,
        *arms,
    ]


def _seen_on_trunk(place: Place, body: Body, camera: Camera) -> bool:
    """Whether a hand is laid on the side of the trunk that faces the viewer."""
    laid = skin(place)
    return (
        laid is not None
        and not laid[0].startswith(("left", "right"))
        and dot(body[laid[0]].f, camera.toward) * laid[1] > 0.3
    )
