"""A process that holds one data set and measures on request: one JSON line in, one JSON line out.

The parent keeps one worker for each data set and asks them in turn: what it compares was taken in the same minute.
"""

import json
import os
import sys


def prepare(database_url: str) -> None:
    """Set Django up on the database at `database_url`."""
    os.environ["DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

    import django  # noqa: PLC0415 - the settings must be named first

    django.setup()


def main(database_url: str) -> None:
    prepare(database_url)

    from bench.cpu import backend_pid  # noqa: PLC0415 - needs Django
    from bench.measure import Caller, count_queries, milliseconds  # noqa: PLC0415 - needs Django
    from bench.works import works  # noqa: PLC0415 - needs Django

    caller = Caller()
    known = works()
    print(json.dumps({"works": list(known)}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        make = known[order["work"]]
        if order["ask"] == "queries":
            answer: dict[str, float] = {"queries": count_queries(make, caller=caller)}
        else:
            app, database = milliseconds(make, times=order["times"], backend=backend_pid(), caller=caller)
            answer = {"app": app, "database": database}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
