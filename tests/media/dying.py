"""Run as a process of its own: makes a stream until the named failpoint, says so, and stays there to be killed."""

import sys
from pathlib import Path

import django

from tests.killing import stand_at


def main(stream_id: int, media: str, place: str, time_of: int) -> None:
    django.setup()
    from django.test import override_settings  # noqa: PLC0415 - Django must be set up first

    from media.operations.streams import make_stream  # noqa: PLC0415

    with override_settings(MEDIA_STREAMS=True, MEDIA_ROOT=Path(media), MEDIA_WORK_DIR=Path(media).parent / "work"):
        stand_at(place, lambda: make_stream(stream_id), time_of=time_of)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
