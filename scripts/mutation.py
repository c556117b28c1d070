"""Changes the code that money rests on in a thousand small ways, and counts how many of them a test notices.

Which code and which tests: pyproject.toml, `tool.mutmut`. A run that was stopped is gone on with; what it found is kept
in tests/mutation.json. Ends with 0 when enough is noticed in each module.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parent.parent
MUTANTS, RESULTS = ROOT / "mutants", ROOT / "tests" / "mutation.json"
FLOOR = 85.0
# Noticed: a test fails, never ends, or the interpreter itself does.
NOTICED = frozenset({"killed", "timeout", "segfault", "caught by type check"})


def main() -> int:
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(os.cpu_count() or 1)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:  # noqa: S603 - our own tool
        sys.stderr.write("The mutants were not all tried: what went wrong stands above. Run it again to go on.\n")
        return 2
    counted = {path.relative_to(MUTANTS).as_posix().removesuffix(".meta"): tally(path) for path in metas()}
    RESULTS.write_text(
        json.dumps({name: dict(sorted(found.items())) for name, found in counted.items()}, indent=2) + "\n"
    )
    together = sum(counted.values(), Counter())
    failed = [name for name, found in counted.items() if score(found) < FLOOR]
    for name, found in [*counted.items(), ("all of it", together)]:
        sys.stdout.write(f"{name:45} {found.total():5} changes, {score(found):5.1f} % noticed\n")
    for name in failed:
        sys.stdout.write(f"{name}: fewer than {FLOOR:g} % are noticed; `mutmut results` lists the others\n")
    return 1 if failed else 0


def metas() -> list[Path]:
    """What mutmut wrote down of each module that it changed."""
    return sorted(path for path in MUTANTS.rglob("*.meta") if json.loads(path.read_text())["exit_code_by_key"])


def tally(meta: Path) -> Counter[str]:
    codes = json.loads(meta.read_text())["exit_code_by_key"].values()
    return Counter(str(status_by_exit_code[code]) for code in codes)


def score(found: Counter[str]) -> float:
    """The percentage that was noticed; what no test comes by counts as not noticed."""
    return 100 * sum(found[status] for status in NOTICED) / found.total()


if __name__ == "__main__":
    raise SystemExit(main())
