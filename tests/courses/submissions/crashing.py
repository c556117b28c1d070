"""Run as a process of its own: goes to the named failpoint of a publication, says so, and stays there to be killed."""

import sys

import django

from tests.killing import stand_at


def main(publication_id: int, place: str) -> None:
    django.setup()
    from courses.operations.publication import publish  # noqa: PLC0415 - Django must be set up first

    stand_at(place, lambda: publish(publication_id))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
