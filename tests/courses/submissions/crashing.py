"""Run as a process of its own: goes to the named failpoint of a publication, says so, and stays there to be killed."""

import sys
import threading
import time

import django


def main(publication_id: int, place: str) -> None:
    django.setup()
    from courses.operations.publication import publish  # noqa: PLC0415 - Django must be set up first
    from kit import failpoints  # noqa: PLC0415

    failpoints.PATIENCE_SECONDS = 60
    with failpoints.hold(place) as held:
        threading.Thread(target=publish, args=[publication_id], daemon=True).start()
        held.wait_until_reached()
        sys.stdout.write("reached\n")
        sys.stdout.flush()
        time.sleep(60)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
