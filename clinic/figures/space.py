"""Points, turning frames and the viewer's orthographic camera. Lengths in cm, angles in degrees."""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import NamedTuple

Vec = tuple[float, float, float]
Flat = tuple[float, float]


class Frame(NamedTuple):
    """An origin and three unit axes of a body segment: forward, left, up."""

    o: Vec
    f: Vec
    l: Vec  # noqa: E741  (the body's left, beside f and u)
    u: Vec

    def at(self, x: float, y: float, z: float) -> Vec:
        """The world point of local coordinates."""
        o, f, left, u = self
        return (
            o[0] + x * f[0] + y * left[0] + z * u[0],
            o[1] + x * f[1] + y * left[1] + z * u[1],
            o[2] + x * f[2] + y * left[2] + z * u[2],
        )

    def moved(self, x: float, y: float, z: float) -> Frame:
        """The same axes with the origin at local coordinates."""
        return Frame(self.at(x, y, z), self.f, self.l, self.u)

    def pitched(self, degrees: float) -> Frame:
        """Turned about its own left axis; positive tips up towards forward."""
        f, u = _mix(self.f, self.u, -degrees)
        return Frame(self.o, f, self.l, u)

    def rolled(self, degrees: float) -> Frame:
        """Turned about its own forward axis; positive tips up towards right."""
        left, u = _mix(self.l, self.u, degrees)
        return Frame(self.o, self.f, left, u)

    def turned(self, degrees: float) -> Frame:
        """Turned about its own up axis; positive turns forward towards left."""
        f, left = _mix(self.f, self.l, degrees)
        return Frame(self.o, f, left, self.u)


def _mix(a: Vec, b: Vec, degrees: float) -> tuple[Vec, Vec]:
    if degrees == 0.0:
        return a, b
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return (
        (c * a[0] + s * b[0], c * a[1] + s * b[1], c * a[2] + s * b[2]),
        (c * b[0] - s * a[0], c * b[1] - s * a[1], c * b[2] - s * a[2]),
    )


WORLD = Frame((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def dot(a: Vec, b: Vec) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def plus(a: Vec, b: Vec) -> Vec:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def minus(a: Vec, b: Vec) -> Vec:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def times(a: Vec, k: float) -> Vec:
    return (a[0] * k, a[1] * k, a[2] * k)


def between(a: Vec, b: Vec, t: float) -> Vec:
    """The point a share t of the way from a to b."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def distance(a: Vec, b: Vec) -> float:
    d = minus(a, b)
    return sqrt(dot(d, d))


class Camera(NamedTuple):
    """Orthographic: right and up on the picture, and the direction towards the viewer."""

    right: Vec
    up: Vec
    toward: Vec

    def flat(self, p: Vec) -> Flat:
        """Where a point is seen, in cm, y up."""
        return (dot(p, self.right), dot(p, self.up))

    def depth(self, p: Vec) -> float:
        """How near a point is to the viewer, in cm; larger is nearer."""
        return dot(p, self.toward)


def camera(azimuth: float, elevation: float) -> Camera:
    """The camera at an azimuth (0 side, 90 front) and an elevation (90 from above)."""
    a, e = radians(azimuth), radians(elevation)
    return Camera(
        right=(cos(a), sin(a), 0.0),
        up=(-sin(a) * sin(e), cos(a) * sin(e), cos(e)),
        toward=(sin(a) * cos(e), -cos(a) * cos(e), sin(e)),
    )
