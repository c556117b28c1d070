"""How a picture is described wherever the API names one: its measures, and how it is shown before and while it is."""

from collections.abc import Mapping
from typing import Any

# What has to be read of a picture to describe it.
LOOK = ("width", "height", "focal_point_x", "focal_point_y", "placeholder")


def look_of(picture: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a picture's description that says how it looks, from its columns `LOOK`."""
    width, height = picture["width"], picture["height"]
    return {
        "width": width,
        "height": height,
        "focal_point": focal_point(width, height, picture["focal_point_x"], picture["focal_point_y"]),
        "placeholder": picture["placeholder"] or None,
    }


def focal_point(width: int, height: int, x: int | None, y: int | None) -> dict[str, float] | None:
    """What must stay in sight where a picture is cropped, as parts of its width and height; None for its middle."""
    if x is None or y is None or not width or not height:
        return None
    return {"x": part_of(x, width), "y": part_of(y, height)}


def part_of(length: int, whole: int) -> float:
    return min(1.0, round(length / whole, 3))
