"""`make bench`: seeds the data sets that are missing, measures every budget, prints tables, writes JSON and docs."""

import argparse
import hashlib
import json
import shutil
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from bench.budgets import BUDGETS, PUBLICATION_BUDGETS
from bench.report import (
    LATEST,
    PAGE,
    Rounds,
    Row,
    Sample,
    as_json,
    show,
    show_pages,
    show_seconds,
    show_transcoding,
    transcoding_of,
    write,
)
from bench.sets import SETS, DataSet
from bench.storefront import measure_storefront
from kit.embedded_postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parent.parent
# Even, for each set goes first as often as the other.
ROUNDS_OF_A_PAIR = 4
SERVER = EmbeddedPostgres(ROOT / "var" / "bench-postgres")


class Worker:
    """A process that holds one data set and answers orders about it."""

    def __init__(self, data_set: DataSet) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.worker", SERVER.url(data_set.database)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._read()

    def ask(self, **order: object) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._read()

    def milliseconds(self, work: str, times: int) -> tuple[float, float]:
        answer = self.ask(ask="cpu", work=work, times=times)
        return answer["app"], answer["database"]

    def queries(self, work: str) -> int:
        return int(self.ask(ask="queries", work=work)["queries"])

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("The bench ended early: its worker's message stands above.")
        answer: dict[str, Any] = json.loads(line)
        return answer


def seeded_mark(data_set: DataSet) -> Path:
    """The file that says that the set was seeded to its end, and from what."""
    return ROOT / "var" / f"{data_set.database}.seeded"


def recipe() -> str:
    """A hash of what says which rows a set has: one that was seeded by another recipe is not comparable."""
    folder = Path(__file__).parent
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in ("templates.py", "sets.py"))).hexdigest()


def ensure_seeded(data_set: DataSet) -> None:
    """Seed the set's database, or migrate it where it was seeded so before. `--fresh` forgets that."""
    done = seeded_mark(data_set)
    if done.exists() and done.read_text() == recipe():
        run_on(data_set, "from django.core.management import call_command; call_command('migrate', verbosity=0)")
        return
    make_database(data_set.database)
    run_on(data_set, f"from bench.seed import seed; from bench.sets import SETS; seed(SETS[{data_set.name!r}])")
    done.write_text(recipe())


def run_on(data_set: DataSet, code: str) -> None:
    """Run code on the set's database, in a process of its own."""
    command = f"from bench.worker import prepare; prepare({SERVER.url(data_set.database)!r}); {code}"
    if subprocess.run([sys.executable, "-c", command], cwd=ROOT, check=False).returncode:
        raise SystemExit(f"Set {data_set.name} could not be prepared: the reason stands above.")


def measured_apart(subject: str) -> dict[str, Any]:
    """What `measure_…` of the module `bench.…` finds, in a process and on an empty database of its own."""
    name = f"perfomix_bench_{subject}"
    make_database(name)
    command = f"from bench.worker import prepare; prepare({SERVER.url(name)!r}); import json; "
    command += f"from bench.{subject} import measure_{subject} as measure; print(json.dumps(measure()))"
    run = subprocess.run([sys.executable, "-c", command], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def make_database(name: str) -> None:
    """An empty database in place of any of that name."""
    with psycopg.connect(SERVER.url("postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    SERVER.ensure_database(name)


def measure(small: DataSet, large: DataSet, *, rounds: int, times: int) -> tuple[list[Row], float]:
    """Take `rounds` rounds of `times` requests for each work on both sets, in turn.

    Whoever is asked first pays for what the other left in the machine's caches, and of two equal processes one is
    faster by a few per cent as long as it lives. So the two take turns at going first, each does the floor just before
    the work, and new ones take over after every few rounds: a set measured against itself grows by nothing.
    """
    queries: dict[str, int] = {}
    taken: dict[str, Rounds] = defaultdict(Rounds)
    for begun in range(0, rounds, ROUNDS_OF_A_PAIR):
        workers = {"small": Worker(small), "large": Worker(large)}
        try:
            queries = queries or {budget.work: workers["large"].queries(budget.work) for budget in BUDGETS}
            take_round(workers, defaultdict(Rounds), times, turn=0)  # warms caches and plans
            for number in range(begun, min(begun + ROUNDS_OF_A_PAIR, rounds)):
                take_round(workers, taken, times, turn=number)
                print(f"  round {number + 1} of {rounds}", flush=True)
        finally:
            for worker in workers.values():
                worker.stop()
    rows = [taken[budget.work].row(budget, queries[budget.work]) for budget in BUDGETS]
    return rows, statistics.median(each.floor for rounds in taken.values() for each in rounds.large)


def take_round(workers: dict[str, Worker], taken: dict[str, Rounds], times: int, *, turn: int) -> None:
    for place, budget in enumerate(BUDGETS):
        order = sorted(workers, reverse=bool((turn + place) % 2))
        samples = {size: sample(workers[size], budget.work, times) for size in order}
        taken[budget.work].add(**samples)


def sample(worker: Worker, work: str, times: int) -> Sample:
    floor = sum(worker.milliseconds("floor", times))
    app, database = worker.milliseconds(work, times)
    return Sample(floor=floor, app=app, database=database)


def measure_api(options: argparse.Namespace) -> bool:
    """The budgets of requests and of publication: shown, written down, and whether all hold."""
    sets = SETS["S"], SETS[options.large]
    SERVER.start()
    try:
        for data_set in sets:
            if options.fresh:
                seeded_mark(data_set).unlink(missing_ok=True)
            ensure_seeded(data_set)
        rows, floor = measure(*sets, rounds=options.rounds, times=options.times)
        show(rows, floor)
        if options.large == "S":
            return True  # the growth shown is the bench's own error: nothing to keep
        seconds: dict[str, float] = measured_apart("publication")
    finally:
        SERVER.stop()
    show_seconds(seconds, PUBLICATION_BUDGETS)
    write(
        floor_ms=floor,
        rows=as_json(rows),
        sets=[each.name for each in sets],
        rounds=options.rounds,
        publication_seconds=seconds,
    )
    return not any(row.broken for row in rows) and all(
        seconds[name] <= budget for name, budget in PUBLICATION_BUDGETS.items()
    )


def measure_pages() -> bool:
    """The budgets of the storefront's pages: shown, written down, and whether all hold."""
    rows = measure_storefront(ROOT / "var" / "bench-storefront")
    show_pages(rows)
    write(storefront=[row.as_json() for row in rows])
    return not any(row.broken for row in rows)


def measure_transcoding() -> bool:
    """The budget of films: shown, written down, and whether it holds. Without ffmpeg there is nothing to hold."""
    if shutil.which("ffmpeg") is None:
        print("\nTranscoding was not measured: there is no ffmpeg on this machine (on Debian: apt install ffmpeg).")
        return True
    SERVER.start()
    try:
        found = transcoding_of(measured_apart("transcoding"))
    finally:
        SERVER.stop()
    show_transcoding(found)
    write(transcoding=found.as_json())
    return not found.broken


def main() -> int:
    """Status 0 says that every budget measured holds."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=["requests", "transcoding", "pages"], help="measure this alone")
    parser.add_argument(
        "--large",
        choices=list(SETS),
        default="M",
        help="the set that the budgets are held on; S shows the bench's own error",
    )
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--times", type=int, default=60, help="requests for each work in a round")
    parser.add_argument("--fresh", action="store_true", help="seed again")
    options = parser.parse_args()
    parts: dict[str, Callable[[], bool]] = {
        "requests": partial(measure_api, options),
        "transcoding": measure_transcoding,
        "pages": measure_pages,
    }
    held = [measure() for name, measure in parts.items() if options.only in (None, name)]
    print(f"\nAlso as JSON in {LATEST.relative_to(ROOT)}, and for readers in {PAGE.relative_to(ROOT)}")
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
