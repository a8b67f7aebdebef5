"""Renders poses as a picture to look at: start and finish side by side, in colour or grey.

    python tests/figures/show.py bird_dog bridge_double -o sheet.png [--grey] [--scale 1.5] [--columns 2]
    python tests/figures/show.py --all -o sheet.png

Needs rsvg-convert (librsvg2-bin). A line per pose tells what the checks say about it.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import which

from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from clinic.domain.pose import Pose
from clinic.figures.checks import disagreements, faults
from clinic.figures.drawing import draw_pair
from clinic.knowledge.poses import load_poses, packaged_poses


def raster(svg: str, scale: float) -> Image.Image:
    """The SVG as pixels on white."""
    done = subprocess.run(
        [which("rsvg-convert") or "rsvg-convert", "-z", str(scale), "-b", "white"],
        input=svg.encode(),
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def row(pose: Pose, scale: float) -> Image.Image:
    """Start and finish side by side under the exercise's id."""
    pair = draw_pair(pose)
    pictures = [raster(svg, scale) for svg in (pair.start, pair.finish)]
    wide = Image.new("RGB", (sum(p.width for p in pictures) + 20, pictures[0].height + 22), "white")
    ImageDraw.Draw(wide).text(
        (6, 4), f"{pose.id}   {len(pair.start) / 1000:.1f} + {len(pair.finish) / 1000:.1f} KB", fill="black"
    )
    wide.paste(pictures[0], (0, 22))
    wide.paste(pictures[1], (pictures[0].width + 20, 22))
    return wide


def objections(pose: Pose) -> list[str]:
    """What the checks say about the drawing and about its exercise's demands."""
    demands: dict[str, dict[str, str]] = {}
    for path in (packaged_poses().parent / "exercises").glob("*.toml"):
        demands |= {id: table["demands"] for id, table in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    return faults(pose) + disagreements(pose, demands[pose.id])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("ids", nargs="*")
    asked.add_argument("--all", action="store_true")
    asked.add_argument("-o", "--out", type=Path, required=True)
    asked.add_argument("--grey", action="store_true")
    asked.add_argument("--scale", type=float, default=1.5)
    asked.add_argument("--columns", type=int, default=1)
    given = asked.parse_args()
    poses = load_poses()
    ids = sorted(poses) if given.all else given.ids
    rows = []
    for id in ids:
        rows.append(row(poses[id], given.scale))
        print(id, *(objections(poses[id]) or ["nothing to object to"]), sep="\n    ")
    groups = [rows[k : k + given.columns] for k in range(0, len(rows), given.columns)]
    heights = [max(r.height for r in group) + 12 for group in groups]
    sheet = Image.new("RGB", (max(sum(r.width + 16 for r in group) for group in groups), sum(heights)), "white")
    top = 0
    for group, high in zip(groups, heights, strict=True):
        left = 0
        for one in group:
            sheet.paste(one, (left, top))
            left += one.width + 16
        top += high
    (sheet.convert("L") if given.grey else sheet).save(given.out)


if __name__ == "__main__":
    main()
