"""Changes the code that money rests on in a thousand small ways, and counts how many of them a test notices.

Which code and which tests: pyproject.toml, `tool.mutmut`. A run that was stopped is gone on with, and one may last so
many minutes; what was found by then is kept in tests/mutation.json, with how many changes were not tried. Ends with 0
when all were tried and enough is noticed in each module, with 2 while some wait.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parent.parent
MUTANTS, RESULTS = ROOT / "mutants", ROOT / "tests" / "mutation.json"
FLOOR = 85.0
UNTRIED = "not checked"
# Noticed: a test fails, never ends, or the interpreter itself does.
NOTICED = frozenset({"killed", "timeout", "segfault", "caught by type check"})


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--minutes", type=float, help="Stop after so many; the next run goes on.")
    is_whole = run(given.parse_args().minutes)
    counted = {path.relative_to(MUTANTS).as_posix().removesuffix(".meta"): tally(path) for path in metas()}
    RESULTS.write_text(
        json.dumps({name: dict(sorted(found.items())) for name, found in counted.items()}, indent=2) + "\n"
    )
    together = sum(counted.values(), Counter())
    for name, found in [*counted.items(), ("all of it", together)]:
        tried = found.total() - found[UNTRIED]
        sys.stdout.write(f"{name:45} {tried:5} of {found.total():5} changes, {score(found):5.1f} % noticed\n")
    failed = [name for name, found in counted.items() if score(found) < FLOOR]
    for name in failed:
        sys.stdout.write(f"{name}: fewer than {FLOOR:g} % are noticed; `mutmut results` lists the others\n")
    if not is_whole or together[UNTRIED]:
        sys.stderr.write("The changes were not all tried: run it again to go on.\n")
        return 2
    return 1 if failed else 0


def run(minutes: float | None) -> bool:
    """Try what was not tried yet, for so long; whether it came to its end."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(os.cpu_count() or 1)]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as trying:  # noqa: S603 - our own tool
        try:
            return trying.wait(None if minutes is None else minutes * 60) == 0
        except subprocess.TimeoutExpired:
            # Each result is kept as it comes; the tests that are under way are tried again.
            os.killpg(trying.pid, signal.SIGKILL)
            return False


def metas() -> list[Path]:
    """What mutmut wrote down of each module that it changed."""
    return sorted(path for path in MUTANTS.rglob("*.meta") if json.loads(path.read_text())["exit_code_by_key"])


def tally(meta: Path) -> Counter[str]:
    codes = json.loads(meta.read_text())["exit_code_by_key"].values()
    return Counter(str(status_by_exit_code[code]) for code in codes)


def score(found: Counter[str]) -> float:
    """The percentage of what was tried that was noticed; what no test comes by counts as not noticed."""
    tried = found.total() - found[UNTRIED]
    return 100 * sum(found[status] for status in NOTICED) / tried if tried else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
