"""Paths of several courses, what was approved of them, and who is on them. Import models from here."""

from paths.models.path import Path, new_path_slug
from paths.models.seats import PathSeat
from paths.models.versions import PathVersion

__all__ = ["Path", "PathSeat", "PathVersion", "new_path_slug"]
