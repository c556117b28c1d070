"""Run as a process of its own: tells learners in batches of two up to the named failpoint, says so, and stays there."""

import sys

import django

from tests.killing import stand_at


def main(announcement: int, place: str, time_of: int) -> None:
    django.setup()
    from desk.operations import announcing  # noqa: PLC0415 - Django must be set up first

    announcing.BATCH = 2
    stand_at(place, lambda: announcing.tell_learners(announcement), time_of=time_of)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
