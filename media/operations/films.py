"""What is done to the file of a film before anything is made of it."""

from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage

from media.models import Video
from media.models.film_boxes import blank_metadata


def clean_film(path: Path, stored: str) -> None:
    """Blank where and with what the film was taken, in the stored file too; `path` is that file or a copy of it.

    It goes on to be played meanwhile: what is played is not touched.
    """
    with path.open("r+b") as file:
        told = blank_metadata(file, stored)
    storage: Any = default_storage
    if told and hasattr(storage, "replace"):
        storage.replace(stored, path)
        # Whoever deleted the film meanwhile looked for the file before it was put back.
        if not Video.objects.filter(file=stored).exists():
            storage.delete(stored)
