"""Changes the code that money rests on in a thousand small ways, and counts how many of them a test notices.

Which code and which tests: pyproject.toml, `tool.mutmut`. A run that was stopped is gone on with, also on another
machine: tests/mutation.json keeps what became of each change, by function, for as long as that function stays as it is.
A run may last so many minutes. Ends with 0 when all were tried and enough is noticed in each module, with 2 while some
wait.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parent.parent
MUTANTS, RESULTS = ROOT / "mutants", ROOT / "tests" / "mutation.json"
FLOOR = 85.0
UNTRIED = "not checked"
# Noticed: a test fails, never ends, or the interpreter itself does.
NOTICED = frozenset({"killed", "timeout", "segfault", "caught by type check"})
NUMBER = "__mutmut_"

# By function: the hash of its source, and the numbers of its changes by what became of them.
Found = dict[str, dict[str, str | list[int]]]


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--minutes", type=float, help="Stop after so many; the next run goes on.")
    given.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="So many changes are tried at once.")
    options = given.parse_args()
    recall()
    is_whole = run(options.minutes, options.at_once)
    found = {path.relative_to(MUTANTS).as_posix().removesuffix(".meta"): read(path) for path in metas()}
    RESULTS.write_text(written(found))
    counted = {name: tally(functions) for name, functions in found.items()}
    together = sum(counted.values(), Counter())
    for name, count in [*counted.items(), ("all of it", together)]:
        tried = count.total() - count[UNTRIED]
        sys.stdout.write(f"{name:45} {tried:5} of {count.total():5} changes, {score(count):5.1f} % noticed\n")
    failed = [name for name, count in counted.items() if score(count) < FLOOR]
    for name in failed:
        sys.stdout.write(f"{name}: fewer than {FLOOR:g} % are noticed; `mutmut results` lists the others\n")
    if not is_whole or together[UNTRIED]:
        sys.stderr.write("The changes were not all tried: run it again to go on.\n")
        return 2
    return 1 if failed else 0


def run(minutes: float | None, at_once: int) -> bool:
    """Try what was not tried yet, for so long; whether it came to its end."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(at_once)]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as trying:  # noqa: S603 - our own tool
        try:
            return trying.wait(None if minutes is None else minutes * 60) == 0
        except subprocess.TimeoutExpired:
            # Each result is kept as it comes; the tests that are under way are tried again.
            os.killpg(trying.pid, signal.SIGKILL)
            return False


def recall() -> None:
    """Give mutmut what earlier runs found, where it has nothing of its own; it forgets what has changed since."""
    code_by_status = {status: code for code, status in reversed(status_by_exit_code.items())}
    for name, functions in json.loads(RESULTS.read_text()).items():
        meta = MUTANTS / f"{name}.meta"
        if meta.exists():
            continue
        module = name.removesuffix(".py").replace("/", ".")
        codes = {
            f"{module}.{function}{NUMBER}{number}": code_by_status[status]
            for function, kept in functions.items()
            for status, numbers in kept.items()
            if status != "source"
            for number in numbers
        }
        hashes = {function: kept["source"] for function, kept in functions.items()}
        meta.parent.mkdir(parents=True, exist_ok=True)
        known: dict[str, dict] = {"exit_code_by_key": codes, "hash_by_function_name": hashes}
        unknown = ("durations_by_key", "estimated_durations_by_key", "type_check_error_by_key")
        meta.write_text(json.dumps(known | {name: {} for name in unknown}))


def metas() -> list[Path]:
    """What mutmut wrote down of each module that it changed."""
    return sorted(path for path in MUTANTS.rglob("*.meta") if json.loads(path.read_text())["exit_code_by_key"])


def read(meta: Path) -> Found:
    kept = json.loads(meta.read_text())
    found: defaultdict[str, dict] = defaultdict(lambda: defaultdict(list))
    for key, code in kept["exit_code_by_key"].items():
        function, _, number = key.rpartition(".")[2].rpartition(NUMBER)
        found[function]["source"] = kept["hash_by_function_name"][function]
        found[function][str(status_by_exit_code[code])].append(int(number))
    return {function: dict(found[function]) for function in sorted(found)}


def written(found: dict[str, Found]) -> str:
    """As JSON with a line for each function."""
    modules = (
        f"  {json.dumps(name)}: {{\n"
        + ",\n".join(f"    {json.dumps(function)}: {json.dumps(kept)}" for function, kept in functions.items())
        + "\n  }"
        for name, functions in found.items()
    )
    return "{\n" + ",\n".join(modules) + "\n}\n"


def tally(functions: Found) -> Counter[str]:
    counted: Counter[str] = Counter()
    for kept in functions.values():
        counted.update({status: len(numbers) for status, numbers in kept.items() if isinstance(numbers, list)})
    return counted


def score(found: Counter[str]) -> float:
    """The percentage of what was tried that was noticed; what no test comes by counts as not noticed."""
    tried = found.total() - found[UNTRIED]
    return 100 * sum(found[status] for status in NOTICED) / tried if tried else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
