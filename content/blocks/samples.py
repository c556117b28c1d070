"""Pictures of our own for the samples that the chooser shows."""

from typing import Any

_NO_MEDIUM = "00000000-0000-0000-0000-000000000000"
_FOLDER = "/static/courses/samples/"


def sample_picture(name: str, *, width: int = 960, height: int = 540) -> dict[str, Any]:
    """The published shape of a picture that lies with our static files."""
    return {
        "id": _NO_MEDIUM,
        "url": f"{_FOLDER}{name}.svg",
        "title": name,
        "content_type": "image/svg+xml",
        "width": width,
        "height": height,
        "focal_point": None,
        "placeholder": None,
    }


def sample_file(name: str, content_type: str, size: int) -> dict[str, Any]:
    """The published shape of a file that is only shown by name."""
    return {
        "id": _NO_MEDIUM,
        "url": "#",
        "title": name,
        "content_type": content_type,
        "file_name": name,
        "file_size": size,
        "is_stamped": False,
    }
