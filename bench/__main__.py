"""`make bench`: seeds the data sets that are missing, measures every budget, prints the table, writes the JSON."""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import psycopg

from bench.budgets import BUDGETS, PUBLICATION_BUDGETS
from bench.report import Rounds, Row, show, show_seconds, write
from bench.sets import SETS, DataSet
from kit.embedded_postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parent.parent
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
    """The file that says that the set was seeded to its end."""
    return ROOT / "var" / f"{data_set.database}.seeded"


def ensure_seeded(data_set: DataSet) -> None:
    """Seed the set's database unless it was seeded to the end before. `--fresh` forgets that."""
    done = seeded_mark(data_set)
    if done.exists():
        return
    make_database(data_set.database)
    command = f"from bench.worker import prepare; prepare({SERVER.url(data_set.database)!r}); "
    command += f"from bench.seed import seed; from bench.sets import SETS; seed(SETS[{data_set.name!r}])"
    if subprocess.run([sys.executable, "-c", command], cwd=ROOT, check=False).returncode:
        raise SystemExit(f"Set {data_set.name} could not be seeded: the reason stands above.")
    done.touch()


def publication_seconds() -> dict[str, float]:
    """What a course of 2,000 lessons takes to be published, in a process and on a database of its own."""
    name = "perfomix_bench_publication"
    make_database(name)
    command = f"from bench.worker import prepare; prepare({SERVER.url(name)!r}); import json; "
    command += "from bench.publication import measure_publication; print(json.dumps(measure_publication()))"
    run = subprocess.run([sys.executable, "-c", command], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    seconds: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return seconds


def make_database(name: str) -> None:
    """An empty database in place of any of that name."""
    with psycopg.connect(SERVER.url("postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    SERVER.ensure_database(name)


def measure(small: DataSet, large: DataSet, *, rounds: int, times: int) -> tuple[list[Row], float]:
    """Take `rounds` rounds of `times` requests for each work on both sets, in turn."""
    workers = {data_set.name: Worker(data_set) for data_set in (small, large)}
    try:
        queries = {budget.work: workers[large.name].queries(budget.work) for budget in BUDGETS}
        taken: dict[str, Rounds] = defaultdict(lambda: Rounds([], [], []))
        for number in range(rounds + 1):
            for budget in BUDGETS:
                # The floor is taken beside each work, so that a busy moment of the machine falls on both.
                floor = sum(workers[large.name].milliseconds("floor", times))
                of_large = workers[large.name].milliseconds(budget.work, times)
                of_small = workers[small.name].milliseconds(budget.work, times)
                if number:  # the first round warms caches and plans
                    taken[budget.work].floor.append(floor)
                    taken[budget.work].large.append(of_large)
                    taken[budget.work].small.append(of_small)
            print(f"  round {number} of {rounds}", flush=True)
    finally:
        for worker in workers.values():
            worker.stop()
    rows = [taken[budget.work].row(budget, queries[budget.work]) for budget in BUDGETS]
    return rows, statistics.median(floor for each in taken.values() for floor in each.floor)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--large", choices=["M", "L"], default="M", help="the set that the budgets are held on")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--times", type=int, default=60, help="requests for each work in a round")
    parser.add_argument("--fresh", action="store_true", help="seed again")
    options = parser.parse_args()
    SERVER.start()
    try:
        sets = SETS["S"], SETS[options.large]
        for data_set in sets:
            if options.fresh:
                seeded_mark(data_set).unlink(missing_ok=True)
            ensure_seeded(data_set)
        rows, floor = measure(*sets, rounds=options.rounds, times=options.times)
        show(rows, floor)
        seconds = publication_seconds()
        show_seconds(seconds, PUBLICATION_BUDGETS)
        extra = {"sets": [each.name for each in sets], "rounds": options.rounds, "publication_seconds": seconds}
        path = write(rows, floor, extra)
        print(f"\nAlso as JSON in {os.path.relpath(path, ROOT)}")
    finally:
        SERVER.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
